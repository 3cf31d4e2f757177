import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/cli/context.ts';
import { browserCommands, openPage } from '../../../src/cli/output/open-page.ts';
import { FileError } from '../../../src/errors.ts';
import type { Started } from '../../../src/run/start-child.ts';
import { collecting, contextOf } from '../run-cli.ts';

const URL = 'file:///srv/a%20b&c.html';

describe('a page is opened with', () => {
  test.each([
    [
      'linux',
      { DISPLAY: ':0' },
      [
        ['xdg-open', URL],
        ['gio', 'open', URL],
      ],
    ],
    [
      'linux',
      { WAYLAND_DISPLAY: 'wayland-0' },
      [
        ['xdg-open', URL],
        ['gio', 'open', URL],
      ],
    ],
    [
      'linux',
      { WSL_DISTRO_NAME: 'Debian' },
      [
        ['wslview', URL],
        ['xdg-open', URL],
      ],
    ],
    ['linux', {}, []],
    ['darwin', {}, [['open', URL]]],
    ['win32', {}, [['rundll32', 'url.dll,FileProtocolHandler', URL]]],
    ['linux', { BROWSER: 'firefox' }, [['firefox', URL]]],
    [
      'linux',
      { BROWSER: "'/opt/my browser' --new-tab %s:w3m" },
      [
        ['/opt/my browser', '--new-tab', URL],
        ['w3m', URL],
      ],
    ],
    [
      'win32',
      { BROWSER: '"C:/a b/x.exe" --a;y' },
      [
        ['C:/a b/x.exe', '--a', URL],
        ['y', URL],
      ],
    ],
    ['linux', { BROWSER: '%s' }, []],
    ['linux', { BROWSER: "'" }, []],
  ])('what %s has, with %j', (platform, env, commands) => {
    expect(browserCommands({ platform, env }, URL)).toEqual(commands);
  });
});

function contextWith(started: (program: string) => Started): { context: Context; stderr: Buffer[]; asked: string[] } {
  const stderr: Buffer[] = [];
  const asked: string[] = [];
  const context: Context = {
    ...contextOf(collecting([]), collecting(stderr)),
    env: { BROWSER: 'first:second' },
    startChild: async (program, args) => {
      asked.push([program, ...args].join(' '));
      return started(program);
    },
  };
  return { context, stderr, asked };
}

describe('of several browsers', () => {
  const missing: Started = { kind: 'not-started', error: new Error('ENOENT') };

  test('the first that starts is the last one asked', async () => {
    const { context, stderr, asked } = contextWith((program) => (program === 'second' ? { kind: 'runs' } : missing));
    await openPage('/srv/a b&c.html', context);
    expect(asked).toEqual([`first ${URL}`, `second ${URL}`]);
    expect(Buffer.concat(stderr).toString()).toBe(`pyprof-view: opened ${URL}\n`);
  });

  test('one that fails, or is ended by a signal, has opened nothing', async () => {
    for (const how of [
      { kind: 'status', status: 3 },
      { kind: 'signal', signal: 'SIGKILL' },
    ] as const) {
      await expect(openPage('a.html', contextWith(() => how).context)).rejects.toThrow(FileError);
    }
  });

  test('none at all is said, with where the page is', async () => {
    const failed = openPage('a.html', contextWith(() => missing).context);
    await expect(failed).rejects.toMatchObject({ code: 'no-browser', path: 'a.html' });
  });
});

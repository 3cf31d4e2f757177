import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { APP } from '../source/profiled-app.ts';
import { runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const LOGREPORT = join(FIXTURES, 'profiles/logreport-py311/out.prof');
const MAP = ['--map', `/srv/app=${APP}`];

describe('pyprof-view source', () => {
  test('prints the function with what its lines call, and what it cannot know', async () => {
    const { exitCode, stdout } = await runCli(['source', ...MAP, LOGREPORT, 'add']);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(APP, 'APP')).toBe(`/srv/app/logreport/stats.py:12(add)
6000 calls, 456.552 ms with all that it calls, 159.907 ms in itself
source: APP/logreport/stats.py

       ms   calls  line
                   12      def add(self, entry):
  124.609    6000  13          self.by_path.setdefault(normalise(entry.path), []).append(entry.size)
  114.120    6000  14          self.by_day.setdefault(entry.day(), []).append(entry)
    1.068    6000  15          self.by_status[entry.status] = self.by_status.get(entry.status, 0) + 1
                   16          if entry.agent not in self.agents:       # a list, searched each time
        ~          17              self.agents.append(entry.agent)
        ~          18          self.sizes.append(entry.size)

What it calls:
  124.609   6000  line 13                            stats.py:30(normalise)
  114.120   6000  line 14                            reader.py:15(day)
   34.391  18063  shared by 4 lines: 13, 14, 17, 18  {method 'append' of 'list' objects}
   22.456  12000  shared by 2 lines: 13, 14          {method 'setdefault' of 'dict' objects}
    1.068   6000  line 15                            {method 'get' of 'dict' objects}

Its own time, 159.907 ms, cannot be attributed to a line: cProfile does not say where in a function it goes.
~ marks lines that share calls; the list above says which, and how long they took together.
The lines are inferred: cProfile says who called a function, not from which line; each call is placed where the source can make it.
`);
  });

  test.each([
    ['stats.py:12(add)'],
    ['/srv/app/logreport/stats.py:12(add)'],
    ['Summary.add'],
    ['stats.py:12'],
    ['stats.py:14'], // a line inside of it
    ['py:12(add'],
    ['stats.*[(]add'],
  ])('finds the function by %s', async (text) => {
    const { stdout } = await runCli(['source', ...MAP, LOGREPORT, text]);
    expect(stdout).toMatch(/^\/srv\/app\/logreport\/stats\.py:12\(add\)\n/);
  });

  test('names the candidates where the text fits several, the costliest first, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await runCli(['source', ...MAP, LOGREPORT, 'logreport/re']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^ {2}\/srv\/app\/logreport\/reader\.py:39\(read_entries\)\n/);
    expect(stderr).toMatch(
      /pyprof-view: \d+ functions match logreport\/re\. Name one of them as it is written here\.\n$/,
    );
  });

  test.each([
    [['nothing_of_this_name'], 2, /no function of the profile matches nothing_of_this_name/],
    [['(a+'], 2, /no function of the profile matches \(a\+/],
    [[], 2, /a profile and a function are needed/],
  ])('refuses %j', async (words, code, message) => {
    const { exitCode, stderr } = await runCli(['source', LOGREPORT, ...words]);
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(message);
  });

  test('says where it looked for a source that is not there, and what to do', async () => {
    const { exitCode, stderr } = await runCli(['source', LOGREPORT, 'parse_line']);
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      'pyprof-view: /srv/app/logreport/reader.py: source not found (--source-root, --map): looked for ' +
        '/srv/app/logreport/reader.py. Say where it is: --source-root DIR, or --map OLD=NEW.\n',
    );
  });

  test('finds it under a source root', async () => {
    const { exitCode, stdout } = await runCli(['source', '--source-root', APP, LOGREPORT, 'parse_line']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`source: ${APP}/logreport/reader.py\n`);
  });

  test('shows a file that has changed without costs, and says so', async () => {
    const other = join(APP, 'logreport/stats.py');
    const { stdout } = await runCli([
      'source',
      '--map',
      `/srv/app/logreport/reader.py=${other}`,
      LOGREPORT,
      'parse_line',
    ]);
    expect(stdout).toContain(
      'note: the file has changed since the profile: 0 of its 6 functions are where they were; no line has a cost',
    );
    expect(stdout).not.toContain('What it calls');
  });

  test('colours only when asked, or for a terminal', async () => {
    const plain = await runCli(['source', ...MAP, LOGREPORT, 'add']);
    const coloured = await runCli(['source', '--color', 'always', ...MAP, LOGREPORT, 'add']);
    expect(plain.stdout).not.toContain('\x1b');
    expect(coloured.stdout).toContain('\x1b[34mdef\x1b[39m \x1b[1madd\x1b[22m(self, entry):');
  });
});

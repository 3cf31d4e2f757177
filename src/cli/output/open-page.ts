import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FileError } from '../../errors.ts';
import { type Context, print } from '../context.ts';
import { splitWords } from '../viewer/split-words.ts';

/** A program and its arguments: no shell is between. */
export type BrowserCommand = readonly [program: string, ...args: string[]];

/** What a browser is asked for by. */
type Asking = { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };

/**
 * Opens a page in the user's browser.
 *
 * @throws FileError where none can be started: the page is there all the same, and the sentence says where
 */
export async function openPage(path: string, { env, startChild, stderr }: Context): Promise<void> {
  const url = pathToFileURL(resolve(path)).href;
  for (const [program, ...args] of browserCommands({ platform: process.platform, env }, url)) {
    const how = await startChild(program, args);
    if (how.kind === 'runs' || (how.kind === 'status' && how.status === 0)) {
      print(stderr, `pyprof-view: opened ${url}\n`);
      return;
    }
  }
  throw new FileError('no-browser', path, 'it is written, but no browser could be started');
}

/**
 * What may open a page, the best first: `$BROWSER`, as Python's webbrowser reads it, then what the system has for it.
 */
export function browserCommands({ platform, env }: Asking, url: string): readonly BrowserCommand[] {
  const named = env['BROWSER'] ?? '';
  if (named !== '') return named.split(platform === 'win32' ? ';' : ':').flatMap((text) => commandOf(text, url));
  if (platform === 'darwin') return [['open', url]];
  if (platform === 'win32') return [['rundll32', 'url.dll,FileProtocolHandler', url]]; // `start` is of a shell
  const isWindowsBelow = (env['WSL_DISTRO_NAME'] ?? '') !== '';
  const hasDisplay = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((value) => (value ?? '') !== '');
  if (isWindowsBelow)
    return [
      ['wslview', url],
      ['xdg-open', url],
    ];
  return hasDisplay
    ? [
        ['xdg-open', url],
        ['gio', 'open', url],
      ]
    : []; // else a browser of text would take the terminal
}

/** `firefox --new-tab %s`; the address stands behind where no `%s` is. */
function commandOf(text: string, url: string): readonly BrowserCommand[] {
  const words = splitWords(text) ?? [];
  const filled = words.map((word) => word.replaceAll('%s', () => url));
  const [program, ...args] = filled.some((word, at) => word !== words[at]) ? filled : [...words, url];
  return program === undefined || program === url ? [] : [[program, ...args]];
}

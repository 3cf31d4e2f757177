import type { ExitCode } from '../src/cli/exit-codes.ts';

/** What each exit code says: for the man page and docs/commands.md. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode | 130, string>> = {
  0: 'Done.',
  1: 'A gate (--fail-on) failed. All output had been written by then.',
  2: 'Wrong usage: an unknown option, a missing profile, a value that is not allowed, a Node.js that is too old.',
  3: 'An input could not be read, or is not what it should be.',
  4: 'The output could not be written, or --open found no browser.',
  70: 'A bug in pyprof-view. Please report it.',
  130: 'Interrupted by Ctrl-C.',
};

/** Every environment variable that the program reads; a test finds those that are missing here. */
export const VARIABLES: readonly { readonly names: readonly string[]; readonly text: string }[] = [
  {
    names: ['NO_COLOR'],
    text: 'If it is not empty, no colour is used, unless --color says always.',
  },
  {
    names: ['FORCE_COLOR'],
    text: 'How many colours the viewer uses: 0 is none, 2 is 256, 3 is 24-bit colour. NO_COLOR and --color outrank it.',
  },
  {
    names: ['TERM', 'COLORTERM', 'WT_SESSION'],
    text: 'How many colours the terminal has. If TERM is dumb, text is printed instead of opening the viewer.',
  },
  { names: ['INK_SCREEN_READER'], text: 'If it is true, text is printed instead of opening the viewer.' },
  { names: ['COLUMNS'], text: 'The width of the help and of printed hints; 80 if it is not set.' },
  {
    names: ['LC_ALL', 'LC_CTYPE', 'LANG'],
    text: 'The first of them that is set says whether the terminal takes UTF-8. If not, the viewer draws with ASCII characters.',
  },
  { names: ['VISUAL', 'EDITOR'], text: 'The editor that the key o opens a source file in; VISUAL comes first.' },
  {
    names: ['VIRTUAL_ENV', 'CONDA_PREFIX', 'PATH'],
    text: 'Where run looks for Python: in the active environment, then for python3 and python on the PATH.',
  },
  {
    names: ['BROWSER'],
    text: 'What --open opens a page in: programs separated by colons (on Windows by semicolons); %s stands for the address.',
  },
  {
    names: ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'],
    text: 'On Linux, if none of them is set, --open tries only what BROWSER names.',
  },
  { names: ['TMUX'], text: 'If it is set, what the key y copies is passed through tmux.' },
  {
    names: ['HOME', 'USERPROFILE'],
    text: 'What ~ stands for in a file name that is typed in the viewer. HOME is also where the compile cache is looked for.',
  },
  { names: ['NODE_DISABLE_COMPILE_CACHE'], text: 'If it is set, the compile cache is neither read nor written.' },
  {
    names: ['XDG_CACHE_HOME', 'LOCALAPPDATA'],
    text: 'The folder in which the compile cache is kept; LOCALAPPDATA is for Windows. See the files below.',
  },
];

/** What it writes without being asked for it: for the man page and docs/commands.md. */
export const FILES: readonly { readonly path: string; readonly text: string }[] = [
  {
    path: '$XDG_CACHE_HOME/pyprof-view',
    text:
      'What Node.js has compiled of the program, so that it starts sooner. Where XDG_CACHE_HOME is not set, it is in ' +
      '~/.cache, in ~/Library/Caches on macOS, and in %LOCALAPPDATA% on Windows. The folder may be deleted at any time. ' +
      'It is used only if it belongs to you and nobody else can write in it.',
  },
  {
    path: '$TMPDIR/pyprof-view-*/',
    text: 'The profile of run without -o, which says where it is; the page of --open without -o.',
  },
];

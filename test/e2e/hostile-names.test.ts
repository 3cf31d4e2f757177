import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { UNSHOWN } from '../../src/text/escape.ts';
import { type Key, type Numbers, writeProfile } from '../decode/write-marshal.ts';
import { PROFILE, PROGRAM } from './shell.ts';
import { Terminal } from './terminal.ts';

/** A title, the clipboard, a link, a colour, C1, DEL, ends of lines, turned text, nothing to see, tags, a raw byte. */
const HOSTILE = [
  '\x1b]0;owned\x07',
  '\x1b]52;c;cm0gLXJm\x07',
  '\x1b]8;;https://x.example\x1b\\',
  '\x1b[38;5;199m\x1b[2J',
  '\x9b31m\x85',
  '\x7f\r\n\t\b\v',
  '\u202etxet\u2066\u061c',
  '\u200b\u200d\ufeff\u2060',
  '\u{e0041}\u{e007f}\ufe0f\u034f',
  '\u2028',
].join('_');

const ESCAPE = '\x1b';

/** A folder has no slash in its name, and of a file name Node makes UTF-8. */
const FILE = `x${HOSTILE.replaceAll('/', '')}`.slice(0, 80);

const NUMBERS: Numbers = [1n, 1n, 1, 2];

let folder = '';
let dump = '';
let terminal: Terminal | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-hostile-'));
  dump = join(folder, `${FILE}.prof`);
  const source = join(folder, `${FILE}.py`);
  writeFileSync(
    source,
    `def f(): # ${HOSTILE.replaceAll(/[\r\n\v\x85\u2028]/g, '')}\n    return g('${FILE.slice(0, 20)}')\n`,
  );
  const keys: Key[] = [
    [source, 1, 'f'],
    [`/srv/${HOSTILE}.py`, 1, HOSTILE],
    [`/srv/${HOSTILE}.py`, 2, HOSTILE],
    ['~', 0, `<built-in method ${HOSTILE}>`],
    ['profiler', 0, HOSTILE],
  ];
  const callers = keys.map((key) => ({ key, numbers: NUMBERS }));
  writeFileSync(
    dump,
    writeProfile(
      keys.map((key) => ({ key, numbers: NUMBERS, callers })),
      2,
    ),
  );
  copyFileSync(dump, join(folder, 'plain.prof'));
  copyFileSync(dump, join(folder, `--${FILE}`));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => terminal?.close());

/** What is left of an output without what we write ourselves: colours, a line that is taken away, ends of lines. */
function unshownIn(output: string): readonly string[] {
  const own = new RegExp(`${ESCAPE}\\[(?!38;5;199)[\\d;]*m|\\r${ESCAPE}\\[K|\\r\\n`, 'g');
  const found = output.replaceAll(own, '').matchAll(new RegExp(`[${UNSHOWN}\ufffd]`, 'gu'));
  return [...found].map(([character]) => JSON.stringify(character));
}

const COMMANDS: readonly (readonly [command: string, args: () => readonly string[], exitCode: number])[] = [
  ['stats', () => ['stats', '--header', '--full-paths', dump], 0],
  ['stats with a restriction', () => ['stats', '--restrict', `owned|${FILE.slice(0, 6)}`, dump], 0],
  ['callers', () => ['callers', dump], 0],
  ['callees', () => ['callees', dump], 0],
  ['the bare text', () => ['-n', '9', dump], 0],
  ['summary', () => ['summary', dump], 0],
  ['hints', () => ['hints', '--level', 'practice', '--explain', dump], 0],
  ['hints as JSON', () => ['hints', '--json', '--level', 'practice', '--explain', dump], 0],
  ['source', () => ['source', '--color', 'always', dump, 'f'], 0],
  ['source of several', () => ['source', dump, 'owned'], 2],
  ['source of none', () => ['source', dump, `no${HOSTILE}`], 2],
  ['diff', () => ['diff', '--force', PROFILE, dump], 0],
  ['diff as JSON', () => ['diff', '--force', '--format', 'json', PROFILE, dump], 0],
  ['report', () => ['report', dump], 0],
  ['report as JSON', () => ['report', '--format', 'json', dump], 0],
  ['report as CSV', () => ['report', '--format', 'csv', dump], 0],
  ['merge', () => ['merge', dump, join(folder, 'plain.prof'), '-o', '-'], 2],
  ['a file that is not there', () => ['stats', `${dump}.gone`], 3],
  ['an option that is not there', () => [`--${FILE}`], 2],
  ['a value that is none', () => ['report', '--top', FILE, dump], 2],
  ['a command that is not there', () => ['help', FILE], 2],
];

/** A terminal whose program has ended may lose what it had not read yet: the shell keeps it open until all is there. */
const AND_STAY = '"$0" "$@"; echo "ended with $?."; read -r _';
const ENDED = /ended with (\d+)\.\r\n$/;

describe('a terminal obeys nothing of a profile, its name or a command line', () => {
  test.each(COMMANDS)('in what %s prints', async (_, args, exitCode) => {
    terminal = new Terminal('/bin/sh', ['-c', AND_STAY, process.execPath, PROGRAM, ...args()], { columns: 400 });
    await terminal.until(() => ENDED.test(terminal?.output ?? ''), 'the program has ended');
    const [written, ended] = [terminal.output.replace(ENDED, ''), ENDED.exec(terminal.output)?.[1]];
    expect({ ended: Number(ended), unshown: unshownIn(written) }).toEqual({ ended: exitCode, unshown: [] });
  });

  test('in the viewer, on any of its screens', async () => {
    terminal = new Terminal(process.execPath, [PROGRAM, dump], { columns: 120, rows: 30 });
    await terminal.shows('function 1 of 5');
    for (const keys of ['2', '3', '5', '4', '1', '\r', '\t', ':x\t', '\x1b', '?', 'q']) {
      terminal.type(keys);
      await terminal.isIdle();
    }
    terminal.type('qq');
    await terminal.ended;
    for (const sequence of HOSTILE.split('_')) expect(terminal.output).not.toContain(sequence);
  });
});

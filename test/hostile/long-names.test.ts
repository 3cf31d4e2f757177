import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { PROGRAM } from '../e2e/shell.ts';
import { frameOf } from '../tui/frame-of.ts';
import { openViewer, press } from '../tui/press.ts';

const CHARACTERS = 10_000_000;

/** `npm run limits`: what takes too long for every run of the tests. */
const IS_WHOLE = process.env['WHOLE_LIMITS'] !== undefined;

const COMMANDS = IS_WHOLE ? ['stats', 'callees', 'summary', 'hints', 'report', 'anonymize'] : ['report', 'anonymize'];

/**
 * V8 compiles regular expressions for space once those of a process take 16 MB, as they may in the workers of these tests: then
 * more of them remember each character that they have passed.
 */
const FOR_SPACE = '--no-regexp-optimization';

/** A regular expression that goes back over such a name, one character at a time, has no stack left or does not end. */
const REPEATED: readonly (readonly [what: string, piece: string])[] = [
  ['letters', 'x'],
  ['types', "' of '"],
];

const ALSO_REPEATED: typeof REPEATED = [
  ['names with dots', 'a.'],
  ['folders of packages', '/site-packages'],
  ['blanks', ' '],
  ['angle brackets', '<'],
  ['backticks', '`'],
  ['backslashes', '\\'],
  ['folders', '/a'],
  ['folders of a library', '\\Lib'],
];

type Key = readonly [file: string, line: number, name: string];

/** As a function of a file and the file itself, and as a built-in. */
function tableOf(piece: string): ProfileTable {
  const long = piece.repeat(CHARACTERS / piece.length);
  const keys: readonly Key[] = [
    [`${long}.py`, 1, 'f'],
    ['/srv/x.py', 2, long],
    ['~', 0, `<method '${long} objects`],
  ];
  const builder = new ProfileBuilder();
  for (const key of keys) builder.setRow(...key, { ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: 1 });
  for (const _ of keys) builder.endEdges();
  return builder.finish('traced', []);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-long-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(IS_WHOLE ? [...REPEATED, ...ALSO_REPEATED] : REPEATED)(
  'names of 10 MB, %s again and again,',
  (_, piece) => {
    let table: ProfileTable;
    let dump = '';
    beforeAll(() => {
      table = tableOf(piece);
      dump = join(folder, 'out.prof');
      writeFileSync(dump, Buffer.concat([...marshalProfile(table)]));
    });

    test.each(COMMANDS)('do not stop `%s`', { timeout: 120_000 }, (command) => {
      const words = command === 'anonymize' ? [command, dump, '-o', '-'] : [command, dump];
      const { status, stderr } = spawnSync(process.execPath, [FOR_SPACE, PROGRAM, ...words], { maxBuffer: 2 ** 30 });
      expect({ status, isBug: String(stderr).includes('a bug') }).toEqual({ status: 0, isBug: false });
    });

    test('are drawn', { timeout: 120_000 }, () => {
      const opened = openViewer(table, 100);
      for (const digit of ['1', '2', '3', '4', '5', '9'])
        expect(frameOf(press(opened, digit)).filter(({ width }) => width > 100)).toEqual([]);
    });
  },
);

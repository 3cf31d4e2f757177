import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { sourceDisk } from '../../src/cli/sources/source-disk.ts';
import { decodeFile } from '../../src/decode/decode-file.ts';
import { findHints } from '../../src/hints/find-hints.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook } from '../../src/source/source-book.ts';
import { sourceView } from '../../src/views/source-view.ts';
import { writeProfile } from '../decode/write-marshal.ts';
import type { Random } from './random.ts';

/** The files that the made-up profiles name; whoever reads them removes the folder. */
export const NAMED_FOLDER: string = mkdtempSync(join(tmpdir(), 'pyprof-view-named-'));

/** 20 KB: one takes 30 ms to be parsed, and as many as a profile has names more than a second. */
const TEXT = Array.from({ length: 350 }, (_, n) => `def f${n}(rows):\n    return sorted(rows, key=len)[${n}]\n`).join(
  '',
);

mkdirSync(join(NAMED_FOLDER, 'a/b'), { recursive: true });
writeFileSync(join(NAMED_FOLDER, 'x.py'), TEXT);
writeFileSync(join(NAMED_FOLDER, 'a/b/x.py'), `${TEXT}def broken(:\n`);
writeFileSync(join(NAMED_FOLDER, 'a/__init__.py'), '');
writeFileSync(join(NAMED_FOLDER, 'key'), 'PRIVATE');
writeFileSync(
  join(NAMED_FOLDER, 'a.zip'),
  zipSync({ 'x.py': Buffer.from(TEXT), 'zeros.py': new Uint8Array(1_000_000) }),
);
symlinkSync(join(NAMED_FOLDER, 'x.py'), join(NAMED_FOLDER, 'a/link.py'));
symlinkSync(join(NAMED_FOLDER, 'key'), join(NAMED_FOLDER, 'a/key.py'));
symlinkSync(join(NAMED_FOLDER, 'a'), join(NAMED_FOLDER, 'a/up'));

const FILES = [
  'x.py',
  'x.py',
  'a/b/x.py',
  'a/link.py',
  'a/key.py',
  'a/__init__.py',
  'a.zip/x.py',
  'a.zip/zeros.py',
  'no.py',
];
const STEPS = ['.', '', 'a/..', 'a/up/..', 'a/b/../..'];

/** A profile of up to three hundred functions, each in one of these files, by any way that leads there. */
export function makeNamingDump(random: Random): Buffer {
  const rows = Array.from({ length: 1 + random.below(300) }, () => {
    const steps = Array.from({ length: random.below(12) }, () => `${random.of(STEPS)}/`).join('');
    const start = random.of([`${NAMED_FOLDER}/`, `${NAMED_FOLDER}/`, '/srv/app/', '']);
    const line = random.below(350);
    const key = [`${start}${steps}${random.of(FILES)}`, 1 + 2 * line, `f${line}`] as const;
    return { key, numbers: [1n, 1n, 0.5, 0.5] as const, callers: [] };
  });
  return Buffer.from(writeProfile(rows, 2));
}

const readSource = await loadSourceReader({ one: 4_000_000, all: Number.POSITIVE_INFINITY });

/** All that a report asks of the sources of a profile. */
export function readNamedFiles(bytes: Buffer): void {
  const table = decodeFile(bytes);
  const places = { profileFolders: [NAMED_FOLDER], workingFolder: '', roots: [NAMED_FOLDER], maps: [] };
  const book = openSourceBook({ table, places, files: sourceDisk(() => undefined), read: readSource });
  findHints({ book, allocationsOf: null });
  for (let row = 0; row < table.length; row++) sourceView(book, row);
}

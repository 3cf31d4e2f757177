import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { sourceDisk } from '../../src/cli/sources/source-disk.ts';
import { findHints } from '../../src/hints/find-hints.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook, type SourceBook } from '../../src/source/source-book.ts';
import type { SourceFiles } from '../../src/source/source-files.ts';
import { sourceView } from '../../src/views/source-view.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-budget-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

function file(name: string): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), 'x = 1\n');
}

function tableOf(files: readonly string[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const file of files) {
    builder.setRow(file, 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

async function bookOf(files: readonly string[], disk: SourceFiles): Promise<SourceBook> {
  const places = { profileFolders: [], workingFolder: '', roots: [], maps: [] };
  return openSourceBook({ table: tableOf(files), places, files: disk, read: await loadSourceReader() });
}

const silently = (): void => undefined;

describe('a file that a profile names in a thousand ways', () => {
  writeFileSync(at('x.py'), 'def f():\n    return 1\n');
  symlinkSync(at('x.py'), at('link.py'));
  const spellings = Array.from({ length: 1000 }, (_, n) => {
    const steps = './'.repeat(n % 60) + '/'.repeat(1 + Math.floor(n / 60));
    return `${folder}/${steps}${n % 2 === 0 ? 'x.py' : 'link.py'}`;
  });

  test('is read and parsed once', async () => {
    const disk = sourceDisk(silently);
    const book = await bookOf(spellings, disk);
    const found = spellings.map((_, row) => book.sourceOf(row));
    expect(new Set(spellings).size).toBe(1000);
    expect(new Set(found.map((one) => (one.kind === 'found' ? one.source : one.kind))).size).toBe(1);
    expect(new Set(spellings.map((path) => disk.read(path, 'source'))).size).toBe(1);
    const lines = await bookOf(spellings, disk);
    expect(new Set(spellings.map((_, row) => lines.linesOf(row))).size).toBe(1);
  });

  test('is read anew once it was written anew', () => {
    const disk = sourceDisk(silently);
    writeFileSync(at('new.py'), 'x = 1\n');
    const before = disk.read(at('new.py'), 'source');
    writeFileSync(at('new.py'), 'x = 1000\n');
    expect(String(disk.read(at('new.py'), 'source'))).not.toBe(String(before));
  });
});

describe('many large files that a profile names', () => {
  const names = Array.from({ length: 5 }, (_, n) => at(`large${n}.py`));

  test('are read up to 64 MB, and it is said', async () => {
    for (const name of names) {
      writeFileSync(name, '');
      truncateSync(name, 16_000_000);
    }
    const disk = sourceDisk(silently);
    const read = names.map((name) => disk.read(name, 'source'));
    expect(read.map((bytes) => (bytes instanceof Uint8Array ? bytes.length : bytes))).toEqual([
      ...Array<number>(4).fill(16_000_000),
      'spent',
    ]);
    expect(disk.read(`${folder}/./large0.py`, 'source')).toBe(read[0]); // costs nothing more
    const book = await bookOf([names[4] ?? ''], disk);
    const reason = 'no more than 64 MB of sources and 200 MB of archives are read for one profile';
    expect(book.sourceOf(0)).toMatchObject({ kind: 'refused', reason });
    expect(sourceView(book, 0)).toMatchObject({ kind: 'none', reason });
    expect(findHints({ book, allocationsOf: null }).notes).toEqual([
      expect.stringContaining(`is not read, since ${reason}`),
    ]);
  });
});

describe('a source root', () => {
  test('is walked once, whatever a profile asks for', () => {
    const disk = sourceDisk(silently);
    file('root/a/b/x.py');
    file('root/c/x.py');
    expect(disk.under(at('root'), 'x.py')).toEqual([at('root/c/x.py'), at('root/a/b/x.py')]);
    expect(disk.under(at('root'), 'b/x.py')).toEqual([at('root/a/b/x.py')]);
    file('root/later.py');
    expect(disk.under(at('root'), 'later.py')).toEqual([]);
    expect(sourceDisk(silently).under(at('root'), 'later.py')).toEqual([at('root/later.py')]);
  });

  test('brings at most a hundred files of one name', () => {
    for (let n = 0; n < 101; n++) file(`alike/p${n}/__init__.py`);
    expect(sourceDisk(silently).under(at('alike'), '__init__.py')).toHaveLength(100);
  });
});

/** Of the central directory; the size that a member unpacks to is its seventh number. */
const ENTRY = 'PK\x01\x02';

describe('an archive', () => {
  test('is read once for all its members, each of which is unpacked once', () => {
    const members = Array.from({ length: 100 }, (_, n) => `pkg/m${n}.py`);
    writeFileSync(at('a.zip'), zipSync(Object.fromEntries(members.map((name) => [name, Buffer.from(`# ${name}\n`)]))));
    const disk = sourceDisk(silently);
    const read = members.map((name) => disk.read(at(`a.zip/${name}`), 'source'));
    const texts = read.map((bytes) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : bytes));
    expect(texts).toEqual(members.map((name) => `# ${name}\n`));
    const again = members.map((name) => disk.read(`${folder}/./a.zip/${name}`, 'source'));
    expect(again.every((bytes, n) => bytes === read[n])).toBe(true);
  });

  test('has its members counted as what they unpack to', () => {
    const names = Array.from({ length: 5 }, (_, n) => `m${n}.py`);
    const bytes = Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from('x')]))));
    for (let entry = bytes.indexOf(ENTRY); entry >= 0; entry = bytes.indexOf(ENTRY, entry + 1))
      bytes.writeUInt32LE(16_000_000, entry + 24);
    writeFileSync(at('bomb.zip'), bytes);
    const disk = sourceDisk(silently);
    const damaged = Array<undefined>(4).fill(undefined);
    expect(names.map((name) => disk.read(at(`bomb.zip/${name}`), 'source'))).toEqual([...damaged, 'spent']);
  });
});

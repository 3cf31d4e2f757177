import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceDisk } from '../../src/cli/sources/source-disk.ts';
import type { FoundSource } from '../../src/source/source-book.ts';
import type { SourceFiles } from '../../src/source/source-files.ts';
import { APP, bookOf, MAPPED, readProfile, rowOf, watchedDisk } from './profiled-app.ts';

const logreport = readProfile('logreport-py311');

/** Files that are only in this test. */
function filesWith(files: Readonly<Record<string, string | Uint8Array>>): SourceFiles {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = files[path];
    return typeof content === 'string' ? Buffer.from(content) : content;
  };
  return {
    read: bytesOf,
    under: (folder, suffix) =>
      Object.keys(files).filter((path) => path.startsWith(folder) && path.endsWith(`/${suffix}`)),
  };
}

const READER = '/srv/app/logreport/reader.py';
const readerText = readFileSync(join(APP, 'logreport/reader.py'), 'utf8');
const parseLine = rowOf(logreport, 'reader.py', 'parse_line');

function found(source: unknown): FoundSource {
  expect(source).toMatchObject({ kind: 'found' });
  return source as FoundSource;
}

describe('the book of sources', () => {
  test('opens a file when it is first asked for, and once', () => {
    const disk = watchedDisk();
    const book = bookOf(logreport, disk);
    expect(disk.asked).toEqual([]);
    const first = book.sourceOf(parseLine);
    expect(book.sourceOf(rowOf(logreport, 'reader.py', 'read_lines'))).toBe(first);
    expect(disk.asked).toEqual([join(APP, 'logreport/reader.py')]);
  });

  test("finds every function of the program at the profile's line", () => {
    const book = bookOf(logreport);
    for (const file of ['reader.py', 'stats.py', 'report.py', '__main__.py']) {
      const row = [...Array(logreport.length).keys()].find((at) =>
        logreport.strings.text(logreport.functions.file[at]!).endsWith(`logreport/${file}`),
      );
      const { fit, hasChanged } = found(book.sourceOf(row ?? -1));
      expect({ file, hasChanged, missing: fit.checked - fit.standing }).toEqual({
        file,
        hasChanged: false,
        missing: 0,
      });
    }
  });

  test('says of a file with other lines that it has changed, and prefers one that has not', () => {
    const moved = `# one line more\n${readerText}`;
    const changed = bookOf(logreport, filesWith({ [READER]: moved }), { ...MAPPED, maps: [] });
    expect(found(changed.sourceOf(parseLine)).hasChanged).toBe(true);
    const both = filesWith({ [READER]: moved, 'old/reader.py': readerText });
    const { path, hasChanged } = found(
      bookOf(logreport, both, { ...MAPPED, maps: [], roots: ['old'] }).sourceOf(parseLine),
    );
    expect({ path, hasChanged }).toEqual({ path: 'old/reader.py', hasChanged: false });
  });

  test('says where it looked when it found nothing', () => {
    expect(bookOf(logreport, filesWith({}), { ...MAPPED, maps: [], roots: ['src'] }).sourceOf(parseLine)).toEqual({
      kind: 'absent',
      recorded: READER,
      looked: [
        READER,
        'src/srv/app/logreport/reader.py',
        'src/app/logreport/reader.py',
        'src/logreport/reader.py',
        'src/reader.py',
      ],
    });
  });

  test('searches the roots for a name without its folders', () => {
    const table = readProfile('etl-py311.prof'); // recorded as etl/load.py
    const files = filesWith({ 'repo/deep/down/etl/load.py': readFileSync(join(APP, 'etl/load.py')) });
    const book = bookOf(table, files, { ...MAPPED, maps: [], roots: ['repo'] });
    expect(found(book.sourceOf(rowOf(table, 'load.py', 'clean'))).path).toBe('repo/deep/down/etl/load.py');
  });

  test('looks for no file of built-ins, frozen modules and text that was made at run time', () => {
    const disk = watchedDisk();
    const book = bookOf(logreport, disk);
    const builtin = rowOf(logreport, '~', '<built-in method builtins.len>');
    const frozen = rowOf(logreport, '<frozen importlib._bootstrap>', '_find_and_load');
    expect([builtin, frozen].map((row) => book.sourceOf(row).kind)).toEqual(['fileless', 'fileless']);
    expect(disk.asked).toEqual([]);
  });

  test('shows no file that is not Python, whatever the profile says', () => {
    const secret = bookOf(logreport, filesWith({ [READER]: readerText, id_rsa: 'PRIVATE' }), {
      ...MAPPED,
      maps: [{ from: READER, to: 'id_rsa' }],
    });
    expect(found(secret.sourceOf(parseLine)).path).toBe(READER);
    const script = bookOf(logreport, filesWith({ 'bin/report': `#!/usr/bin/env python3\n${readerText}` }), {
      ...MAPPED,
      maps: [{ from: READER, to: 'bin/report' }],
    });
    expect(found(script.sourceOf(parseLine)).hasChanged).toBe(true);
  });
});

describe('zip archives', () => {
  const table = readProfile('zipapp-py311');
  const row = rowOf(table, 'core.py', '<module>');

  test('are read through, as zipimport records them', () => {
    const { path, hasChanged, source } = found(
      bookOf(
        table,
        sourceDisk(() => undefined),
      ).sourceOf(row),
    );
    expect({ path, hasChanged }).toEqual({ path: join(APP, 'odd/tool.pyz/toolkit/core.py'), hasChanged: false });
    expect(source.scopes.length).toBeGreaterThan(1);
  });
});

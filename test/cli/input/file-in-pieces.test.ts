import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openInPieces } from '../../../src/cli/input/file-in-pieces.ts';
import { loadProfiles } from '../../../src/cli/input/read-profile.ts';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { FileError } from '../../../src/errors.ts';
import { plainProfile } from '../../decode/plain-profile.ts';
import { writeProfile } from '../../decode/write-marshal.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dump = writeProfile(
  Array.from({ length: 13_000 }, (_, at) => ({
    key: [`${at % 50}.py`, at, `f${at}`] as const,
    numbers: [2, 1, at / 7, at / 3] as const,
    callers: [{ key: ['0.py', 0, 'f0'] as const, numbers: [2, 1, at / 7, at / 3] as const }],
  })),
  4,
);

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function load(path: string) {
  const progress = { report: () => undefined, end: () => undefined };
  const { table } = await loadProfiles([path], { readStdin: async () => new Uint8Array(0), progress, inPieces: true });
  return table;
}

const LIMIT = 2 ** 32;

describe('a file in pieces', () => {
  test('is a large dump as it is, and nothing else', () => {
    expect(dump.length).toBeGreaterThan(2 ** 20);
    expect(openInPieces(written('dump.prof', dump), LIMIT)?.bytes.length).toBe(dump.length);
    const others = [
      written('small.prof', dump.subarray(0, 2 ** 20 - 1)),
      written('packed.prof', Buffer.concat([gzipSync(dump), dump])),
      written('text.prof', Buffer.alloc(2 ** 21, 'x')),
      join(folder, 'gone.prof'),
      folder,
    ];
    expect(others.map((path) => openInPieces(path, LIMIT))).toEqual(others.map(() => null));
    expect(openInPieces(written('dump.prof', dump), dump.length - 1)).toBeNull();
  });

  test('is the profile that it is as a whole, callers too', async () => {
    expect(plainProfile(await load(written('dump.prof', dump)))).toEqual(plainProfile(decodeProfile(dump)));
  });

  test('that changes before its callers are read is refused', async () => {
    const path = written('dump.prof', dump);
    const table = await load(path);
    appendFileSync(path, 'x');
    expect(() => table.edges()).toThrow(new FileError('not-readable', path, 'it changed while it was read'));
  });

  test('that goes before its callers are read is said to be gone', async () => {
    const path = written('dump.prof', dump);
    const table = await load(path);
    rmSync(path);
    expect(() => table.edges()).toThrow(FileError);
  });

  test('that is no dump to its end is told by what is wrong with it', async () => {
    const path = written('cut.prof', dump.subarray(0, 2 ** 20 + 5));
    await expect(load(path)).rejects.toThrow(/the file ends at byte 1048581/);
  });
});

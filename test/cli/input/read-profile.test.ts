import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LoadOptions, loadProfiles } from '../../../src/cli/input/read-profile.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { keepsEdges } from '../../../src/profile/running-sum.ts';
import { printCalls } from '../../../src/pstats/print-calls.ts';
import { printStats } from '../../../src/pstats/print-stats.ts';
import { joinChunks } from '../../../src/text/chunks.ts';
import { selectRows } from '../../../src/views/selection.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/profiles');
const PATHS = readdirSync(FIXTURES)
  .filter((name) => /-py3\d+$/.test(name))
  .slice(0, 12)
  .map((name) => join(FIXTURES, name, 'out.prof'));

async function loaded(mostKept?: number, more: Pick<LoadOptions, 'wantsEdges'> = {}, paths: readonly string[] = PATHS) {
  const progress = { report: () => undefined, end: () => undefined };
  const readStdin = async () => readFileSync(PATHS[0]!);
  return loadProfiles(paths, { readStdin, progress, ...more, ...(mostKept === undefined ? {} : { mostKept }) });
}

test.each([0, 100_000])('files are the same sum where %d bytes of them are kept as where all are', async (mostKept) => {
  const [some, all] = [await loaded(mostKept), await loaded()];
  expect(some.fileLines).toEqual(all.fileLines);
  expect(textsOf(some.table)).toEqual(textsOf(all.table));
});

test('files whose callers nobody wants are the same list without them', async () => {
  const [some, all] = [await loaded(0, { wantsEdges: () => false }), await loaded()];
  expect(keepsEdges(some.table)).toBe(false);
  expect(some.fileLines).toEqual(all.fileLines);
  expect(listOf(some.table)).toBe(listOf(all.table));
});

test('callers stay where a file comes through a pipe, which can be read once', async () => {
  const { table } = await loaded(0, { wantsEdges: () => false }, ['-', ...PATHS]);
  expect(keepsEdges(table)).toBe(true);
});

test('callers stay where somebody may want those of one file, and of few bytes', async () => {
  const some = await loaded(0, { wantsEdges: (table) => table.length > 20 });
  expect(textsOf(some.table)).toEqual(textsOf((await loaded()).table));
  expect(keepsEdges((await loaded(undefined, { wantsEdges: () => false })).table)).toBe(true);
});

function listOf(table: ProfileTable): string {
  const chunks = printStats(table, selectRows(table, { sort: null }), []);
  return Buffer.from(joinChunks(chunks)).toString('latin1');
}

function textsOf(table: ProfileTable): readonly string[] {
  const selection = selectRows(table, { sort: null });
  return [printStats(table, selection, []), printCalls(table, selection, 'callers')].map((chunks) =>
    Buffer.from(joinChunks(chunks)).toString('latin1'),
  );
}

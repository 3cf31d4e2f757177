import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfiles } from '../../../src/cli/input/read-profile.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { printCalls } from '../../../src/pstats/print-calls.ts';
import { printStats } from '../../../src/pstats/print-stats.ts';
import { joinChunks } from '../../../src/text/chunks.ts';
import { selectRows } from '../../../src/views/selection.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/profiles');
const PATHS = readdirSync(FIXTURES)
  .filter((name) => /-py3\d+$/.test(name))
  .slice(0, 12)
  .map((name) => join(FIXTURES, name, 'out.prof'));

async function loaded(mostKept?: number) {
  const progress = { report: () => undefined, end: () => undefined };
  const readStdin = async () => new Uint8Array(0);
  return loadProfiles(PATHS, { readStdin, progress, ...(mostKept === undefined ? {} : { mostKept }) });
}

test.each([0, 100_000])('files are the same sum where %d bytes of them are kept as where all are', async (mostKept) => {
  const [some, all] = [await loaded(mostKept), await loaded()];
  expect(some.fileLines).toEqual(all.fileLines);
  expect(textsOf(some.table)).toEqual(textsOf(all.table));
});

function textsOf(table: ProfileTable): readonly string[] {
  const selection = selectRows(table, { sort: null });
  return [printStats(table, selection, []), printCalls(table, selection, 'callers')].map((chunks) =>
    Buffer.from(joinChunks(chunks)).toString('latin1'),
  );
}

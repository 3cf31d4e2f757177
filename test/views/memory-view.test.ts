import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { liveMemory } from '../../src/profile/live-memory.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook } from '../../src/source/source-book.ts';
import { memoryNumbers } from '../../src/views/memory-groups.ts';
import { memoryListing } from '../../src/views/memory-listing.ts';
import { MEMORY_GROUPINGS, memoryOwner, memoryView, type ProfileMemory } from '../../src/views/memory-view.ts';
import { SNAPSHOT_FIXTURES, STILL, snapshotFixture } from '../decode/pickle/snapshot-fixtures.ts';

const LEDGER = readFileSync(join(import.meta.dirname, '../../fixtures/snapshots/ledger.py'));

async function memoryOf(name: string, withSource: boolean): Promise<ProfileMemory> {
  const { after, profile } = snapshotFixture(name);
  const table = decodeProfile(profile);
  const files = { read: (path: string) => (path === '/srv/ledger/ledger.py' ? LEDGER : undefined), under: () => [] };
  const places = { profileFolders: [], workingFolder: '/', roots: [], maps: [] };
  const book = withSource ? openSourceBook({ table, places, files, read: await loadSourceReader() }) : null;
  return { memory: liveMemory(decodeSnapshot(after, STILL)), table, book, version: null, names: [name] };
}

/** `name` or `~name` of the functions, with their blocks. */
function functionsOf(source: ProfileMemory): Readonly<Record<string, number>> {
  const view = memoryView(source, 'function', 'size', false);
  const entries = Array.from(view.sorted, (row) => {
    const owner = memoryOwner(view, row);
    const { blocks } = memoryNumbers(view.groups, row);
    if (owner.kind !== 'function') return null;
    const name = source.table.strings.text(source.table.functions.name[owner.function]!);
    return [`${owner.isInferred ? '~' : ''}${name}`, blocks] as const;
  });
  return Object.fromEntries(entries.filter((entry) => entry !== null));
}

/** The blocks of a line, as tracemalloc counted them. */
function blocksOfLine(name: string, line: number): number {
  const { lineno } = snapshotFixture(name).expected.after.statistics;
  const of = (frames: readonly (readonly [string, number])[]): boolean =>
    frames[0]![0] === '/srv/ledger/ledger.py' && frames[0]![1] === line;
  return lineno.filter(([frames]) => of(frames)).reduce((sum, [, , count]) => sum + count, 0);
}

describe.each(SNAPSHOT_FIXTURES)('$name', ({ name, expected }) => {
  test.each(MEMORY_GROUPINGS)('by %s all rows make the total', async (grouping) => {
    const source = await memoryOf(name, true);
    const { groups } = memoryView(source, grouping, 'size', false);
    const total = expected.after.statistics.lineno.reduce((sum, [, size]) => sum + size, 0);
    expect(groups.size.reduce((sum, size) => sum + size, 0)).toBe(total);
    expect(groups.blocks.reduce((sum, blocks) => sum + blocks, 0)).toBe(expected.after.traces);
  });

  test('functions own the blocks of their lines, where the source is there', async () => {
    const functions = functionsOf(await memoryOf(name, true));
    expect(functions).toMatchObject({ label: blocksOfLine(name, 13), post: blocksOfLine(name, 18) });
  });
});

describe('functions of a profile in a snapshot', () => {
  test('up to Python 3.11 a comprehension has a row of its own; from 3.12 on its lines are those of its function', async () => {
    expect(Object.keys(functionsOf(await memoryOf('py311', true)))).toContain('<dictcomp>');
    const functions = functionsOf(await memoryOf('py312', true));
    expect(Object.keys(functions)).not.toContain('<dictcomp>');
    expect(functions['index']).toBe(blocksOfLine('py312', 27));
  });

  test('are marked as inferred without a source', async () => {
    const names = Object.keys(functionsOf(await memoryOf('py312', false)));
    expect(names).toContain('~label');
    expect(names.every((name) => name.startsWith('~'))).toBe(true);
  });

  test('what is in none of them is told by its file', async () => {
    const source = await memoryOf('py312', true);
    const view = memoryView(source, 'function', 'size', false);
    const outside = Array.from(view.sorted, (row) => memoryOwner(view, row)).filter(({ kind }) => kind === 'outside');
    expect(outside).toContainEqual({ kind: 'outside', file: '/srv/ledger/make_snapshots.py' });
  });
});

test('a listing says what it leaves out', async () => {
  const { rows, hidden, view } = memoryListing(await memoryOf('py311', true), 'line', 'size', 3);
  const listed = rows.reduce((sum, { row }) => sum + view.groups.size[row]!, 0);
  expect(rows.length).toBe(3);
  expect(rows.length + hidden.rows).toBe(view.groups.length);
  expect(listed + hidden.size).toBe(view.source.memory.now.totalSize);
});

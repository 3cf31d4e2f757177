import { expect, test } from 'vitest';
import { liveMemory } from '../../src/profile/live-memory.ts';
import { MemorySnapshotBuilder } from '../../src/profile/memory-snapshot-builder.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook } from '../../src/source/source-book.ts';
import { siteOwners } from '../../src/views/site-owners.ts';

const read = await loadSourceReader();

const TEXT = `def keep(n, strict):
    rows = sorted([bytes(9) for i in range(n)], key=lambda b: b[0])
    more = (lambda: 0) if strict else [bytes(9) for i in range(n)]
    return sum(
        len(str(i))
        for i in rows
    )
`;

const NUMBERS = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** The owner of each line, with ~ where it is not certain. */
function ownersOfLines(functions: readonly (readonly [number, string])[]): readonly string[] {
  const profile = new ProfileBuilder();
  for (const [line, name] of functions) {
    profile.setRow('app.py', line, name, NUMBERS);
    profile.endEdges();
  }
  const table = profile.finish('traced', []);
  const memory = new MemorySnapshotBuilder();
  for (let line = 1; line <= 7; line++) {
    const site = memory.site(memory.file('app.py'), line);
    memory.block(memory.traceback(Int32Array.of(site), 0, 1), 0, 100, 1);
  }
  const book = openSourceBook({
    table,
    read,
    places: { profileFolders: [], workingFolder: '', roots: [], maps: [] },
    files: { read: () => Buffer.from(TEXT), under: () => [] },
  });
  const owners = siteOwners(liveMemory(memory.finish(1)), table, book);
  return Array.from(owners.function, (row, site) => {
    const name = functions[row]?.[1] ?? 'none';
    return owners.isInferred[site] === 1 ? `~${name}` : name;
  });
}

test('a line that a lambda or a generator expression shares is the function around it, as an inference', () => {
  const ran = [
    [1, 'keep'],
    [2, '<lambda>'],
    [4, '<genexpr>'],
  ] as const;
  expect(ownersOfLines(ran)).toEqual(['keep', '~keep', 'keep', '~keep', '<genexpr>', '<genexpr>', '~keep']);
});

test('a lambda and a comprehension that the profile does not have are part of the function around them', () => {
  expect(ownersOfLines([[1, 'keep']])).toEqual(Array.from({ length: 7 }, () => 'keep'));
});

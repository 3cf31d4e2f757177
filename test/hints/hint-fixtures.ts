import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { findHints } from '../../src/hints/find-hints.ts';
import type { HintsResult } from '../../src/hints/hint.ts';
import type { HintRule } from '../../src/hints/rule.ts';
import { RULES } from '../../src/hints/rules.ts';
import { liveMemory } from '../../src/profile/live-memory.ts';
import type { CallNumbers } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook, type SourceBook } from '../../src/source/source-book.ts';
import { hintAllocations } from '../../src/views/hint-allocations.ts';

export const FIXTURES: string = join(import.meta.dirname, '../../fixtures');

/** Both Pythons that the programs ran on: comprehensions are frames of their own in the first, and not in the second. */
export const PYTHONS = ['py311', 'py313'] as const;

/** pandas is built for each Python, and was at hand for 3.11 alone. */
const RECORDED: ReadonlyMap<string, readonly (typeof PYTHONS)[number][]> = new Map([['pandas-rows', ['py311']]]);

/** The Pythons on which the programs of a rule ran. */
export function pythonsOf(rule: string): readonly (typeof PYTHONS)[number][] {
  return RECORDED.get(rule) ?? PYTHONS;
}

const read = await loadSourceReader();

const found = new Map<string, HintsResult>();

/** The hints for a profile of the fixtures, with the sources beside it: found once for all tests of a process. */
export function hintsFor(profile: string, snapshot?: string): HintsResult {
  const key = `${profile} ${snapshot}`;
  const hints = found.get(key) ?? findHintsFor(profile, snapshot);
  found.set(key, hints);
  return hints;
}

function findHintsFor(profile: string, snapshot: string | undefined): HintsResult {
  const book = bookFor(profile);
  return findHints({ book, allocationsOf: snapshot === undefined ? null : allocationsIn(snapshot, book.table) });
}

/** A profile of the fixtures with the sources beside it. */
export function bookFor(profile: string): SourceBook {
  const table = decodeProfile(readFileSync(join(FIXTURES, profile)));
  return bookOver(table, (path) => readIfThere(join(FIXTURES, dirname(profile), path)));
}

/** The same where the profile was saved without directories. */
export function hintsStripped(profile: string): HintsResult {
  const table = stripDirs(decodeProfile(readFileSync(join(FIXTURES, profile))));
  const readBeside = (path: string): Uint8Array | undefined => readIfThere(join(FIXTURES, dirname(profile), path));
  return findHints({ book: bookOver(table, readBeside), allocationsOf: null });
}

/** The hints for a profile whose only file has another text. */
export function hintsWithSource(profile: string, source: string | undefined): HintsResult {
  const table = decodeProfile(readFileSync(join(FIXTURES, profile)));
  return hintsIn(table, source === undefined ? undefined : new TextEncoder().encode(source));
}

/** The hints for a profile all of whose files have one text. */
export function hintsIn(
  table: ProfileTable,
  source: Uint8Array | undefined,
  rules: readonly HintRule[] = RULES,
): HintsResult {
  return findHints({ book: bookOver(table, () => source), allocationsOf: null, rules });
}

function bookOver(table: ProfileTable, readFile: (path: string) => Uint8Array | undefined): SourceBook {
  const places = { profileFolders: [''], workingFolder: '', roots: [], maps: [] };
  return openSourceBook({ table, places, files: { read: readFile, under: () => [] }, read });
}

/** The same bytes are parsed once, whoever asks: the profiles of both Pythons, and all that look at the hints of one. */
const bytes = new Map<string, Uint8Array | undefined>();

function readIfThere(path: string): Uint8Array | undefined {
  if (!bytes.has(path)) bytes.set(path, existsSync(path) ? readFileSync(path) : undefined);
  return bytes.get(path);
}

function allocationsIn(snapshot: string, table: ProfileTable): ReturnType<typeof hintAllocations> {
  return hintAllocations(liveMemory(decodeSnapshot(readFileSync(join(FIXTURES, snapshot)), () => 0)), table);
}

/** The numbers of a function of which no call led to itself; what calls nothing has its own time alone. */
export function numbers(ncalls: number, tottime: number, cumtime: number = tottime): CallNumbers {
  return { ncalls, primitiveCalls: ncalls, tottime, cumtime };
}

import type { Candidate, FileReading, HintsResult, Reading } from '../hints/hint.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { FOREIGN_ORIGINS } from '../select/function-origin.ts';
import { hideFunctions } from './hiding.ts';
import { type OwnCode, ownCodeSteps } from './own-code.ts';
import { placeSteps } from './summary/places.ts';

/** Some functions, and the part of the time that passes in them and in the libraries that they call. */
export type PartOfCode = { readonly functions: number; readonly share: number };

/** A file of which no function was held against the rules. */
export type UnreadFile = PartOfCode & { readonly path: string; readonly reading: Exclude<Reading, 'read' | 'cold'> };

/** What was looked at for hints, and what was not: an answer of "none" is worth as much as that. */
export type HintCoverage = {
  readonly table: ProfileTable;
  readonly own: OwnCode;
  readonly all: PartOfCode;
  readonly looked: PartOfCode;
  /** Too little time for a hint. */
  readonly cold: PartOfCode;
  /** The files with the most time first. */
  readonly unread: readonly UnreadFile[];
  /** The installed package with the most time in itself, where that is a good part of the whole. */
  readonly library: { readonly name: string; readonly share: number } | null;
  /** Places that matched a rule and were refused: one a rule and function, in the functions with the most time. */
  readonly nearest: readonly Candidate[];
  /** How many places matched a rule and were refused. */
  readonly refusals: number;
};

/** At most this many refusals are listed. */
const MOST_NEAREST = 3;

/** A refusal in a function with less of the time was not near a hint. */
const LEAST_SHARE = 0.01;

export function* coverageSteps(
  { table, files, candidates: found }: HintsResult,
  rules: readonly string[],
): Steps<HintCoverage> {
  const candidates = yield* found.steps();
  const foreign = FOREIGN_ORIGINS.map(({ origin }) => origin);
  const { tottime } = (yield* hideFunctions(table, foreign)).table;
  const partOf = (groups: readonly (readonly FunctionIndex[])[]): PartOfCode => {
    let seconds = 0;
    let functions = 0;
    for (const rows of groups) {
      for (const row of rows) seconds += tottime[row]!;
      functions += rows.length;
    }
    return { functions, share: table.totals.tottime > 0 ? seconds / table.totals.tottime : 0 };
  };
  const looked = new Set(files.flatMap((file) => file.looked));
  const left = files.filter(({ reading }) => reading === 'read' || reading === 'cold');
  return {
    table,
    own: yield* ownCodeSteps(table),
    all: partOf(files.map(({ rows }) => rows)),
    looked: partOf([[...looked]]),
    cold: partOf(left.map(({ rows }) => rows.filter((row) => !looked.has(row)))),
    unread: files.flatMap((file) => unreadFile(file, partOf)).sort((a, b) => b.share - a.share),
    library: yield* heaviestLibrary(table),
    nearest: nearestOf(candidates, rules),
    refusals: candidates.filter(({ isReported, rule }) => !isReported && isAsked(rule, rules)).length,
  };
}

/** A library with less of the time is nothing to point at. */
const LEAST_LIBRARY = 0.1;

function* heaviestLibrary(table: ProfileTable): Steps<HintCoverage['library']> {
  const places = yield* placeSteps(table);
  const first = places.find(({ origin, library }) => origin === 'packages' && library !== '');
  if (first === undefined || !(first.seconds >= LEAST_LIBRARY * table.totals.tottime)) return null;
  return { name: first.library, share: first.seconds / table.totals.tottime };
}

function unreadFile(
  { path, rows, reading }: FileReading,
  partOf: (groups: readonly (readonly FunctionIndex[])[]) => PartOfCode,
): UnreadFile[] {
  return reading === 'read' || reading === 'cold' ? [] : [{ path, reading, ...partOf([rows]) }];
}

function nearestOf(candidates: readonly Candidate[], rules: readonly string[]): readonly Candidate[] {
  const refused = candidates
    .filter(({ isReported, share, rule }) => !isReported && share >= LEAST_SHARE && isAsked(rule, rules))
    .sort((a, b) => Number(isModule(a)) - Number(isModule(b)) || b.share - a.share);
  const first = new Map<string, Candidate>();
  for (const candidate of refused) {
    const key = `${candidate.rule} ${candidate.file} ${candidate.function}`;
    if (!first.has(key)) first.set(key, candidate);
  }
  return [...first.values()].slice(0, MOST_NEAREST);
}

/** All the time passes in it, so its share says nothing of the place. */
function isModule({ function: name }: Candidate): boolean {
  return name === '<module>';
}

function isAsked(rule: string, rules: readonly string[]): boolean {
  return rules.length === 0 || rules.includes(rule);
}

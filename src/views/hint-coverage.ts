import type { Candidate, FileReading, HintsResult, LookedAt, Missed, Reading } from '../hints/hint.ts';
import type { ProfileTable, ProfileTotals, Seconds } from '../profile/profile-table.ts';
import { type Steps, sliceCounter } from '../profile/steps.ts';
import { FOREIGN_ORIGINS } from '../select/function-origin.ts';
import { hideFunctions } from './hiding.ts';
import { type OwnCode, ownCodeSteps } from './own-code.ts';
import { placeSteps } from './summary/places.ts';

/** Some functions, and the part of the time that passes in them and in the libraries that they call. */
export type PartOfCode = { readonly functions: number; readonly share: number };

/** A file of which functions were not held against the rules. */
export type UnreadFile = PartOfCode & {
  readonly path: string;
  /** Of the file as a whole, or of some of its functions. */
  readonly reading: Exclude<Reading, 'read' | 'cold'> | Missed;
};

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
  /** Whether other places matched a rule and were refused. */
  readonly hasMoreRefusals: boolean;
};

/** At most this many refusals are listed. */
const MOST_NEAREST = 3;

/** A refusal in a function with less of the time was not near a hint. */
const LEAST_SHARE = 0.01;

export function* coverageSteps(
  { weighed: table, files, lookedAt }: HintsResult,
  rules: readonly string[],
): Steps<HintCoverage> {
  const refused = yield* refusedSteps(lookedAt, rules);
  const foreign = FOREIGN_ORIGINS.map(({ origin }) => origin);
  const { tottime } = (yield* hideFunctions(table, foreign)).table;
  const { unread, ...parts } = yield* partsOf(files, table, tottime);
  return {
    table,
    own: yield* ownCodeSteps(table),
    ...parts,
    unread: unread.sort((a, b) => b.share - a.share),
    library: yield* heaviestLibrary(table),
    ...refused,
  };
}

type Parts = Pick<HintCoverage, 'all' | 'looked' | 'cold'> & { readonly unread: UnreadFile[] };

function* partsOf(
  files: readonly FileReading[],
  { totals }: ProfileTable,
  tottime: ProfileTable['tottime'],
): Steps<Parts> {
  const rowsLooked = new Set(files.flatMap((file) => file.looked));
  const [all, looked, cold] = [new Part(), new Part(), new Part()];
  const unread: UnreadFile[] = [];
  for (const row of rowsLooked) looked.add(tottime[row]!);
  const isSliceFull = sliceCounter();
  for (const { path, rows, reading, missed } of files) {
    const file = new Part();
    const parts = { astray: new Part(), omitted: new Part(), merged: new Part() };
    for (const row of rows) {
      all.add(tottime[row]!);
      file.add(tottime[row]!);
      const why = missed.get(row);
      if (why !== undefined) parts[why].add(tottime[row]!);
      else if ((reading === 'read' || reading === 'cold') && !rowsLooked.has(row)) cold.add(tottime[row]!);
    }
    for (const why of new Set(missed.values())) unread.push({ path, reading: why, ...parts[why].of(totals) });
    if (reading !== 'read' && reading !== 'cold') unread.push({ path, reading, ...file.of(totals) });
    if (isSliceFull(rows.length)) yield;
  }
  return { all: all.of(totals), looked: looked.of(totals), cold: cold.of(totals), unread };
}

class Part {
  private functions = 0;
  private seconds: Seconds = 0;

  add(seconds: Seconds): void {
    this.functions++;
    this.seconds += seconds;
  }

  /** As a part of the whole. */
  of({ tottime }: ProfileTotals): PartOfCode {
    return { functions: this.functions, share: tottime > 0 ? this.seconds / tottime : 0 };
  }
}

/** A library with less of the time is nothing to point at. */
const LEAST_LIBRARY = 0.1;

function* heaviestLibrary(table: ProfileTable): Steps<HintCoverage['library']> {
  const places = yield* placeSteps(table);
  const first = places.find(({ origin, library }) => origin === 'packages' && library !== '');
  if (first === undefined || !(first.seconds >= LEAST_LIBRARY * table.totals.tottime)) return null;
  return { name: first.library, share: first.seconds / table.totals.tottime };
}

/** The functions with the most time are asked first, and no more of them than it takes: all rules are asked about each. */
function* refusedSteps(
  lookedAt: readonly LookedAt[],
  rules: readonly string[],
): Steps<Pick<HintCoverage, 'nearest' | 'hasMoreRefusals'>> {
  const first = new Map<string, Candidate>();
  let refusals = 0;
  for (const one of lookedAt.toSorted(byNearness)) {
    const isNear = !isFar(one) && first.size < MOST_NEAREST;
    if (!isNear && refusals > first.size) break;
    for (const candidate of one.candidates()) {
      if (candidate.isReported || !isAsked(candidate.rule, rules)) continue;
      refusals++;
      const key = `${candidate.rule} ${candidate.file} ${candidate.function}`;
      if (isNear && first.size < MOST_NEAREST && !first.has(key)) first.set(key, candidate);
    }
    yield;
  }
  return { nearest: [...first.values()], hasMoreRefusals: refusals > first.size };
}

/** Those that are not near a hint last. */
function byNearness(a: LookedAt, b: LookedAt): number {
  return Number(isFar(a)) - Number(isFar(b)) || Number(isModule(a)) - Number(isModule(b)) || b.share - a.share;
}

function isFar({ share }: LookedAt): boolean {
  return !(share >= LEAST_SHARE);
}

/** All the time passes in it, so its share says nothing of the place. */
function isModule({ function: name }: LookedAt): boolean {
  return name === '<module>';
}

function isAsked(rule: string, rules: readonly string[]): boolean {
  return rules.length === 0 || rules.includes(rule);
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import type { Seconds } from '../profile/profile-table.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { OwnTime } from './evidence/own-time.ts';
import type { Saving } from './rule.ts';
import { type Step, unitCost } from './unprofiled/unit-costs.ts';
import { UNTOLD, type UnprofiledModel } from './unprofiled/unprofiled-time.ts';

/** What part of a cost goes with the better form, at least and at most. */
export type Gone = { readonly least: number; readonly most: number };

/** The sentence that belongs to every saving in seconds. */
export const SAVINGS_NOTE =
  'savings are estimated time without the profiler, if the machine was as busy as when the profile was made; a fix may save somewhat more than its place took, because memory and caches are used less';

/** A range that is wider says no more than that something goes: then no seconds are given. */
const WIDEST = 5;

/** Less is not told from the machine's noise by anybody who tries it. */
const LEAST_SECONDS: Seconds = 1e-3;
const LEAST_PART = 0.01;

/**
 * How far what a fix saved was from what goes at most of its place, by the part that the profiler had in that time: where it
 * was most of it, what is left is the small difference of two large numbers. So wide that nine of ten places that were
 * tried are in it, each against what was seen of the other programs (docs/hints/savings.md says how it was measured).
 */
const WIDTHS: readonly { readonly upTo: number; readonly times: number }[] = [
  { upTo: 0.3, times: 1.8 },
  { upTo: 0.75, times: 2 },
  { upTo: 1, times: 2.2 },
];

/** Half of the fixes saved less than that of it. */
const USUAL = 1.08;

/** A fix seldom leaves as much as it may: nearly all places of a rule that says "half to all of it" lost all. */
const TOWARDS_LEAST = 0.1;

/**
 * A fix that is tried also takes what the machine does beside its place: copies and searches fill the caches for all that
 * comes after them, and what calls gave is taken apart by their caller.
 */
const BEYOND_PLACE = 1.4;

/** The calls to some functions, in the dump's own seconds. */
export type CallCosts = {
  readonly callees: readonly {
    readonly callee: FunctionIndex;
    readonly ncalls: number;
    readonly seconds: Seconds;
    /** Where it is not that of the others. */
    readonly time?: 'own' | 'whole';
  }[];
  /** `own`: only what the callees do themselves. */
  readonly time: 'own' | 'whole';
  /** Of these calls, what belongs to the place. */
  readonly part: number;
  /** Functions of Python that do their work in C without calls: only 3.11's bytecode is slow while it is profiled. */
  readonly isWorkOfC?: boolean;
};

/** What a place costs without the profiler, and what of that goes; the whole program, where that is not the model's. */
type Stake = { readonly cost: Seconds; readonly low: Seconds; readonly high: Seconds; readonly total?: Seconds };

/** What goes of calls, by their time without the profiler: never by the profiled one. `gone`: null where nothing tells it. */
export function savingOfCalls(costs: CallCosts, gone: Gone | null, basis: string, evidence: FrameEvidence): Saving {
  return savingBy((model) => stakeOfCalls(costs, gone, model, evidence), basis, evidence);
}

function stakeOfCalls(
  { callees, time, part, isWorkOfC = false }: CallCosts,
  gone: Gone | null,
  model: UnprofiledModel,
  evidence: FrameEvidence,
): Stake {
  const parts = model.left();
  let profiled = 0;
  let left = 0;
  let calling = 0;
  for (const { callee, ncalls, seconds, time: each = time } of callees) {
    profiled += seconds;
    left += seconds * (each === 'own' ? ownPart(model, callee, evidence) : parts[callee]!);
    calling += ncalls * model.overheads.site * model.unit;
  }
  const inC = isWorkOfC ? Math.min(profiled, left * model.overheads.slowdown) : left;
  const cost = (inC + calling) * part;
  if (gone === null) return { cost, low: 0, high: cost };
  const { low, high } = rangeOf(profiled > 0 ? 1 - inC / profiled : 0, gone);
  const most = Math.min(profiled * part * BEYOND_PLACE, cost * high);
  return { cost, low: cost * low, high: most, total: model.program().total + (inC - left) * part };
}

/**
 * How far the model is off and how much goes do not depend on each other: that both are at their least is as seldom as it is
 * for both to be at their most. So the widths are added as those of independent errors are.
 */
function rangeOf(profilersPart: number, { least, most }: Gone): Range {
  const times = WIDTHS.find(({ upTo }) => profilersPart <= upTo)?.times ?? WIDEST;
  if (least <= 0) return { low: 0, high: times * most };
  const unknown = Math.log(most / least);
  const width = Math.exp(Math.hypot(Math.log(times), unknown / 4));
  const middle = USUAL * most * Math.exp(-TOWARDS_LEAST * unknown);
  return { low: middle / width, high: middle * width };
}

function ownPart({ program }: UnprofiledModel, row: FunctionIndex, evidence: FrameEvidence): number {
  const seconds = evidence.table.tottime[row] ?? 0;
  return seconds > 0 ? Math.min(1, program().own[row]! / seconds) : 1;
}

type Range = { readonly low: number; readonly high: number };

/** How far the cost of a step may be from the measured one: other arguments, another machine. */
const OF_UNIT = { low: 0.6, high: 1.8 };

/** How often a step is done whose cost was measured: see {@link unitCost}. */
export type StepCount = { readonly times: number; readonly step: Step };

/** What some steps cost together, each by its count. */
export function savingByCount(steps: readonly StepCount[], basis: string, evidence: FrameEvidence): Saving {
  return savingBy(
    ({ unit, overheads }) => {
      const cost = steps.reduce((sum, { times, step }) => sum + times * unitCost(step, overheads), 0) * unit;
      return { cost, low: cost * OF_UNIT.low, high: cost * OF_UNIT.high };
    },
    basis,
    evidence,
  );
}

/** What goes of seconds that a function takes with all that it calls: `row`, where that is not the function of the place. */
export function savingOfFunction(
  seconds: Seconds,
  gone: Gone | null,
  basis: string,
  evidence: FrameEvidence,
  row: FunctionIndex = evidence.row,
): Saving {
  const callees = [{ callee: row, ncalls: 0, seconds }];
  return savingOfCalls({ callees, time: 'whole', part: 1 }, gone, basis, evidence);
}

/** The same of seconds in which a function lets C work. */
export function savingOfWorkOfC(seconds: Seconds, gone: Gone | null, basis: string, evidence: FrameEvidence): Saving {
  const callees = [{ callee: evidence.row, ncalls: 0, seconds }];
  return savingOfCalls({ callees, time: 'whole', part: 1, isWorkOfC: true }, gone, basis, evidence);
}

/** The calls of a function to others of a bare name, each with all the time that it takes. */
export function costsOfCallsTo(bare: string, { calls }: FrameEvidence): CallCosts['callees'] {
  return calls.filter(({ name }) => name.bare === bare).map(wholeCost);
}

/** The same by full names. */
export function costsOfCalls(names: readonly string[], { calls }: FrameEvidence): CallCosts['callees'] {
  return calls.filter(({ name }) => names.includes(name.full)).map(wholeCost);
}

function wholeCost({ callee, ncalls, cumtime }: FrameEvidence['calls'][number]): CallCosts['callees'][number] {
  return { callee, ncalls, seconds: cumtime };
}

/** What goes of all calls of a function to some others, by full name. */
export function savingOfCallsTo(
  names: readonly string[],
  gone: Gone | null,
  basis: string,
  evidence: FrameEvidence,
): Saving {
  const callees = costsOfCalls(names, evidence);
  return savingOfCalls({ callees, time: 'whole', part: 1 }, gone, basis, evidence);
}

/**
 * What goes of own time: a copy or a search in C, which the profiler does not slow down. Where the passes are counted that
 * is what the usual steps do not explain; else it is between the own time as bytecode and as work of C.
 */
export function savingOfOwnTime(
  { passes, hasRivals, unexplained }: OwnTime,
  row: FunctionIndex,
  evidence: FrameEvidence,
): Saving {
  const isCounted = passes?.isExact === true && !hasRivals;
  const what = `the own time of ${evidence.code.scope.qualname}`;
  const basis = `${what}${isCounted ? ' that its steps do not explain' : ''}; how much of it goes depends on the size of the data`;
  return savingBy(
    ({ overheads, program }) => {
      const { own, total } = program();
      const whole = evidence.table.tottime[row] ?? 0;
      const inC = Math.min(own[row]! * overheads.slowdown, whole);
      const cost = isCounted ? Math.min(inC, unexplained) : inC;
      const { low, high } = isCounted ? OF_COUNTED : OF_OWN_TIME;
      const most = Math.min(cost * high, whole * BEYOND_PLACE);
      return { cost, low: cost * low, high: most, total: total - own[row]! + inC };
    },
    basis,
    evidence,
  );
}

/** What goes of searches in lists whose lengths are known: comparisons in C, which the profiler does not slow down. */
export function savingOfSearches({ least, most }: Gone, evidence: FrameEvidence): Saving {
  const basis = 'the comparisons of these searches, by how many they are and how long the lists';
  return savingBy(() => ({ cost: most, low: least * OF_SEARCHES.low, high: most * OF_SEARCHES.high }), basis, evidence);
}

const OF_SEARCHES: Range = { low: 0.9, high: 1.05 };

const OF_COUNTED: Range = { low: 0.65, high: 1.7 };
const OF_OWN_TIME: Range = { low: 0.5, high: 1.7 };

/** Seconds where a range can be told that is worth the name; else what is at stake, as a part of the program's time. */
function savingBy(stakeIn: (model: UnprofiledModel) => Stake, basis: string, evidence: FrameEvidence): Saving {
  const { unprofiled } = evidence;
  if (unprofiled.kind === 'untold') {
    return { low: 0, high: 0, unit: 'share', basis: `${basis}; ${UNTOLD[unprofiled.why]}` };
  }
  const stakes = unprofiled.models.map((model) => ({ total: model.program().total, ...stakeIn(model) }));
  const most = (of: (stake: Required<Stake>) => number): number => Math.max(...stakes.map(of));
  const least = (of: (stake: Required<Stake>) => number): number => Math.min(...stakes.map(of));
  const low = least((stake) => Math.min(stake.low, stake.total));
  const ofProgram = {
    low: least((stake) => partOf(stake.low, stake)),
    high: most(mostPart),
  };
  // without the profiler the program takes no more than its profile
  const high = Math.min(
    most((stake) => stake.high),
    ofProgram.high * evidence.total,
  );
  if (isTold(low, high, ofProgram.low)) return { low, high, unit: 'seconds', ofProgram, basis };
  return { low: 0, high: most((stake) => partOf(stake.cost, stake)), unit: 'share', basis };
}

function isTold(low: Seconds, high: Seconds, part: number): boolean {
  return high <= WIDEST * low && low >= LEAST_SECONDS && part >= LEAST_PART;
}

/** A saving whose ends have been moved: in seconds only where its range is still worth the name. */
export function ifTold(saving: Saving): Saving {
  const { low, high, unit, ofProgram, basis } = saving;
  if (unit !== 'seconds' || ofProgram === undefined || isTold(low, high, ofProgram.low)) return saving;
  return { low: 0, high: ofProgram.high, unit: 'share', basis };
}

/**
 * Where a place takes more than the model says, so does the program, by as much: with all of 1.4 times nine tenths what
 * goes is 1.26 of 1.36. The rest of it may take less than the model says. And something of a program is always left.
 */
function mostPart({ cost, high, total }: Required<Stake>): number {
  const rest = Math.max(0, total - cost) * LEAST_OF_REST;
  return Math.min(MOST_PART, partOf(high, { cost, low: 0, high, total: Math.max(high, cost) + rest }));
}

/** Where the rest of a program takes less than the model says, the place is a larger part of it. */
const LEAST_OF_REST = 0.75;

const MOST_PART = 0.99;

/** No part is more than the whole. */
function partOf(seconds: Seconds, { total }: Required<Stake>): number {
  return total > 0 ? Math.min(1, seconds / total) : 0;
}

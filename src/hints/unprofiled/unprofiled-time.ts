import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type EdgeTable, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import { hasBuiltins, profilerOf } from '../../profile/profiler.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from '../../profile/steps.ts';
import { CALLED_KINDS, type CalledKind, calledKinds } from './called-kind.ts';
import type { Overheads } from './overheads.ts';
import { possibleOverheads, toldPython } from './possible-pythons.ts';
import { unitOf } from './unit.ts';

/** What a program would have taken without the profiler, as one Python's overheads tell it from the dump. */
export type UnprofiledModel = {
  readonly overheads: Overheads;
  /** What the profiler shows for a call of a built-in that does next to nothing: the unit of {@link Overheads}. */
  readonly unit: Seconds;
  /** Made when it is asked for: where the calls are too few to matter, nobody does. */
  readonly program: MadeOnce<ProgramTime>;
  /** By row: the part of its `cumtime` that is left without the profiler. Only hints from a source ask for it. */
  readonly left: MadeOnce<Float64Array>;
};

/** What is left of the times of a program without the profiler. */
type ProgramTime = {
  readonly total: Seconds;
  /** The part of the profile that is the profiler's own work: 0.8 where the program takes a fifth of it without. */
  readonly profilersPart: number;
  /** By row, as `tottime`. */
  readonly own: Float64Array;
};

/**
 * One model, or where the dump does not say which Python made it, one for each that can have: the truth lies between
 * them. `untold`: why nothing can be said.
 */
export type UnprofiledTime =
  | { readonly kind: 'told'; readonly models: readonly [UnprofiledModel, ...UnprofiledModel[]] }
  | { readonly kind: 'untold'; readonly why: Untold };

type Untold = 'profiler' | 'pypy' | 'python' | 'several-pythons' | 'no-callers' | 'no-builtins';

/** Why it is not told, as the end of a sentence. */
export const UNTOLD: Readonly<Record<Untold, string>> = {
  profiler: 'what its profiler adds to a call was never measured, so this profile cannot tell a saving',
  pypy: 'what the profiler adds to a call was not measured on PyPy, so this profile cannot tell a saving',
  python: 'what the profiler adds to a call was not measured on its Python, so this profile cannot tell a saving',
  'several-pythons': 'it was merged from profiles of several Pythons, so it cannot tell a saving',
  'no-callers': 'it does not say who called whom, so it cannot tell a saving',
  'no-builtins': 'it has no built-in functions, so it cannot tell a saving',
};

/**
 * Takes the profiler's own work out of a profile. What it adds to a call stands partly in the own time of what is called
 * and partly in the caller's; how much is told by the cheapest calls of the same dump. So it is right for the machine,
 * and for its load as far as that slowed all calls alike. Linear in rows and edges.
 */
export function* unprofiledSteps(table: ProfileTable): Steps<UnprofiledTime> {
  const told = toldPython(table);
  const edges = yield* table.edges.steps();
  yield;
  const why = whyUntold(table, edges, told);
  yield;
  if (why !== null) return { kind: 'untold', why };
  const overheads = told === 'several' || told === 'pypy' ? [] : possibleOverheads(table, told);
  const kinds = calledKinds(table);
  const models: UnprofiledModel[] = [];
  for (const one of overheads) {
    models.push(modelOf(table, edges, kinds, one));
    yield;
  }
  const [first, ...others] = models;
  return first === undefined ? { kind: 'untold', why: 'python' } : { kind: 'told', models: [first, ...others] };
}

function whyUntold(table: ProfileTable, edges: EdgeTable, told: ReturnType<typeof toldPython>): Untold | null {
  if (table.kind === 'sampled' || edges.countsOnly !== null || profilerOf(table) !== 'cProfile') return 'profiler';
  if (told === 'pypy') return 'pypy';
  if (told === 'several') return 'several-pythons';
  if (edges.length === 0) return 'no-callers';
  return hasBuiltins(table) ? null : 'no-builtins';
}

function modelOf(table: ProfileTable, edges: EdgeTable, kinds: Uint8Array, overheads: Overheads): UnprofiledModel {
  const unit = unitOf(table, kinds, overheads);
  const program = madeOnce(function* () {
    const own = yield* ownSteps(table, edges, kinds, overheads, unit);
    const total = own.reduce((sum, seconds) => sum + seconds, 0);
    const profiled = table.totals.tottime;
    return { own, total, profilersPart: profiled > 0 ? 1 - total / profiled : 0 };
  });
  const left = madeOnce(function* () {
    const { own } = yield* program.steps();
    return yield* leftSteps(table, edges, own);
  });
  return { overheads, unit, program, left };
}

/** So much of an own time is the function's whatever its calls: less would be the small difference of two large numbers. */
const LEAST_LEFT = 0.15;

/** Own time less what the profiler put there for the function's own calls and for those that it makes. */
function* ownSteps(
  table: ProfileTable,
  edges: EdgeTable,
  kinds: Uint8Array,
  { inCallee, inCaller, slowdown, floor }: Overheads,
  unit: Seconds,
): Steps<Float64Array> {
  const { length, tottime, ncalls } = table;
  const own = Float64Array.from(tottime);
  const column = (of: Readonly<Record<CalledKind, number>>): number[] => CALLED_KINDS.map((kind) => of[kind] * unit);
  const [callee, caller, least] = [column(inCallee), column(inCaller), column(floor)];
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const kind = kinds[row]!;
      own[row]! -= ncalls.values[row]! * callee[kind]!;
      const { start, end } = callerEdges(edges, row);
      for (let edge = start; edge < end; edge++) {
        const from = edges.caller[edge]!;
        if (from < length) own[from]! -= edges.ncalls.values[edge]! * caller[kind]!;
      }
    }
  });
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const kind = kinds[row]!;
      const isBytecode = kind === PYTHON || kind === GENERATOR;
      const seconds = tottime[row]!;
      const atLeast = Math.max(ncalls.values[row]! * least[kind]!, seconds * LEAST_LEFT);
      own[row] = Math.min(seconds, Math.max(atLeast, own[row]! / (isBytecode ? slowdown : 1)));
    }
  });
  return own;
}

const PYTHON = CALLED_KINDS.indexOf('python');
const GENERATOR = CALLED_KINDS.indexOf('generator');

/** Each sweep carries what is left one call further up; weighted means converge in cycles too. */
const MOST_SWEEPS = 40;
const SETTLED = 1e-4;

function* leftSteps(table: ProfileTable, edges: EdgeTable, own: Float64Array): Steps<Float64Array> {
  const { length, tottime } = table;
  const calls = yield* callsInBlocks(edges, length);
  const whole = Float64Array.from(tottime);
  yield* inSlices(calls.caller.length, (from, to) => {
    for (let call = from; call < to; call++) whole[calls.caller[call]!]! += calls.cumtime[call]!;
  });
  let left: Float64Array = own.map((seconds, row) => (tottime[row]! > 0 ? seconds / tottime[row]! : 1));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const next = yield* carryUp(calls, own, left);
    const moved = settle(next, whole, left);
    left = next;
    if (moved < SETTLED) break;
  }
  return left;
}

/** Makes parts of sums, and returns how far they are from those before. */
function settle(next: Float64Array, whole: Float64Array, left: Float64Array): number {
  let moved = 0;
  for (let row = 0; row < next.length; row++) {
    next[row] = whole[row]! > 0 ? next[row]! / whole[row]! : 1;
    moved = Math.max(moved, Math.abs(next[row]! - left[row]!));
  }
  return moved;
}

/** Own time, and of each call what was left of the function that it called. */
function* carryUp(calls: Calls, own: Float64Array, left: Float64Array): Steps<Float64Array> {
  const { caller, row, cumtime } = calls;
  const sums = own.slice();
  yield* inSlices(caller.length, (from, to) => {
    for (let call = from; call < to; call++) sums[caller[call]!]! += cumtime[call]! * left[row[call]!]!;
  });
  return sums;
}

/** 2**16 rows are a block: their sums fit into the processor's own memory. */
const BLOCK_BITS = 16;

/** The calls between rows: those of the first callers before those of the next, and of one caller as in the profile. */
type Calls = { readonly caller: Int32Array; readonly row: Int32Array; readonly cumtime: Float64Array };

/** A sweep along the edges would add to a sum at another end of the memory each time. */
function* callsInBlocks(edges: EdgeTable, length: number): Steps<Calls> {
  const blockOf = (caller: FunctionIndex): number => caller >>> BLOCK_BITS;
  const end = new Uint32Array(blockOf(length) + 2);
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.caller[edge]! < length) end[blockOf(edges.caller[edge]!) + 1]! += 1;
  }
  for (let block = 1; block < end.length; block++) end[block]! += end[block - 1]!;
  yield;
  const calls = end[end.length - 1]!;
  const [caller, row, cumtime] = [new Int32Array(calls), new Int32Array(calls), new Float64Array(calls)];
  yield* inSlices(length, (from, to) => {
    for (let each = from; each < to; each++) {
      for (let edge = edges.start[each]!; edge < edges.start[each + 1]!; edge++) {
        const by = edges.caller[edge]!;
        if (by >= length) continue;
        const call = end[blockOf(by)]!++;
        caller[call] = by;
        row[call] = each;
        cumtime[call] = edges.cumtime[edge]!;
      }
    }
  });
  return { caller, row, cumtime };
}

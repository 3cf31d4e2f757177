import { callTimes } from '../../profile/call-times.ts';
import { type CalleeIndex, calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { EdgeIndex, ProfileTable, Seconds } from '../../profile/profile-table.ts';
import type { PythonSource } from '../../source/python-source.ts';
import type { Scope, ScopeIndex } from '../../source/scope.ts';
import type { ScopeNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy } from '../code/module-code.ts';
import type { UnprofiledTime } from '../unprofiled/unprofiled-time.ts';
import type { LineAllocations } from './allocations.ts';
import type { ArgumentCounts } from './argument-counts.ts';
import { type CalleeName, nameOfCallee } from './callee-names.ts';
import type { LineTimes } from './line-times.ts';
import { isMergedCallee, isMergedScope } from './merged-rows.ts';

/** How often and how long a function called another; comprehensions count as the function that they stand in. */
type Calls = {
  readonly callee: FunctionIndex;
  readonly name: CalleeName;
  readonly ncalls: number;
  readonly tottime: Seconds;
  readonly cumtime: Seconds;
};

/** A row of the profile that runs code of the frame: itself, or one of its comprehensions. */
export type FrameRow = { readonly scope: ScopeIndex; readonly row: FunctionIndex; readonly isReliable: boolean };

/** What the profile says of one frame of the source. */
export type FrameEvidence = {
  readonly table: ProfileTable;
  readonly code: FrameCode;
  readonly row: FunctionIndex;
  /** Seconds of the whole profile. */
  readonly total: Seconds;
  /** False in a sampled profile, whose counts are samples: then it has no calls, and its function ran once. */
  readonly isCounted: boolean;
  readonly ncalls: number;
  readonly primitiveCalls: number;
  /** The calls of itself from its own code, which are not among its `calls`. */
  readonly selfCalls: number;
  /** With those of its comprehensions. */
  readonly tottime: Seconds;
  readonly cumtime: Seconds;
  readonly calls: readonly Calls[];
  readonly rows: readonly FrameRow[];
  /** See {@link Pace}. */
  readonly pace: number;
  readonly cheapCall: Seconds;
  /** The minor version of Python 3, told by the folder of its library; null where the profile does not say. */
  readonly python: number | null;
  /** What it all would have taken without the profiler. */
  readonly unprofiled: UnprofiledTime;
  readonly allocations: LineAllocations | null;
  /** What line_profiler measured of the file; null where nothing was given. */
  readonly lineTimes: LineTimes | null;
  /** What was counted of the arguments of the file's functions; null where nothing was given. */
  readonly argumentCounts: ArgumentCounts | null;
};

export type ProfileFacts = {
  readonly table: ProfileTable;
  readonly total: Seconds;
  readonly pace: number;
  readonly cheapCall: Seconds;
  readonly python: number | null;
  readonly unprofiled: UnprofiledTime;
  readonly allocations: ((path: string) => LineAllocations) | null;
  readonly lineTimes: ((path: string) => LineTimes) | null;
  readonly argumentCounts: ((path: string) => ArgumentCounts) | null;
};

/** The evidence of one frame. `rowOf` gives the row of a scope, if it has one; several scopes may claim the same row. */
export function frameEvidence(
  code: FrameCode,
  row: FunctionIndex,
  path: string,
  rowOf: (scope: ScopeIndex) => FunctionIndex | undefined,
  facts: ProfileFacts,
): FrameEvidence {
  const { table, total, pace, cheapCall, python, unprofiled } = facts;
  const isCounted = table.kind === 'traced';
  const helpers = helperScopes(code).flatMap((scope): FrameRow[] => {
    const found = rowOf(scope);
    return found === undefined ? [] : [{ scope, row: found, isReliable: isAlone(scope, code) }];
  });
  const rows = [{ scope: code.index, row, isReliable: isAlone(code.index, code) }, ...helpers];
  const distinct = [...new Set(rows.map((one) => one.row))];
  const reliable = [...new Set(rows.flatMap((one) => (one.isReliable || one.row === row ? [one.row] : [])))];
  // without `...facts`: V8 takes 20 µs for an object that begins with a spread and has more fields behind it
  return {
    table,
    total,
    pace,
    cheapCall,
    python,
    unprofiled,
    code,
    row,
    rows,
    isCounted,
    ncalls: isCounted ? (table.ncalls.values[row] ?? 0) : 1,
    primitiveCalls: isCounted ? (table.primitiveCalls.values[row] ?? 0) : 1,
    selfCalls: isCounted ? selfCallsOf(row, distinct, table) : 0,
    tottime: reliable.reduce((sum, one) => sum + (table.tottime[one] ?? 0), 0),
    cumtime: table.cumtime[row] ?? 0,
    calls: isCounted ? callsOf(distinct, code, table) : [],
    allocations: facts.allocations?.(path) ?? null,
    lineTimes: facts.lineTimes?.(path) ?? null,
    argumentCounts: facts.argumentCounts?.(path) ?? null,
  };
}

/** The comprehensions and generator expressions of a frame, also those in one another. */
function helperScopes({ module, index }: FrameCode): readonly ScopeIndex[] {
  const helpers = helpersByParent(module.source);
  const found = [...(helpers.get(index) ?? [])];
  for (const at of found) found.push(...(helpers.get(at) ?? []));
  return found.sort((a, b) => a - b);
}

const helpersByParent = oncePer(({ scopes }: PythonSource) =>
  groupBy([...scopes.keys()], (at) => (isHelper(scopes[at]!) ? [scopes[at]!.parent] : [])),
);

function isHelper({ kind }: Scope): boolean {
  return kind === 'listcomp' || kind === 'setcomp' || kind === 'dictcomp' || kind === 'genexpr';
}

function isAlone(at: ScopeIndex, { module: { source } }: FrameCode): boolean {
  const scope = source.scopes[at];
  return scope === undefined || !isMergedScope(scope, source);
}

/** Without those of which the profile does not tell whom they called. */
function callsOf(rows: readonly FunctionIndex[], { module }: FrameCode, table: ProfileTable): readonly Calls[] {
  const edges = table.edges();
  const index = calleeIndex(table);
  const byCallee = new Map<FunctionIndex, Calls>();
  const own = new Set(rows);
  for (const edge of edgesOf(rows, index)) {
    const callee = index.callee[edge];
    if (callee === undefined || own.has(callee)) continue;
    if (isMergedCallee(callee, rows[0] ?? callee, module, table)) continue;
    const before = byCallee.get(callee);
    const times = callTimes(table, edge, callee);
    byCallee.set(callee, {
      callee,
      name: before?.name ?? nameOfCallee(table, callee),
      ncalls: (before?.ncalls ?? 0) + (edges.ncalls.values[edge] ?? 0),
      tottime: (before?.tottime ?? 0) + (times?.tottime ?? 0),
      cumtime: (before?.cumtime ?? 0) + (times?.cumtime ?? 0),
    });
  }
  return [...byCallee.values()];
}

/** Hardly any function has more rows than one. */
function edgesOf([row = 0, ...others]: readonly FunctionIndex[], index: CalleeIndex): Iterable<EdgeIndex> {
  const own = calleeEdges(index, row);
  return others.length === 0 ? own : [...own, ...others.flatMap((one) => [...calleeEdges(index, one)])];
}

function selfCallsOf(row: FunctionIndex, rows: readonly FunctionIndex[], table: ProfileTable): number {
  const { ncalls } = table.edges();
  const index = calleeIndex(table);
  let sum = 0;
  for (const edge of edgesOf(rows, index)) if (index.callee[edge] === row) sum += ncalls.values[edge] ?? 0;
  return sum;
}

const NO_CALLS = { ncalls: 0, tottime: 0, cumtime: 0 };

export type CallSums = typeof NO_CALLS;

/** The calls of a frame to any of some functions, by their full names. */
export function sumCallsTo(evidence: FrameEvidence, names: readonly string[]): CallSums {
  return sumOf(names.flatMap((name) => callsByFullName(evidence).get(name) ?? []));
}

const callsByFullName = oncePer(({ calls }: FrameEvidence) => groupBy(calls, ({ name }) => [name.full]));

/** The calls of a frame to whatever has one of these bare names: `append`, `fetch`. */
export function callsByBareName(evidence: FrameEvidence, names: readonly string[]): CallSums {
  return sumOf(names.flatMap((name) => callsByName(evidence).get(name) ?? []));
}

const callsByName = oncePer(({ calls }: FrameEvidence) => groupBy(calls, ({ name }) => [name.bare]));

function sumOf(calls: readonly Calls[]): CallSums {
  return calls.reduce(
    (sum, { ncalls, tottime, cumtime }) => ({
      ncalls: sum.ncalls + ncalls,
      tottime: sum.tottime + tottime,
      cumtime: sum.cumtime + cumtime,
    }),
    NO_CALLS,
  );
}

/** The row in which a node runs: its innermost comprehension's if the profile has one, else the frame's. */
export function rowAt(evidence: FrameEvidence, { within }: CodeNode): FrameRow | undefined {
  const innermost = within.findLast((node) => rowsByNode(evidence).has(node));
  return innermost === undefined ? evidence.rows[0] : rowsByNode(evidence).get(innermost);
}

const rowsByNode = oncePer(({ code, rows }: FrameEvidence): ReadonlyMap<ScopeNode | null, FrameRow> => {
  const { scopes } = code.module.source;
  return new Map(rows.map((row) => [scopes[row.scope]?.node ?? null, row]));
});

/** How often a comprehension ran, or a generator expression was entered; undefined where the profile has no row for it. */
export function callsOfScope(node: ScopeNode, evidence: FrameEvidence): number | undefined {
  const own = rowsByNode(evidence).get(node);
  return own?.isReliable === true ? (evidence.table.ncalls.values[own.row] ?? 0) : undefined;
}

/** Seconds that the profile says were spent in the own code of the frame in which a node runs. */
export function ownTimeAt(evidence: FrameEvidence, code: CodeNode): Seconds {
  const found = rowAt(evidence, code);
  return found?.isReliable === true ? (evidence.table.tottime[found.row] ?? 0) : 0;
}

import { callTimes } from '../profile/call-times.ts';
import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import { countAt, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import type { LineTime } from '../profile/line-timings.ts';
import { type EdgeIndex, edgeHasTimes, type ProfileTable, type Seconds } from '../profile/profile-table.ts';
import { callsWithoutLines, type PlacedCalls, placeCalls } from '../source/costs/place-calls.ts';
import { isNotebookCell } from '../source/notebook-cell.ts';
import { resumedKind } from '../source/resumption.ts';
import type { Scope, ScopeIndex } from '../source/scope.ts';
import type { FileSource, FoundSource, SourceBook } from '../source/source-book.ts';
import { OUTSIDE } from '../source/source-files.ts';
import type { SyntaxNode } from '../source/syntax.ts';
import type { Token } from '../source/tokens.ts';
import { type LineNumbers, lineNumbers } from './line-numbers.ts';
import type { MemoryNumbers } from './memory-groups.ts';

/** What one line of a function calls, or may call. */
export type LineCall = LineNumbers & {
  readonly callee: FunctionIndex;
  /** The lines that may make these calls: several share them. Empty: no line was found. */
  readonly lines: readonly number[];
};

/** What a line of a function costs through what it calls. cProfile has no lines: all of it is inferred. */
export type LineCost = {
  /** Time in calls that this line alone makes, with the time of its own comprehensions; null without times in the dump. */
  readonly seconds: Seconds | null;
  /** How many calls those are. */
  readonly ncalls: number;
  readonly calls: readonly LineCall[];
  /** Calls that other lines may have made as well: their time is in no line's `seconds`. */
  readonly shared: readonly LineCall[];
};

export type SourceLine = {
  readonly number: number;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly cost: LineCost | null;
  /** What was alive of the line, with a snapshot. */
  readonly allocation: MemoryNumbers | null;
  /** What line_profiler measured of it. */
  readonly time: LineTime | null;
};

/** A function's source with what each line calls. */
export type SourceView = {
  readonly kind: 'found';
  readonly row: FunctionIndex;
  /** Where the source was found. */
  readonly path: string;
  /** The file is not the one that was profiled: no line has a cost. */
  readonly hasChanged: boolean;
  readonly lines: readonly SourceLine[];
  /** Calls for which no line was found. */
  readonly unplaced: readonly LineCall[];
  /** The function's own time, which no line explains. */
  readonly ownTime: Seconds;
  /**
   * Time of the function in calls of which the dump has no edge: functions of one file, line and name overwrite each
   * other in it (`__init__` of two dataclasses). null where there is none to speak of, or where recursion hides it.
   */
  readonly lostTime: Seconds | null;
  /** Index of the line with the highest cost; 0 where none has any. */
  readonly hottest: number;
  /** What to know of the file: facts, without a full stop. */
  readonly notes: readonly string[];
};

/** Without a source there are words for it: `source not found; looked for /srv/app/x.py`. */
export type NoSourceView = {
  readonly kind: 'none';
  readonly row: FunctionIndex;
  readonly reason: string;
  /** It is here, and may not be read. */
  readonly isOutside?: boolean;
};

/** As many lines of a function that the file no longer has at its place. */
const LINES_WITHOUT_SPAN = 40;

/** As many of the places looked at are named. */
const NAMED_PLACES = 3;

const known = new WeakMap<SourceBook, Map<FunctionIndex, SourceView | NoSourceView>>();

/** Made once for each function of a book. */
export function sourceView(book: SourceBook, row: FunctionIndex): SourceView | NoSourceView {
  const views = known.get(book) ?? new Map<FunctionIndex, SourceView | NoSourceView>();
  known.set(book, views);
  const view = views.get(row) ?? buildView(book, row);
  views.set(row, view);
  return view;
}

function buildView(book: SourceBook, row: FunctionIndex): SourceView | NoSourceView {
  const found = book.sourceOf(row);
  if (found.kind !== 'found') return { kind: 'none', row, reason: whyNone(found), isOutside: found.kind === 'outside' };
  const { table } = book;
  const scopes = found.fit.scopes.get(row) ?? [];
  const scope = scopes[0];
  const placed = placedCalls(book, row, found, scopes);
  const costs = placed === null ? new Map<number, LineCost>() : lineCosts(table, placed);
  const lines = linesOf(found, spanOf(table, row, found, scope), costs);
  return {
    kind: 'found',
    row,
    path: found.path,
    hasChanged: found.hasChanged,
    lines,
    unplaced: placed === null ? [] : unplacedCalls(table, placed),
    ownTime: table.tottime[row] ?? 0,
    lostTime: lostTime(table, row),
    hottest: hottestOf(lines),
    notes: [...notesOf(found, scopes.length), ...resumptionNote(table, row, scopeNode(found, scope))],
  };
}

function scopeNode({ source, hasChanged }: FoundSource, scope: ScopeIndex | undefined): SyntaxNode | null {
  return scope === undefined || hasChanged ? null : (source.scopes[scope]?.node ?? null);
}

/** Every resumption is an event for the profiler, as a call is: https://github.com/python/cpython/issues/86717 */
function resumptionNote(table: ProfileTable, row: FunctionIndex, node: SyntaxNode | null): readonly string[] {
  const kind = node === null || table.kind === 'sampled' ? null : resumedKind(node);
  if (kind === null) return [];
  const counted = `the ${countText(table.ncalls, row)} counted calls are its starts and resumptions`;
  return [`it is ${kind.startsWith('a') ? 'an' : 'a'} ${kind}: ${counted}, and how often it was called is not known`];
}

/** null where the file has changed: then the source says nothing of the calls. */
function placedCalls(
  book: SourceBook,
  row: FunctionIndex,
  found: FoundSource,
  [scope, ...more]: readonly ScopeIndex[],
): PlacedCalls | null {
  if (found.hasChanged) return null;
  if (scope === undefined || more.length > 0) return callsWithoutLines(book.table, row);
  return placeCalls(book, row, found, scope);
}

function whyNone(source: Exclude<FileSource, FoundSource>): string {
  if (source.kind === 'fileless') return noFileReason(source.recorded);
  if (source.kind === 'refused') return source.reason;
  if (source.kind === 'outside') return `${source.path} is not read: it is ${OUTSIDE} (--sources any)`;
  const { looked } = source;
  if (looked.length === 0) return 'source not found (--source-root, --map): no source is read from another machine';
  const more = looked.length - NAMED_PLACES;
  const places = `${looked.slice(0, NAMED_PLACES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `source not found (--source-root, --map): looked for ${places}`;
}

function noFileReason(recorded: string): string {
  if (recorded === '~' || recorded.startsWith('<builtin>')) return 'a built-in has no Python source';
  if (isNotebookCell(recorded)) return 'it is a notebook cell, and no notebook that was given has it';
  return recorded === '' ? 'the profile names no file' : `${recorded} is not a file: there is no source to show`;
}

type Span = { readonly first: number; readonly last: number };

function spanOf(table: ProfileTable, row: FunctionIndex, { source }: FoundSource, scope: ScopeIndex | undefined): Span {
  const known: Scope | undefined = scope === undefined ? undefined : source.scopes[scope];
  if (known !== undefined) return { first: known.firstLine, last: known.lastLine };
  const { line } = functionKey(table, row);
  const first = Math.min(Math.max(1, Math.trunc(line) || 1), source.lines.length);
  return { first, last: Math.min(source.lines.length, first + LINES_WITHOUT_SPAN - 1) };
}

function linesOf(
  { source }: FoundSource,
  { first, last }: Span,
  costs: ReadonlyMap<number, LineCost>,
): readonly SourceLine[] {
  const tokens = source.tokens();
  return source.lines.slice(first - 1, last).map((text, at) => {
    const number = first + at;
    return {
      number,
      text,
      tokens: tokens[number - 1] ?? [],
      cost: costs.get(number) ?? null,
      allocation: null,
      time: null,
    };
  });
}

function lineCosts(table: ProfileTable, { calls, comprehensions }: PlacedCalls): ReadonlyMap<number, LineCost> {
  const costs = new Map<number, LineCost>();
  for (const { edge, callee, lines } of calls) {
    const call = lineCall(table, edge, callee, lines);
    for (const line of lines) costs.set(line, withCall(costs.get(line) ?? NO_COST, table, edge, call));
  }
  for (const { edge, line } of comprehensions) {
    const cost = costs.get(line) ?? NO_COST;
    costs.set(line, { ...cost, seconds: plus(cost.seconds, ownSeconds(table, edge)) });
  }
  return costs;
}

const NO_COST: LineCost = { seconds: null, ncalls: 0, calls: [], shared: [] };

function withCall(cost: LineCost, table: ProfileTable, edge: EdgeIndex, call: LineCall): LineCost {
  if (call.lines.length > 1) return { ...cost, shared: [...cost.shared, call] };
  return {
    ...cost,
    seconds: plus(cost.seconds, call.cumtime),
    ncalls: cost.ncalls + Number(countAt(table.edges().ncalls, edge)),
    calls: [...cost.calls, call],
  };
}

function plus(before: Seconds | null, more: Seconds | null): Seconds | null {
  return more === null ? before : (before ?? 0) + more;
}

function ownSeconds(table: ProfileTable, edge: EdgeIndex): Seconds | null {
  const edges = table.edges();
  return edgeHasTimes(edges, edge) ? (edges.tottime[edge] ?? 0) : null;
}

function lineCall(table: ProfileTable, edge: EdgeIndex, callee: FunctionIndex, lines: readonly number[]): LineCall {
  const edges = table.edges();
  const numbers = lineNumbers(edges, edge, edgeHasTimes(edges, edge));
  return { ...numbers, ...callTimes(table, edge, callee), callee, lines };
}

function unplacedCalls(table: ProfileTable, { calls }: PlacedCalls): readonly LineCall[] {
  const left = calls.filter(({ lines }) => lines.length === 0);
  return left
    .map(({ edge, callee }) => lineCall(table, edge, callee, []))
    .sort((a, b) => (b.cumtime ?? 0) - (a.cumtime ?? 0));
}

/** Less than this part of a function's time is rounding. */
const LEAST_LOST = 0.01;

function lostTime(table: ProfileTable, row: FunctionIndex): Seconds | null {
  const edges = table.edges();
  const index = calleeIndex(table);
  const own = calleeEdges(index, row);
  if (!own.every((edge) => edgeHasTimes(edges, edge))) return null;
  const cumtime = table.cumtime[row] ?? 0;
  const known = own.reduce((sum, edge) => sum + edges.cumtime[edge]!, table.tottime[row] ?? 0);
  return cumtime - known > cumtime * LEAST_LOST ? cumtime - known : null;
}

/** By what is sure first; a line that only shares its calls counts for its part of them. */
function hottestOf(lines: readonly SourceLine[]): number {
  let hottest = 0;
  let most = 0;
  for (const [at, { cost }] of lines.entries()) {
    const weight = cost === null ? 0 : weightOf(cost);
    if (weight > most) {
      most = weight;
      hottest = at;
    }
  }
  return hottest;
}

function weightOf({ seconds, ncalls, shared }: LineCost): number {
  const parts = shared.reduce((sum, { cumtime, lines }) => sum + (cumtime ?? 0) / lines.length, 0);
  return (seconds ?? 0) + parts + (seconds === null && shared.length === 0 ? ncalls * 1e-9 : 0);
}

function notesOf({ source, hasChanged, fit }: FoundSource, scopes: number): readonly string[] {
  const { checked, standing } = fit;
  return [
    ...(hasChanged
      ? [
          `the file has changed since the profile: ${standing} of its ${checked} functions are where they were; no line has a cost`,
        ]
      : []),
    ...source.problems,
    ...(scopes === 0 && !hasChanged
      ? [source.refusal === 'too-large' ? 'no line has a cost' : 'this function is not at its line in the file']
      : []),
    ...(scopes > 1 ? [`${scopes} functions of this name share the line: no line has a cost`] : []),
  ];
}

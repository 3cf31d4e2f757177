import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey } from '../../profile/function-name.ts';
import { callerEdges, type EdgeIndex, type ProfileTable } from '../../profile/profile-table.ts';
import { isWhole } from '../omission.ts';
import type { ScopeIndex } from '../scope.ts';
import type { FoundSource, SourceBook } from '../source-book.ts';
import { isComprehension, type SyntaxNode } from '../syntax.ts';
import { walkFrame } from '../walk-syntax.ts';
import { type Callee, calleeOf } from './callee.ts';
import { findLines } from './site-finder.ts';
import { indexSites } from './site-index.ts';

/** One edge of the profile laid on the source of its caller. */
type PlacedCall = {
  readonly edge: EdgeIndex;
  readonly callee: FunctionIndex;
  /** The lines that may make these calls. One line makes them all, several share them, no line: none was found. */
  readonly lines: readonly number[];
};

/** A comprehension that had a frame of its own (Python up to 3.11, and generator expressions). */
type PlacedComprehension = { readonly edge: EdgeIndex; readonly row: FunctionIndex; readonly line: number };

export type PlacedCalls = {
  readonly calls: readonly PlacedCall[];
  /** What the function's comprehensions took themselves; what they call is among `calls`. */
  readonly comprehensions: readonly PlacedComprehension[];
};

type Frame = { readonly row: FunctionIndex; readonly node: SyntaxNode | null };

/**
 * Lays every call that a function made on the places in its source that can have made it. cProfile knows no lines: it is
 * inference, from names, operators and what the function binds.
 */
export function placeCalls(book: SourceBook, row: FunctionIndex, found: FoundSource, scope: ScopeIndex): PlacedCalls {
  const { table } = book;
  const { source, fit } = found;
  const file = table.strings.text(functionKey(table, row).file);
  const root = source.scopes[scope]?.node ?? null;
  if (root === null || !isWhole(source, scope)) return callsWithoutLines(table, row);
  const nodes = new Set([...walkFrame(root)].map(({ node }) => node).filter(isComprehension));
  const hasFrame = framesOf(table);
  const callees = calleeIndex(table);
  const calls: PlacedCall[] = [];
  const comprehensions: PlacedComprehension[] = [];
  const frames: Frame[] = [{ row, node: null }];
  for (const frame of frames) {
    const edges: { readonly edge: EdgeIndex; readonly callee: Callee }[] = [];
    for (const edge of calleeEdges(callees, frame.row)) {
      const callee = callees.callee[edge]!;
      const node = comprehensionOf(callee, fit.scopes, source.scopes, nodes);
      if (node !== null && hasOneCaller(table, callee)) {
        comprehensions.push({ edge, row: callee, line: node.lineno ?? 0 });
        if (!frames.some((known) => known.row === callee)) frames.push({ row: callee, node });
      } else edges.push({ edge, callee: calleeOf(table, callee) });
    }
    const index = indexSites(source, scope, frame.node, hasFrame);
    const lines = findLines(
      { book, source, scope, file, index },
      edges.map(({ callee }) => callee),
    );
    for (const [at, { edge, callee }] of edges.entries()) {
      calls.push({ edge, callee: callee.row, lines: lines[at] ?? [] });
    }
  }
  return { calls, comprehensions };
}

/**
 * All calls of a function, none with a line: for source that was not parsed, or where several functions share the line.
 */
export function callsWithoutLines(table: ProfileTable, row: FunctionIndex): PlacedCalls {
  const { callee } = calleeIndex(table);
  const edges = calleeEdges(calleeIndex(table), row);
  return { calls: Array.from(edges, (edge) => ({ edge, callee: callee[edge]!, lines: [] })), comprehensions: [] };
}

/**
 * Python 3.12 inlined all comprehensions but generator expressions: a profile with the frame of one is from an older
 * Python.
 */
function framesOf({ strings }: ProfileTable): (node: SyntaxNode) => boolean {
  const hasAll = ['<listcomp>', '<dictcomp>', '<setcomp>'].some((name) => strings.find(name) >= 0);
  return ({ nodeType }) => hasAll || nodeType === 'GeneratorExp';
}

/** The comprehension of this function that a row is the frame of. */
function comprehensionOf(
  row: FunctionIndex,
  places: FoundSource['fit']['scopes'],
  scopes: FoundSource['source']['scopes'],
  nodes: ReadonlySet<SyntaxNode>,
): SyntaxNode | null {
  const candidates = places.get(row) ?? [];
  return candidates.map((at) => scopes[at]?.node ?? null).find((node) => node !== null && nodes.has(node)) ?? null;
}

function hasOneCaller(table: ProfileTable, row: FunctionIndex): boolean {
  const { start, end } = callerEdges(table.edges(), row);
  return end - start === 1;
}

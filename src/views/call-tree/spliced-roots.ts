import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { type Steps, sliceCounter } from '../../profile/steps.ts';
import { connectedParts } from '../connected-parts.ts';

/** Where the tree of what is shown begins. */
export type SplicedRoots = {
  /** In the order of the dump. */
  readonly rows: readonly FunctionIndex[];
  /** The same by row. */
  readonly isRoot: Uint8Array;
  /** By row: which functions call each other, hidden or not. */
  readonly circleOf: Int32Array;
};

/** A slice looks at this many functions and calls. */
const LOOKS_A_SLICE = 1 << 16;

/**
 * In slices: the shown functions that no other shown one calls, straight or by way of hidden ones; of shown ones that all call each
 * other so, that with the most cumtime (of equals the first). From each shown function there is a path of callers to one.
 */
export function* splicedRootSteps(table: ProfileTable, isHidden: Uint8Array): Steps<SplicedRoots> {
  const { order, partOf, count } = yield* connectedParts(table.edges(), new Uint8Array(table.length).fill(1));
  const isBelow = new Uint8Array(table.length);
  const roots: FunctionIndex[] = [];
  let at = 0;
  // a part comes behind those that call it: what leads to its functions is known by then
  for (let part = 0; part < count; part++) {
    if (part % LOOKS_A_SLICE === LOOKS_A_SLICE - 1) yield;
    let root: FunctionIndex | null = null;
    for (; partOf[order[at] ?? -1] === part; at++) {
      const row = order[at]!;
      if (isHidden[row] === 0 && isBelow[row] === 0 && (root === null || isBefore(table, row, root))) root = row;
    }
    if (root === null) continue;
    roots.push(root);
    yield* markBelow(table, root, isBelow);
  }
  const isRoot = new Uint8Array(table.length);
  for (const row of roots) isRoot[row] = 1;
  return { rows: roots.sort((a, b) => a - b), isRoot, circleOf: partOf };
}

function isBefore({ cumtime }: ProfileTable, row: FunctionIndex, other: FunctionIndex): boolean {
  return cumtime[row]! > cumtime[other]! || (cumtime[row] === cumtime[other] && row < other);
}

function* markBelow(table: ProfileTable, from: FunctionIndex, isBelow: Uint8Array): Steps<void> {
  const index = calleeIndex(table);
  const open = [from];
  const isSliceFull = sliceCounter(LOOKS_A_SLICE);
  isBelow[from] = 1;
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    for (const edge of calleeEdges(index, row)) {
      const callee = index.callee[edge]!;
      if (isBelow[callee] === 1) continue;
      isBelow[callee] = 1;
      open.push(callee);
    }
    if (isSliceFull(1 + index.start[row + 1]! - index.start[row]!)) yield;
  }
}

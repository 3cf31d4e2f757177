import { type FunctionsRequest, positionOf } from '../../../views/functions-view.ts';
import { follow } from '../../list.ts';
import { memoryOrdering } from '../../orders.ts';
import type { Move } from '../../screen.ts';
import type { ViewerState } from '../../viewer.ts';
import {
  type CursorAnchor,
  type FunctionsScreen,
  requestOf,
  type Search,
  screenOf,
  selectedFunction,
} from './request.ts';
import { functionsHeight } from './summary-lines.ts';

/** The list with another profile: in the same order, filtered and hidden alike, the cursor on the same function. */
export function moveFunctions(move: Move, screen: FunctionsScreen): FunctionsScreen {
  const { to } = move;
  const there = screenOf(to.table, moveRequest(to, requestOf(screen)));
  const row = moveAnchor(move, screen.anchor ?? selectedFunction(screen));
  const position = typeof row === 'number' ? positionOf(there.view, row) : -1;
  const line = position < 0 ? screen.list.selected : position;
  return {
    ...there,
    anchor: there.pending === null ? null : row,
    search: there.search ?? moveSearch(move, screen.search),
    scroll: screen.scroll,
    list: follow(screen.list, line, { length: there.view.length, height: functionsHeight(to) }),
  };
}

/** A function that is gone leaves the cursor on its line. */
export function moveAnchor({ rowOf }: Move, anchor: CursorAnchor | undefined): CursorAnchor {
  if (typeof anchor !== 'number') return anchor ?? 'same-line';
  const row = rowOf(anchor);
  return row < 0 ? 'same-line' : row;
}

/**
 * Always another request: it is to be worked on with the new profile, and the work is known by its request (work.ts).
 * Numbers of rows are made anew for the rows of the new profile.
 */
function moveRequest(to: ViewerState, request: FunctionsRequest): FunctionsRequest {
  const { ordering } = request;
  const isOfRows = ordering.values !== undefined;
  return { ...request, ordering: (isOfRows ? memoryOrdering(to, ordering.name) : null) ?? ordering };
}

/** The functions that were found, as far as they are still there. */
function moveSearch({ from, to, rowOf }: Move, search: Search | null): Search | null {
  if (search === null) return null;
  const matches = new Uint8Array(to.table.length);
  for (let old = 0; old < from.table.length; old++) {
    const row = search.matches[old] === 1 ? rowOf(old) : -1;
    if (row >= 0) matches[row] = 1;
  }
  return { ...search, matches };
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import { type FunctionsRequest, positionOf } from '../../views/functions-view.ts';
import { namedOrdering } from './function-orders.ts';
import type { FunctionScreen } from './function-screen.ts';
import {
  type Anchor,
  type FunctionsScreen,
  functionsScreen,
  requestedScreen,
  type Search,
  wanted,
} from './functions-screen.ts';
import { follow, LIST_START, type ListState } from './list-state.ts';
import { functionsBounds, paneBounds, paneView, selectedFunction } from './looked-at.ts';
import { memoryOrdering } from './memory-orders.ts';
import type { ProfilesScreen } from './profiles-screen.ts';
import { MEMORY } from './reduce-memory.ts';
import { MODULE, moduleRows } from './reduce-module.ts';
import { MODULES } from './reduce-modules.ts';
import { PROFILES } from './reduce-profiles.ts';
import { type TreeScreen, treeScreen } from './tree-screen.ts';
import type { Screen, ScreenKind, ScreensByKind, ViewerState } from './viewer-state.ts';

/** From the state with one profile to the state with another in its place. */
export type Move = {
  readonly from: ViewerState;
  readonly to: ViewerState;
  /** Which row of the new profile a function of the old one is; -1 where it is gone. */
  readonly rowOf: (old: FunctionIndex) => FunctionIndex;
};

/** The screen as it looks at the same functions in the new profile; null where what it is about is gone. */
type Mover<S> = (move: Move, screen: S) => S | null;

/** A kind of screen without a row here is left when another profile comes. */
const MOVERS: { readonly [K in ScreenKind]?: Mover<ScreensByKind[K]> } = {
  functions: movedFunctions,
  function: movedFunction,
  tree: movedTree,
  memory: ({ to }, screen) => (to.memory === null ? null : MEMORY.refitted(to, { ...screen, source: to.memory })),
  modules: ({ to }, screen) => MODULES.refitted(to, screen),
  hints: (_, screen) => ({ ...screen, list: LIST_START }),
  profiles: movedProfiles,
  module: ({ to }, screen) => (moduleRows(to, screen).length === 0 ? null : MODULE.refitted(to, screen)),
  comparison: (_, screen) => ({ ...screen, list: LIST_START }),
};

/** The way that one took, as far as it leads through functions that are still there. */
export function movedTrail(move: Move): Pick<ViewerState, 'screens' | 'ahead'> {
  const moved = (screens: readonly Screen[]): Screen[] =>
    screens.map((screen) => movedScreen(move, screen)).filter((screen) => screen !== null);
  const [first = functionsScreen(move.to.table, namedOrdering('cumulative'), false), ...others] = moved(
    move.from.screens,
  );
  return { screens: [first, ...others], ahead: moved(move.from.ahead) };
}

function movedScreen(move: Move, screen: Screen): Screen | null {
  return movedAs(move, screen.kind, screen);
}

/** A screen of a known kind, moved; null where what it is about is gone. */
export function movedAs<K extends ScreenKind>(move: Move, kind: K, screen: ScreensByKind[K]): ScreensByKind[K] | null {
  return MOVERS[kind]?.(move, screen) ?? null;
}

function movedFunctions(move: Move, screen: FunctionsScreen): FunctionsScreen {
  const { to } = move;
  const there = requestedScreen(to.table, movedRequest(to, wanted(screen)));
  const row = movedAnchor(move, screen.anchor ?? selectedFunction(screen));
  const position = typeof row === 'number' ? positionOf(there.view, row) : -1;
  const line = position < 0 ? screen.list.selected : position;
  return {
    ...there,
    anchor: there.pending === null ? null : row,
    search: there.search ?? movedSearch(move, screen.search),
    scroll: screen.scroll,
    list: follow(screen.list, line, functionsBounds(to, there)),
  };
}

/** A function that is gone leaves the cursor on its line. */
export function movedAnchor({ rowOf }: Move, anchor: Anchor | undefined): Anchor {
  if (typeof anchor !== 'number') return anchor ?? 'same-line';
  const row = rowOf(anchor);
  return row < 0 ? 'same-line' : row;
}

/**
 * Always another request: it is to be worked on with the new profile, and the work is known by its request (run-work.ts).
 * Numbers of rows are made anew for the rows of the new profile.
 */
function movedRequest(to: ViewerState, request: FunctionsRequest): FunctionsRequest {
  const { ordering } = request;
  const isOfRows = ordering.values !== undefined;
  return { ...request, ordering: (isOfRows ? memoryOrdering(to, ordering.name) : null) ?? ordering };
}

/** The functions that were found, as far as they are still there. */
function movedSearch({ from, to, rowOf }: Move, search: Search | null): Search | null {
  if (search === null) return null;
  const matches = new Uint8Array(to.table.length);
  for (let old = 0; old < from.table.length; old++) {
    const row = search.matches[old] === 1 ? rowOf(old) : -1;
    if (row >= 0) matches[row] = 1;
  }
  return { text: search.text, matches };
}

function movedFunction(move: Move, screen: FunctionScreen): FunctionScreen | null {
  const row = move.rowOf(screen.function);
  if (row < 0) return null;
  const there = { ...screen, function: row };
  return {
    ...there,
    callers: movedPane(move, screen, there, 'callers'),
    callees: movedPane(move, screen, there, 'callees'),
  };
}

function movedPane(
  { from, to, rowOf }: Move,
  screen: FunctionScreen,
  there: FunctionScreen,
  direction: 'callers' | 'callees',
): FunctionScreen['callers'] {
  const pane = screen[direction];
  const selected = paneView(from, screen, direction).calls[pane.list.selected]?.other;
  const row = selected === undefined ? -1 : rowOf(selected);
  const found = row < 0 ? -1 : paneView(to, there, direction).calls.findIndex(({ other }) => other === row);
  const list: ListState = follow(pane.list, found < 0 ? pane.list.selected : found, paneBounds(to, there, direction));
  return { ...pane, list };
}

/** It begins at the same function, and closed: what was open may have other callees now. */
function movedTree({ to, rowOf }: Move, { tree, sort }: TreeScreen): TreeScreen | null {
  const start = tree.start === null ? null : rowOf(tree.start);
  if (start !== null && start < 0) return null;
  const first = treeScreen({ table: to.table, direction: tree.direction, start });
  return { ...first, sort };
}

function movedProfiles({ to, rowOf }: Move, screen: ProfilesScreen): ProfilesScreen | null {
  const row = screen.function === null ? null : rowOf(screen.function);
  return row !== null && row < 0 ? null : PROFILES.refitted(to, { ...screen, function: row });
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { NoSourceView, SourceView } from '../../views/source-view.ts';
import type { FunctionScreen } from './function-screen.ts';
import { hintsByFunction } from './hint-marks.ts';
import { LIST_START, type ListBounds, type ListState, select } from './list-state.ts';
import type { Size } from './size.ts';
import { hintRow, hottestRow, type SourceRow, sourceRows } from './source-rows.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';
import { bodyHeight } from './window-heights.ts';

/** Where the source stands; `tab`: in the place of callers and callees, when the keys are its. */
export type Placement = 'right' | 'below' | 'tab';

/** From so many columns on the source is at the right. */
const FEWEST_COLUMNS_BESIDE = 120;

/** From so many rows on it is below. */
const FEWEST_ROWS_BELOW = 36;

/** Callers and callees keep so much of a wide window. */
const CALLS_SHARE = 0.48;

/** Title, headings and the function itself: what callers and callees need without a line of theirs. */
const FEWEST_CALL_LINES = 12;

export type SourceRegion = { readonly placement: Placement; readonly size: Size };

/** Whether there is a source to show, or may be one that has not been read yet. */
export function hasSource({ sources, table }: ViewerState, { function: self }: FunctionScreen): boolean {
  return sources !== null && sources.get(self)?.kind !== 'none' && hasFile(table, self);
}

/** Whether the keys are the source's: it may turn out not to be there. */
export function isSourceActive(state: ViewerState, screen: FunctionScreen): boolean {
  return screen.source.isActive && hasSource(state, screen);
}

/** Why no source is shown, where one could be expected; null where there is one, or the function is a built-in. */
export function whyNoSource({ sources, table }: ViewerState, { function: self }: FunctionScreen): string | null {
  const view = sources?.get(self);
  return view?.kind === 'none' && hasFile(table, self) ? view.reason : null;
}

/** Where the source is; null where there is none. */
export function sourceRegion(state: ViewerState, screen: FunctionScreen): SourceRegion | null {
  const { size } = state;
  if (!hasSource(state, screen)) return null;
  const body = bodyHeight(size);
  if (size.columns >= FEWEST_COLUMNS_BESIDE) {
    const columns = size.columns - callsColumns(size) - 1;
    return { placement: 'right', size: { columns, rows: body } };
  }
  if (size.rows >= FEWEST_ROWS_BELOW) {
    const rows = Math.max(FEWEST_CALL_LINES, Math.floor(body / 2));
    return { placement: 'below', size: { columns: size.columns, rows: body - rows } };
  }
  return { placement: 'tab', size: { columns: size.columns, rows: body } };
}

function callsColumns({ columns }: Size): number {
  return Math.floor(columns * CALLS_SHARE);
}

/** A built-in has no source: nothing is kept free for it. */
function hasFile(table: ProfileTable, row: FunctionIndex): boolean {
  const file = table.strings.text(functionKey(table, row).file);
  return file !== BUILTIN_FILE && !file.startsWith('<');
}

/** What callers and callees have of the window. */
export function callsColumnsOf(state: ViewerState, screen: FunctionScreen): number {
  const isBeside = sourceRegion(state, screen)?.placement === 'right';
  return isBeside ? callsColumns(state.size) : state.size.columns;
}

/** How many lines the source takes from callers and callees; where there is none, the line that says why. */
export function linesBelow(state: ViewerState, screen: FunctionScreen): number {
  if (whyNoSource(state, screen) !== null) return 1;
  const region = sourceRegion(state, screen);
  return region?.placement === 'below' ? region.size.rows : 0;
}

/** Whether callers and callees are shown: in a small window the source takes their place. */
export function showsCalls(state: ViewerState, screen: FunctionScreen): boolean {
  return !(isSourceActive(state, screen) && sourceRegion(state, screen)?.placement === 'tab');
}

/** The rows of the pane; null as long as the source has not been read. */
export function paneRows(state: ViewerState, { function: self }: FunctionScreen): readonly SourceRow[] | null {
  const view = state.sources?.get(self);
  if (view === undefined) return null;
  const hints = hintsByFunction(state).get(self) ?? [];
  return [...sourceRows(view), ...hints.map(hintRow)];
}

export function sourceBounds(state: ViewerState, screen: FunctionScreen): ListBounds {
  const rows = sourceRegion(state, screen)?.size.rows ?? 1;
  return { length: paneRows(state, screen)?.length ?? 0, height: Math.max(1, rows - 1) };
}

/** Where one is in the source: at first on the line that costs most, with some lines above it. */
export function sourceList(state: ViewerState, screen: FunctionScreen): ListState {
  const bounds = sourceBounds(state, screen);
  if (screen.source.list !== null) return select(screen.source.list, screen.source.list.selected, bounds);
  const view = state.sources?.get(screen.function);
  if (view === undefined) return LIST_START;
  const hottest = hottestRow(view);
  const isInFirstWindow = hottest < bounds.height - 1;
  return select(
    { selected: hottest, top: isInFirstWindow ? 0 : hottest - Math.floor(bounds.height / 3) },
    hottest,
    bounds,
  );
}

export function selectedSourceRow(state: ViewerState, screen: FunctionScreen): SourceRow | undefined {
  return paneRows(state, screen)?.[sourceList(state, screen).selected];
}

/** The function whose source the screen in front wants to show and that has not been read. */
export function wantedSource(state: ViewerState): FunctionIndex | null {
  const screen = currentScreen(state);
  if (screen.kind !== 'function' || state.sources === null || screen.function >= state.table.length) return null;
  return state.sources.has(screen.function) ? null : screen.function;
}

/** The state with a source that was read. Of a profile that is no longer looked at nothing is kept. */
export function withSource(state: ViewerState, table: ProfileTable, view: SourceView | NoSourceView): ViewerState {
  if (state.sources === null || table !== state.table) return state;
  return { ...state, sources: new Map(state.sources).set(view.row, view) };
}

import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey } from '../../../profile/function-name.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { isNotebookCell } from '../../../source/notebook-cell.ts';
import type { SourceView } from '../../../views/source-view.ts';
import { foundHints, hintedLines, hintsByFunction } from '../../hint-marks.ts';
import { LIST_START, type ListBounds, type ListState, type Movement, move, positionAt, select } from '../../list.ts';
import { fillLines, rangeText, ruleLine } from '../../row.ts';
import type { Spot } from '../../spot.ts';
import type { Theme } from '../../theme.ts';
import { inFrontAs, withScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import { waitingText } from '../../waiting.ts';
import { bodyHeight, type Cell, type Size } from '../../window.ts';
import { type FunctionScreen, openFunction } from './panes.ts';
import { measuredColumns, type SourceLayout, sourceLine } from './source-line.ts';
import { calledBy, hintRow, hottestRow, practiceRows, type SourceRow, sourceRows } from './source-rows.ts';

/** Where the source stands; `tab`: in the place of callers and callees, when the keys are its. */
type Placement = 'right' | 'below' | 'tab';

/** In a window of at least this many columns the source is on the right. */
const FEWEST_COLUMNS_BESIDE = 120;

/** In a window of at least this many rows it is below. */
const FEWEST_ROWS_BELOW = 36;

/** Cells of a row of the source that words do not have: the time, and what moves in their second line. */
const BESIDE_WORDS = 14;

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

/** A built-in has no source, nor has `<string>`: nothing is kept free for them. A notebook has that of its cells. */
function hasFile(table: ProfileTable, row: FunctionIndex): boolean {
  const file = table.strings.text(functionKey(table, row).file);
  return file !== BUILTIN_FILE && (!file.startsWith('<') || isNotebookCell(file));
}

/** What callers and callees have of the window. */
export function callsColumnsOf(state: ViewerState, screen: FunctionScreen): number {
  const isBeside = sourceRegion(state, screen)?.placement === 'right';
  return isBeside ? callsColumns(state.size) : state.size.columns;
}

/** How many lines the source takes from callers and callees. */
export function heightBelowCalls(state: ViewerState, screen: FunctionScreen): number {
  const region = sourceRegion(state, screen);
  return region?.placement === 'below' ? region.size.rows : 0;
}

/** Whether callers and callees are shown: in a small window the source takes their place. */
export function showsCalls(state: ViewerState, screen: FunctionScreen): boolean {
  return !(isSourceActive(state, screen) && sourceRegion(state, screen)?.placement === 'tab');
}

/** The rows of the pane; null as long as the source has not been read. */
function paneRows(state: ViewerState, screen: FunctionScreen): readonly SourceRow[] | null {
  const { function: self } = screen;
  const view = state.sources?.get(self);
  if (view === undefined) return null;
  const hints = hintsByFunction(state).get(self) ?? [];
  return [...sourceRows(view), ...hints.map(hintRow), ...practicesBelow(state, screen)];
}

/** Below all else: they are no hints. What would make the function slower is not there: here is no room for the reasons. */
function practicesBelow(state: ViewerState, screen: FunctionScreen): readonly SourceRow[] {
  const practices = foundHints(state)?.view?.practicesIn(screen.function) ?? [];
  const columns = sourceRegion(state, screen)?.size.columns ?? 0;
  const gaining = practices.filter(({ isSlower }) => !isSlower);
  return gaining.flatMap((practice) => practiceRows(practice, columns - BESIDE_WORDS));
}

function sourceBounds(state: ViewerState, screen: FunctionScreen): ListBounds {
  const rows = sourceRegion(state, screen)?.size.rows ?? 1;
  return { length: paneRows(state, screen)?.length ?? 0, height: Math.max(1, rows - 1) };
}

/**
 * Where one is in the source: at first on the line that costs most, with some lines above it.
 *
 * @internal exported for its tests
 */
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
  const screen = inFrontAs(state, 'function');
  if (screen === null || state.sources === null || screen.function >= state.table.length) return null;
  return state.sources.has(screen.function) ? null : screen.function;
}

/** A key to the side moves the source by this many columns. */
const SHIFT = 10;

/** Moves the cursor of the source. */
export function moveInSource(state: ViewerState, screen: FunctionScreen, movement: Movement): ViewerState {
  const list = move(sourceList(state, screen), movement, sourceBounds(state, screen));
  return withScreen(state, { ...screen, source: { ...screen.source, list } });
}

/** Moves the source itself to the left or back. */
export function shiftSource(state: ViewerState, screen: FunctionScreen, step: -1 | 1): ViewerState {
  const shift = Math.max(0, screen.source.shift + step * SHIFT);
  return withScreen(state, { ...screen, source: { ...screen.source, shift } });
}

export function whyNoShift({ source }: FunctionScreen, step: -1 | 1): string | null {
  return step < 0 && source.shift === 0 ? 'This is the left end of the source.' : null;
}

/** Opens what the selected line calls. */
export function openCalled(state: ViewerState, screen: FunctionScreen): ViewerState {
  return openFunction(state, calledFunction(state, screen));
}

export function whyNoCalled(state: ViewerState, screen: FunctionScreen): string | null {
  const target = calledFunction(state, screen);
  if (target === undefined) return 'This line calls nothing that the profile has.';
  return target === screen.function ? 'This line calls the function itself.' : null;
}

function calledFunction(state: ViewerState, screen: FunctionScreen): FunctionIndex | undefined {
  const row = selectedSourceRow(state, screen);
  return row === undefined ? undefined : calledBy(row);
}

/** The source in a window of another size. */
export function refitSource(state: ViewerState, screen: FunctionScreen): FunctionScreen {
  const { list } = screen.source;
  if (list === null) return screen;
  return { ...screen, source: { ...screen.source, list: select(list, list.selected, sourceBounds(state, screen)) } };
}

/** Which cell of the source a cell of the body is; null where the source is not there. */
export function cellOfSource(state: ViewerState, screen: FunctionScreen, { x, y }: Cell): Cell | null {
  const region = sourceRegion(state, screen);
  if (region === null || (region.placement === 'tab' && !isSourceActive(state, screen))) return null;
  const left = state.size.columns - region.size.columns;
  const top = bodyHeight(state.size) - region.size.rows;
  return x < left || y < top ? null : { x: x - left, y: y - top };
}

/** What is in a cell of the source: its title or a line. */
export function sourceSpotAt(state: ViewerState, screen: FunctionScreen, { y }: Cell): Spot<FunctionScreen> | null {
  const there = { ...screen, source: { ...screen.source, isActive: true } };
  if (y === 0) return { kind: 'pane', self: there };
  const list = sourceList(state, screen);
  const bounds = sourceBounds(state, screen);
  const position = positionAt(list, y - 1, bounds);
  if (position === null) return null;
  const self = { ...there, source: { ...there.source, list: select(list, position, bounds) } };
  return { kind: 'row', self, key: null };
}

/** The source under its title, with what each line calls. */
export function drawSource(state: ViewerState, screen: FunctionScreen, size: Size, theme: Theme): readonly string[] {
  const rows = paneRows(state, screen);
  const { length, height } = sourceBounds(state, screen);
  const { top, selected } = sourceList(state, screen);
  const { isActive } = screen.source;
  const layout = layoutOf(state, screen, size.columns, theme);
  const lines = (rows ?? [])
    .slice(top, top + height)
    .map((row, at) => sourceLine(row, isActive && top + at === selected, layout));
  return [
    ruleLine(titleText(state, screen), rangeText(top, height, length), isActive, size.columns, theme),
    ...fillLines(rows === null ? [` ${waitingText('reading the source', theme.glyphs)}`] : lines, height),
  ];
}

function layoutOf(
  state: ViewerState,
  { function: self, source }: FunctionScreen,
  width: number,
  theme: Theme,
): SourceLayout {
  const { table, units, sources } = state;
  const view = sources?.get(self);
  const last = view?.kind === 'found' ? (view.lines.at(-1)?.number ?? 0) : 0;
  return {
    table,
    width,
    numberWidth: String(last).length,
    whole: table.cumtime[self] ?? 0,
    shift: source.shift + (view?.kind === 'found' ? commonIndent(view) : 0),
    hinted: hintedLines(state, self),
    measured: measuredColumns(view?.kind === 'found' ? view.lines : []),
    style: { units, glyphs: theme.glyphs },
    theme,
  };
}

const indents = new WeakMap<SourceView, number>();

/** Blanks that all lines begin with, as those of a method: there is no room to waste. */
function commonIndent(view: SourceView): number {
  const known = indents.get(view);
  if (known !== undefined) return known;
  const widths = view.lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => /^[ \t]*/.exec(text)?.[0].replaceAll('\t', ' '.repeat(8)).length ?? 0);
  const indent = widths.length === 0 ? 0 : widths.reduce((least, width) => Math.min(least, width));
  indents.set(view, indent);
  return indent;
}

function titleText({ sources }: ViewerState, { function: self }: FunctionScreen): string {
  const view = sources?.get(self);
  if (view?.kind !== 'found') return 'Source';
  if (view.hasChanged) return 'Source: changed since the profile';
  const { time, hasMemory } = measuredColumns(view.lines);
  const times = time === null ? 'the time of what each line calls' : 'the time that line_profiler measured';
  return hasMemory ? `Source, ${times}, what is alive of it` : `Source, and ${times}`;
}

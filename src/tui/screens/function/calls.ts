import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { cutEnd } from '../../../text/display.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { CALL_SORT_KEYS, type CallsView, callNumbers, LEAST_ESTIMATE_TEXT } from '../../../views/function-view.ts';
import { functionLine } from '../../../views/functions-view.ts';
import { isChargedByEstimate } from '../../../views/hiding.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { columnAt, type Layout } from '../../column.ts';
import { foundIn } from '../../found.ts';
import type { FunctionCells } from '../../function-columns.ts';
import { hidingOf } from '../../hiding.ts';
import { hintsByFunction } from '../../hint-marks.ts';
import { layoutColumns } from '../../layout-columns.ts';
import { follow, headingSpot, type ListBounds, positionAt, select } from '../../list.ts';
import { callWidths } from '../../measure-numbers.ts';
import { scrolledName, shownText } from '../../name.ts';
import { directionMark, fillLines, headingLine, rowLine, ruleLine } from '../../row.ts';
import type { Move } from '../../screen.ts';
import { sortedCallColumn } from '../../sorted-column.ts';
import type { Spot } from '../../spot.ts';
import type { Glyphs, Theme } from '../../theme.ts';
import { withScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import { bodyHeight, type Cell, hasSummary } from '../../window.ts';
import { type CallsPane, callsOf, type FunctionScreen, paneView } from './panes.ts';
import { callsColumnsOf, heightBelowCalls, isSourceActive } from './source.ts';
import { hidingFor, notesOf } from './words.ts';

/** The caller or callee that is selected, row or ghost. */
export function selectedCall(state: ViewerState, screen: FunctionScreen): FunctionIndex | undefined {
  return paneView(state, screen, screen.active).calls[screen[screen.active].list.selected]?.other;
}

/** The function in the middle and the callers and callees whose lines are in the windows. */
export function visibleCalls(state: ViewerState, screen: FunctionScreen): readonly FunctionIndex[] {
  const shown = (['callers', 'callees'] as const).flatMap((direction) => {
    const { top } = screen[direction].list;
    const { height } = paneBounds(state, screen, direction);
    return paneView(state, screen, direction).calls.slice(top, top + height);
  });
  return [screen.function, ...shown.map(({ other }) => other)];
}

export function paneBounds(state: ViewerState, screen: FunctionScreen, direction: CallDirection): ListBounds {
  const { calls } = callsOf(state, screen.function, direction);
  return { length: calls.length, height: paneHeights(state, screen)[direction] };
}

/**
 * How many callers and callees are shown. Each gets what it needs, if the other leaves that much; where both need more
 * than half, each gets half. Column headings, the two pane titles and the function itself take four or five lines.
 */
function paneHeights(state: ViewerState, screen: FunctionScreen): Readonly<Record<CallDirection, number>> {
  const { size } = state;
  const taken = heightBelowCalls(state, screen) + notesOf(state, screen).length;
  const lines = Math.max(2, bodyHeight(size) - taken - (hasSummary(size) ? 5 : 4));
  const callers = Math.max(1, callsOf(state, screen.function, 'callers').calls.length);
  const callees = Math.max(1, callsOf(state, screen.function, 'callees').calls.length);
  const half = Math.floor(lines / 2);
  const top = Math.min(callers, Math.max(half, lines - callees));
  return { callers: top, callees: lines - top };
}

/** The active pane in another order. The selected call stays selected, but at the top one stays at the top. */
export function resortCalls(state: ViewerState, screen: FunctionScreen, to: CallsPane): ViewerState {
  const { active } = screen;
  const from = screen[active];
  const edge = paneView(state, screen, active).calls[from.list.selected]?.edge;
  const sorted = { ...screen, [active]: to };
  const isAtTop = from.list.selected === 0;
  const wanted = isAtTop ? 0 : paneView(state, sorted, active).calls.findIndex((call) => call.edge === edge);
  const list = follow(from.list, wanted, paneBounds(state, screen, active));
  return withScreen(state, { ...screen, [active]: { ...to, list } });
}

/** The same function in another profile, and the same calls selected. */
export function moveCalls(move: Move, screen: FunctionScreen): FunctionScreen | null {
  const row = move.rowOf(screen.function);
  if (row < 0) return null;
  const there = { ...screen, function: row };
  return {
    ...there,
    callers: movePane(move, screen, there, 'callers'),
    callees: movePane(move, screen, there, 'callees'),
  };
}

function movePane(
  { from, to, rowOf }: Move,
  screen: FunctionScreen,
  there: FunctionScreen,
  direction: CallDirection,
): CallsPane {
  const pane = screen[direction];
  const selected = paneView(from, screen, direction).calls[pane.list.selected]?.other;
  const row = selected === undefined ? -1 : rowOf(selected);
  const found = row < 0 ? -1 : paneView(to, there, direction).calls.findIndex(({ other }) => other === row);
  return { ...pane, list: follow(pane.list, found < 0 ? pane.list.selected : found, paneBounds(to, there, direction)) };
}

/** The columns of a function and its callers and callees: the same for all, so that they stand below each other. */
export function layoutOf(state: ViewerState, screen: FunctionScreen): Layout<FunctionCells> {
  const { table, units } = state;
  return layoutColumns({
    width: callsColumnsOf(state, screen),
    numbers: callWidths(table, screen.function, hidingOf(state)),
    kind: table.kind,
    units,
    sorted: sortedCallColumn(screen[screen.active].sort),
    about: 'cumtime',
  });
}

/** The callers, the function itself, the callees. */
export function drawCalls(state: ViewerState, screen: FunctionScreen, theme: Theme): readonly string[] {
  const layout = layoutOf(state, screen);
  const heights = paneHeights(state, screen);
  const { sort, isReversed } = screen[screen.active];
  return [
    headingLine({ sorted: sortedCallColumn(sort), mark: orderMark(sort, isReversed, theme.glyphs) }, layout, theme),
    ...paneLines(state, screen, 'callers', heights.callers, layout, theme),
    ...(hasSummary(state.size) ? [ruleLine('Function', '', false, layout.width, theme)] : []),
    selfLine(state, screen, layout, theme),
    ...paneLines(state, screen, 'callees', heights.callees, layout, theme),
    ...notesOf(state, screen).map((note) =>
      theme.paint(
        'dim',
        cutEnd(
          ` ${shownText(note({ units: state.units, glyphs: theme.glyphs }))}`,
          layout.width,
          theme.glyphs.ellipsis,
        ),
      ),
    ),
  ];
}

function orderMark(sort: CallsPane['sort'], isReversed: boolean, glyphs: Glyphs): string {
  return directionMark(CALL_SORT_KEYS.find(({ name }) => name === sort)?.order ?? 'asc', isReversed, glyphs);
}

/** The function itself; its share is what it spent in its own code. */
function selfLine(state: ViewerState, screen: FunctionScreen, layout: Layout<FunctionCells>, theme: Theme): string {
  const { table } = state;
  const { function: self, scroll } = screen;
  const hiding = hidingFor(state, self);
  const numbers = functionLine(hiding?.table ?? table, self, 'cumtime');
  const share = shareOf(numbers.tottime, table.cumtime[self]!);
  const estimates = isChargedByEstimate(hiding, self) ? 'tottime' : 'none';
  const name = scrolledName(table, self, { nameWidth: layout.nameWidth, scroll }, theme.glyphs.ellipsis);
  const hasHint = hintsByFunction(state).has(self);
  const cells = { numbers, share, estimates, hasHint, name, found: foundIn(state, self, name) } as const;
  return rowLine(cells, 'subject', layout, theme);
}

/** What is in a cell of callers and callees: the heading of a column, a pane or a call in it. */
export function callSpotAt(state: ViewerState, screen: FunctionScreen, { x, y }: Cell): Spot<FunctionScreen> | null {
  const layout = layoutOf(state, screen);
  if (y === 0) return headingSpot(layout, x, 'cumtime');
  const heights = paneHeights(state, screen);
  const calleesTitle = heights.callers + (hasSummary(state.size) ? 4 : 3);
  const [direction, title] = y < calleesTitle ? (['callers', 1] as const) : (['callees', calleesTitle] as const);
  const bounds = paneBounds(state, screen, direction);
  if (bounds.length === 0) return null;
  const there = { ...screen, active: direction, source: { ...screen.source, isActive: false } };
  if (y === title) return { kind: 'pane', self: there };
  const pane = screen[direction];
  const position = positionAt(pane.list, y - title - 1, bounds);
  if (position === null) return null;
  const self = { ...there, [direction]: { ...pane, list: select(pane.list, position, bounds) } };
  return { kind: 'row', self, key: columnAt(layout, x) === 'name' ? 'enter' : null };
}

const TITLES: Readonly<Record<CallDirection, string>> = { callers: 'Callers', callees: 'Callees' };

/** The callers or the callees under a title. Only the active pane has a selected line. */
function paneLines(
  state: ViewerState,
  screen: FunctionScreen,
  direction: CallDirection,
  height: number,
  layout: Layout<FunctionCells>,
  theme: Theme,
): readonly string[] {
  const view = paneView(state, screen, direction);
  const { top, selected } = screen[direction].list;
  const isActive = screen.active === direction && !isSourceActive(state, screen);
  const hints = hintsByFunction(state);
  const lines = callNumbers(view, top, top + height).map((line, at) => {
    const name = callName(state.table, screen, line.other, layout.nameWidth, theme.glyphs);
    const found = foundIn(state, line.other, name);
    const { share, estimates } = line;
    const cells = { numbers: line, share, estimates, hasHint: hints.has(line.other), name, found };
    return rowLine(cells, isActive && top + at === selected ? 'selected' : 'plain', layout, theme);
  });
  const range = view.calls.length > height ? `${top + 1}-${Math.min(top + height, view.calls.length)}` : '';
  return [
    ruleLine(paneTitle(TITLES[direction], view, screen[direction], theme.glyphs), range, isActive, layout.width, theme),
    ...fillLines(
      lines.length === 0 ? [view.hidden > 0 ? '  none that is shown' : '  none in this profile'] : lines,
      height,
    ),
  ];
}

/** What is not to be seen by a name is said in words: that a function calls itself, that a caller was not profiled. */
function callName(
  table: ProfileTable,
  { function: self, scroll }: FunctionScreen,
  other: FunctionIndex,
  nameWidth: number,
  { ellipsis }: Glyphs,
): string {
  if (other === self) return cutEnd('itself (recursion)', nameWidth, ellipsis);
  const words = other < table.length ? '' : ' (no row)';
  const width = Math.max(1, nameWidth - words.length);
  return cutEnd(scrolledName(table, other, { nameWidth: width, scroll }, ellipsis) + words, nameWidth, ellipsis);
}

/** `Callers (3) by cumtime ▼`, `Callees (5, 2 hidden, 4 below 0.05 %) by cumtime ▼` */
function paneTitle(
  title: string,
  { calls, hasTimes, hidden, negligible }: CallsView,
  { sort, isReversed }: CallsPane,
  glyphs: Glyphs,
): string {
  const passedOver = [
    ...(hidden === 0 ? [] : [`${hidden} hidden`]),
    ...(negligible === 0 ? [] : [`${negligible} below ${LEAST_ESTIMATE_TEXT}`]),
  ];
  if (calls.length === 0) return passedOver.length === 0 ? title : `${title} (${passedOver.join(', ')})`;
  const counts = [String(calls.length), ...passedOver, ...(hasTimes ? [] : ['counted only'])];
  return `${title} (${counts.join(', ')}) by ${sort} ${orderMark(sort, isReversed, glyphs)}`;
}

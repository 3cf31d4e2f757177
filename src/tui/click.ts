import { partAt } from './frame-part.ts';
import { frontOf, overlayOf } from './front.ts';
import { pressKey } from './press.ts';
import type { Front } from './screen.ts';
import { wordsOfColumn } from './sorted-column.ts';
import type { BoundSpot } from './spot.ts';
import type { Theme } from './theme.ts';
import { currentScreen } from './trail.ts';
import { type Clicked, forgetLastKey, say, type ViewerState } from './viewer.ts';
import type { Cell } from './window.ts';

/** What the left button did. `isSecond`: with the press before it makes a double click. */
export type Click = { readonly cell: Cell; readonly what: 'press' | 'release'; readonly isSecond: boolean };

/**
 * The state after a click: what stands in the cell says what it does, and cells that say nothing do nothing. What gives
 * the terminal away waits for the release, which would else be typed into the shell or the editor.
 */
export function clickAt(before: ViewerState, click: Click, theme: Theme): ViewerState {
  return click.what === 'press' ? pressAt(before, click, theme) : releaseAt(before, click.cell, theme);
}

function pressAt(before: ViewerState, { cell, isSecond }: Click, theme: Theme): ViewerState {
  const part = partAt(before, cell, theme);
  if (part === null) return before;
  if (part.kind === 'key') {
    const after = pressKey(before, part.key);
    return givesTerminalAway(after) ? { ...before, clicked: { kind: 'key', key: part.key } } : after;
  }
  const state = forgetLastKey(before);
  const spot = spotAt(state, part.cell);
  if (spot === null || (isSecond && spot.kind !== 'heading')) return isSecond ? clickAgain(before, spot) : before;
  if (spot.kind === 'heading') return sortByColumn(state, frontOf(state), spot.column);
  const selected = spot.select();
  const key = spot.kind === 'row' && !part.isBlank ? spot.key : null;
  return key === null ? { ...selected, clicked: clickedRow(selected) } : pressKey(selected, key);
}

function releaseAt(state: ViewerState, cell: Cell, theme: Theme): ViewerState {
  const { clicked } = state;
  if (clicked?.kind !== 'key') return state;
  const part = partAt(state, cell, theme);
  const isSame = part?.kind === 'key' && part.key === clicked.key;
  const released = { ...state, clicked: null };
  return isSame ? pressKey(released, clicked.key) : released;
}

/** What the first click selected is opened by the second; where that one did more, the second does nothing. */
function clickAgain(state: ViewerState, spot: BoundSpot | null): ViewerState {
  const { clicked } = state;
  const isSelected = clicked?.kind === 'row' && clicked.screen === currentScreen(state);
  return spot?.kind === 'row' && isSelected ? pressKey(state, 'enter') : state;
}

function clickedRow(state: ViewerState): Clicked {
  return { kind: 'row', screen: currentScreen(state) };
}

/** What stands in a cell of the body. While a line is typed the list below it is only looked at. */
function spotAt(state: ViewerState, cell: Cell): BoundSpot | null {
  const overlay = overlayOf(state);
  return overlay === null ? frontOf(state).spotAt(cell) : overlay.spotAt(cell);
}

function givesTerminalAway({ isDone, effect }: ViewerState): boolean {
  return isDone || effect?.kind === 'stop' || effect?.kind === 'edit';
}

/** By a column, and by the same column the other way round. A column that nothing is sorted by does nothing. */
function sortByColumn(state: ViewerState, front: Front, column: string): ViewerState {
  const { choices, current } = front.sortMenu();
  const words = wordsOfColumn(column);
  const found = words.map((word) => choices.findIndex((choice) => choice.words.includes(word) || choice.by === word));
  const at = found.find((place) => place >= 0);
  const choice = at === undefined ? undefined : choices[at];
  if (choice === undefined) return state;
  if (at === current) return pressKey(state, 'r');
  const reason = front.whyNotSort(choice.by);
  return reason === null ? front.sortBy(choice.by) : say(state, reason);
}

/** The state after a notch of the wheel: it scrolls what the pointer is over. */
export function wheelAt(state: ViewerState, cell: Cell, key: 'wheel-up' | 'wheel-down', theme: Theme): ViewerState {
  const part = state.overlay === null ? partAt(state, cell, theme) : null;
  return pressKey(part?.kind === 'body' ? frontOf(state).goToPane(part.cell) : state, key);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { FunctionIndex } from '../../src/profile/function-keys.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { namedOrdering } from '../../src/tui/orders.ts';
import { pressKey } from '../../src/tui/press.ts';
import { type FunctionScreen, functionScreen } from '../../src/tui/screens/function/panes.ts';
import * as functions from '../../src/tui/screens/functions/functions.ts';
import type { FunctionsScreen } from '../../src/tui/screens/functions/request.ts';
import { currentScreen, openScreen } from '../../src/tui/trail.ts';
import type { ScreenKind, ScreensByKind, ViewerStart, ViewerState } from '../../src/tui/viewer.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

/** A real dump, with its directories, as the program gives it to the viewer. */
export function readTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

/** The viewer as it starts: sorted by cumulative time, in a terminal of 80x24. */
export function openViewer(table: ProfileTable, columns: number = 80, rows: number = 24): ViewerState {
  return openWith({ table }, columns, rows);
}

/** The same, with more than a profile. */
export function openWith(
  start: Omit<ViewerStart, 'title' | 'size'>,
  columns: number = 80,
  rows: number = 24,
): ViewerState {
  const ordering = namedOrdering('cumulative');
  return functions.openViewer({ ...start, title: 'out.prof', size: { columns, rows }, ordering, isReversed: false });
}

/** The state after some keys, each by its name in the key table. */
export function press(state: ViewerState, ...keys: readonly string[]): ViewerState {
  return keys.reduce(pressKey, state);
}

/** The screen in front, which has to be of that kind. */
function screenAs<K extends ScreenKind>(state: ViewerState, kind: K): ScreensByKind[K] {
  const screen = currentScreen(state);
  const isThat = (other: ScreensByKind[ScreenKind]): other is ScreensByKind[K] => other.kind === kind;
  if (!isThat(screen)) throw new Error(`the screen in front is ${screen.kind}, not ${kind}`);
  return screen;
}

export function functionScreenOf(state: ViewerState): FunctionScreen {
  return screenAs(state, 'function');
}

export function functionsScreenOf(state: ViewerState): FunctionsScreen {
  return screenAs(state, 'functions');
}

/** The screen of a function in front, however one came there. */
export function openFunctionOf(state: ViewerState, row: FunctionIndex): ViewerState {
  return openScreen(state, functionScreen(state, row));
}

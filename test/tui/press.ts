import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { FunctionIndex } from '../../src/profile/function-keys.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { actionOfKey } from '../../src/tui/keymap/keymap.ts';
import { namedOrdering } from '../../src/tui/state/function-orders.ts';
import { type FunctionScreen, functionScreen } from '../../src/tui/state/function-screen.ts';
import type { FoundHints } from '../../src/tui/state/hints-screen.ts';
import { reduce } from '../../src/tui/state/reduce.ts';
import { opened } from '../../src/tui/state/trail.ts';
import { currentScreen, firstState, type ViewerStart, type ViewerState } from '../../src/tui/state/viewer-state.ts';
import type { NoSourceView, SourceView } from '../../src/views/source-view.ts';

export type { ViewerState } from '../../src/tui/state/viewer-state.ts';

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
  start: Omit<ViewerStart, 'title' | 'size' | 'ordering' | 'isReversed'>,
  columns: number = 80,
  rows: number = 24,
): ViewerState {
  const ordering = namedOrdering('cumulative');
  return firstState({ ...start, title: 'out.prof', size: { columns, rows }, ordering, isReversed: false });
}

/** The state after some keys, each by its name in the key table. */
export function press(state: ViewerState, ...keys: readonly string[]): ViewerState {
  return keys.reduce((before, key) => {
    const action = actionOfKey(before, key);
    return action === null ? before : reduce(before, action);
  }, state);
}

export function functionScreenOf(state: ViewerState): FunctionScreen {
  const screen = currentScreen(state);
  if (screen.kind !== 'function') throw new Error(`the ${screen.kind} are shown, not a function`);
  return screen;
}

/** The screen of a function in front, however one came there. */
export function openFunctionOf(state: ViewerState, row: FunctionIndex): ViewerState {
  return opened(state, functionScreen(state.table, row));
}

export function readSource(state: ViewerState, view: SourceView | NoSourceView): ViewerState {
  return reduce(state, { type: 'source-read', table: state.table, view });
}

export function findHints(state: ViewerState, found: FoundHints): ViewerState {
  return reduce(state, { type: 'hints-found', found });
}

export function reload(state: ViewerState, table: ProfileTable): ViewerState {
  return reduce(state, { type: 'reloaded', table });
}

export function resize(state: ViewerState, columns: number, rows: number): ViewerState {
  return reduce(state, { type: 'resize', size: { columns, rows } });
}

export function hearCandidates(state: ViewerState, candidates: readonly string[]): ViewerState {
  return reduce(state, { type: 'candidates', candidates });
}

export function questionOverwriting(state: ViewerState, path: string): ViewerState {
  return reduce(state, { type: 'ask-overwrite', path });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { actionOfKey } from '../../src/tui/keymap/keymap.ts';
import { namedOrdering } from '../../src/tui/state/function-orders.ts';
import type { FunctionScreen } from '../../src/tui/state/function-screen.ts';
import { reduce } from '../../src/tui/state/reduce.ts';
import { currentScreen, firstState, type ViewerState } from '../../src/tui/state/viewer-state.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

/** A real dump, with its directories, as the program gives it to the viewer. */
export function readTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

/** The viewer as it starts: sorted by cumulative time, in a terminal of 80x24. */
export function openViewer(table: ProfileTable, columns: number = 80, rows: number = 24): ViewerState {
  const ordering = namedOrdering('cumulative');
  return firstState({ table, title: 'out.prof', size: { columns, rows }, ordering, isReversed: false });
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

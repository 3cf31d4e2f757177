import { BUILTIN_FILE, functionKey } from '../../profile/function-name.ts';
import type { Place } from './place.ts';
import { selectedHint } from './reduce-hints.ts';
import { frontScreen } from './screens.ts';
import { isSourceActive, selectedSourceRow } from './source-pane.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** The place of the function that the cursor is on, of the line of its source, or of a hint; null for a built-in, and where the cursor is on none. */
export function placeInFront(state: ViewerState): Place | null {
  const selected = frontScreen(state).selected();
  if (selected === undefined) return null;
  const screen = currentScreen(state);
  const hint = screen.kind === 'hints' ? selectedHint(state, screen) : undefined;
  if (hint !== undefined) return { file: hint.file, line: hint.line };
  const row =
    screen.kind === 'function' && isSourceActive(state, screen) ? selectedSourceRow(state, screen) : undefined;
  const { file, line } = functionKey(state.table, selected);
  const path = state.table.strings.text(file);
  return path === BUILTIN_FILE
    ? null
    : { file: path, line: row?.kind === 'line' ? row.line.number : Math.max(1, Math.trunc(line)) };
}

/** Why there is no place to go to, in a sentence for the user; null where there is one. */
export function whyNoPlace(state: ViewerState): string | null {
  if (frontScreen(state).selected() === undefined) return 'No function is selected.';
  return placeInFront(state) === null ? 'A built-in has no place in a file.' : null;
}

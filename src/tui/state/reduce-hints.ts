import type { Hint } from '../../hints/hint.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionScreen } from './function-screen.ts';
import { foundHints } from './hint-marks.ts';
import type { HintsScreen } from './hints-screen.ts';
import { type ListBounds, move, select } from './list-state.ts';
import type { ScreenLogic } from './screen-logic.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

/** The screen of hints. */
export const HINTS: ScreenLogic<HintsScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, hintsBounds(state)) });
      case 'enter':
        return entered(state, screen);
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({ ...screen, list: select(screen.list, screen.list.selected, hintsBounds(state)) }),
  refusal: (state, screen, action) => {
    switch (action.type) {
      case 'enter':
        return selectedHint(state, screen) === undefined ? 'There is no hint to open.' : null;
      case 'sort':
      case 'sort-column':
      case 'reverse':
        return 'Hints are ranked: the surest first, then those with the most to gain.';
      default:
        return null;
    }
  },
  selected: (state, screen): FunctionIndex | undefined => selectedHint(state, screen)?.row,
  crumb: () => 'hints',
  sortMenu: () => ({ what: 'hints', choices: [], current: -1 }),
};

export function shownHints(state: ViewerState): readonly Hint[] {
  return foundHints(state)?.view?.hints ?? [];
}

export function selectedHint(state: ViewerState, { list }: HintsScreen): Hint | undefined {
  return shownHints(state)[list.selected];
}

/** The list has a third of the window, the selected hint the rest: it is what one reads. */
export function hintsBounds(state: ViewerState): ListBounds {
  const { length } = shownHints(state);
  const room = functionsHeight(state.size);
  return { length, height: Math.max(1, Math.min(length, Math.floor(room / 3))) };
}

/** To the function, with its source at the place. */
function entered(state: ViewerState, screen: HintsScreen): ViewerState {
  const hint = selectedHint(state, screen);
  if (hint === undefined) return state;
  const target = functionScreen(state.table, hint.row);
  const at = Math.max(0, hint.line - hint.functionLine);
  const list = { selected: at, top: Math.max(0, at - LINES_ABOVE) };
  return opened(state, { ...target, source: { ...target.source, isActive: true, list } });
}

/** So much of the source is seen above the place. */
const LINES_ABOVE = 3;

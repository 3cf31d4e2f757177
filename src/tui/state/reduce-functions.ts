import { NO_FILTER } from '../../views/functions-view.ts';
import { functionsLayout } from '../rows/list-layouts.ts';
import { nextMatch, whyNoMatch } from './find-match.ts';
import { choiceOf, FUNCTION_CHOICES, namedOrdering } from './function-orders.ts';
import { functionScreen } from './function-screen.ts';
import { type FunctionsScreen, wanted } from './functions-screen.ts';
import { toggledOwnCode } from './hide-menu.ts';
import { move, select } from './list-state.ts';
import { functionsBounds, selectedFunction, visibleFunctions } from './looked-at.ts';
import { whyNoScroll } from './name-scroll.ts';
import type { ScreenLogic } from './screen-logic.ts';
import { requested } from './show-functions.ts';
import { columnBeside, sortedColumn, whyNoColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

/** The list of all functions. */
export const FUNCTIONS: ScreenLogic<FunctionsScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, {
          ...screen,
          list: move(screen.list, action.movement, functionsBounds(state, screen)),
        });
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return requested(state, screen, { ordering: namedOrdering(action.by), isReversed: false });
      case 'sort-column':
        return sortedByColumnBeside(state, screen, action.step);
      case 'scroll':
        return withScreen(state, { ...screen, scroll: screen.scroll + action.step });
      case 'reverse':
        return requested(state, screen, { isReversed: !wanted(screen).isReversed });
      case 'find':
        return found(state, screen, action.direction);
      case 'lift-filter':
        return requested(state, screen, { filter: NO_FILTER });
      case 'toggle-own-code':
        return toggledOwnCode(state, screen);
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, functionsBounds(state, screen)),
  }),
  refusal: (state, screen, action) => {
    switch (action.type) {
      case 'enter':
        return selectedFunction(screen) === undefined ? 'There is no function to open.' : null;
      case 'reverse':
        return wanted(screen).ordering.order === null
          ? 'The order of the dump cannot be reversed: choose a sort key first.'
          : null;
      case 'sort-column':
        return whyNoColumn({ from: sortedColumn(wanted(screen).ordering), step: action.step });
      case 'scroll':
        return whyNoScroll(state.table, visibleFunctions(state, screen), {
          scroll: screen.scroll,
          step: action.step,
          nameWidth: functionsLayout(state, screen).nameWidth,
        });
      case 'find':
        return whyNoMatch(screen);
      case 'lift-filter':
        return wanted(screen).filter.text === '' ? 'There is no filter to lift.' : null;
      default:
        return null;
    }
  },
  selected: (_, screen) => selectedFunction(screen),
  crumb: () => 'functions',
  sortMenu: (screen) => ({
    what: 'functions',
    choices: FUNCTION_CHOICES,
    current: choiceOf(wanted(screen).ordering),
  }),
};

function entered(state: ViewerState, screen: FunctionsScreen): ViewerState {
  const target = selectedFunction(screen);
  return target === undefined ? state : opened(state, functionScreen(state.table, target));
}

function sortedByColumnBeside(state: ViewerState, screen: FunctionsScreen, step: number): ViewerState {
  const beside = columnBeside({ from: sortedColumn(wanted(screen).ordering), step });
  if (beside === undefined) return state;
  return requested(state, screen, { ordering: namedOrdering(beside.functions), isReversed: false });
}

function found(state: ViewerState, screen: FunctionsScreen, direction: 'next' | 'previous'): ViewerState {
  const position = nextMatch(screen, direction);
  if (position === null) return state;
  return withScreen(state, { ...screen, list: select(screen.list, position, functionsBounds(state, screen)) });
}

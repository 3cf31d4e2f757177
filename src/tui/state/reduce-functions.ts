import { positionOf } from '../../views/functions-view.ts';
import { functionsLayout } from '../rows/list-layouts.ts';
import { choiceOf, FUNCTION_CHOICES, namedOrdering } from './function-orders.ts';
import { functionScreen } from './function-screen.ts';
import type { FunctionsScreen } from './functions-screen.ts';
import { follow, move, select } from './list-state.ts';
import { functionsBounds, selectedFunction, viewOf, visibleFunctions } from './looked-at.ts';
import { whyNoScroll } from './name-scroll.ts';
import type { ScreenLogic } from './screen-logic.ts';
import { columnBeside, sortedColumn, whyNoColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

/** The list of all functions. */
export const FUNCTIONS: ScreenLogic<FunctionsScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, functionsBounds(state)) });
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return resorted(state, screen, { ...screen, ordering: namedOrdering(action.by), isReversed: false });
      case 'sort-column':
        return sortedByColumnBeside(state, screen, action.step);
      case 'reverse':
        return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
      case 'scroll':
        return withScreen(state, { ...screen, scroll: screen.scroll + action.step });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, functionsBounds(state)),
  }),
  refusal: (state, screen, action) => {
    switch (action.type) {
      case 'enter':
        return selectedFunction(state, screen) === undefined ? 'There is no function to open.' : null;
      case 'reverse':
        return screen.ordering.order === null
          ? 'The order of the dump cannot be reversed: choose a sort key first.'
          : null;
      case 'sort-column':
        return whyNoColumn({ from: sortedColumn(screen.ordering), step: action.step });
      case 'scroll':
        return whyNoScroll(state.table, visibleFunctions(state, screen), {
          scroll: screen.scroll,
          step: action.step,
          nameWidth: functionsLayout(state, screen).nameWidth,
        });
      default:
        return null;
    }
  },
  selected: selectedFunction,
  crumb: () => 'functions',
  sortMenu: ({ ordering }) => ({ what: 'functions', choices: FUNCTION_CHOICES, current: choiceOf(ordering) }),
};

function entered(state: ViewerState, screen: FunctionsScreen): ViewerState {
  const target = selectedFunction(state, screen);
  return target === undefined ? state : opened(state, functionScreen(state.table, target));
}

function sortedByColumnBeside(state: ViewerState, screen: FunctionsScreen, step: number): ViewerState {
  const beside = columnBeside({ from: sortedColumn(screen.ordering), step });
  if (beside === undefined) return state;
  return resorted(state, screen, { ...screen, ordering: namedOrdering(beside.functions), isReversed: false });
}

/**
 * The selected function stays selected, wherever the new order puts it. Only at the top one stays at the top:
 * who presses `t` there wants to see which functions lead.
 */
function resorted(state: ViewerState, from: FunctionsScreen, to: FunctionsScreen): ViewerState {
  const selected = selectedFunction(state, from);
  const isAtTop = from.list.selected === 0 || selected === undefined;
  const wanted = isAtTop ? 0 : positionOf(viewOf(state, to), selected);
  return withScreen(state, { ...to, list: follow(from.list, wanted, functionsBounds(state)) });
}

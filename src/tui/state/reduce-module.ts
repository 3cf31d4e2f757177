import type { FunctionIndex } from '../../profile/function-keys.ts';
import { rowsOfGroup } from '../../views/modules/modules-view.ts';
import { choiceOf, FUNCTION_CHOICES, namedOrdering } from './function-orders.ts';
import { functionScreen } from './function-screen.ts';
import { follow, type ListBounds, move, select } from './list-state.ts';
import type { ModuleScreen } from './modules-screen.ts';
import type { ScreenLogic } from './screen-logic.ts';
import { columnBeside, sortedColumn, whyNoColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

/** The functions of a file, a package or a library. */
export const MODULE: ScreenLogic<ModuleScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, boundsOf(state, screen)) });
      case 'enter': {
        const target = selectedRow(state, screen);
        return target === undefined ? state : opened(state, functionScreen(state.table, target));
      }
      case 'sort':
        return sortedBy(state, screen, action.by);
      case 'sort-column': {
        const beside = columnBeside({ from: sortedColumn(screen.ordering), step: action.step });
        return beside === undefined ? state : sortedBy(state, screen, beside.functions);
      }
      case 'reverse':
        return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, boundsOf(state, screen)),
  }),
  refusal: (state, screen, action) => {
    switch (action.type) {
      case 'enter':
        return selectedRow(state, screen) === undefined ? 'There is no function to open.' : null;
      case 'reverse':
        return screen.ordering.order === null
          ? 'The order of the dump cannot be reversed: choose a sort key first.'
          : null;
      case 'sort-column':
        return whyNoColumn({ from: sortedColumn(screen.ordering), step: action.step });
      default:
        return null;
    }
  },
  selected: selectedRow,
  crumb: ({ name }) => name,
  sortMenu: ({ ordering }) => ({ what: 'functions', choices: FUNCTION_CHOICES, current: choiceOf(ordering) }),
};

/** The functions in the screen's order. */
export function moduleRows({ table }: ViewerState, { by, name, ordering, isReversed }: ModuleScreen): Int32Array {
  const rows = rowsOfGroup(table, by, name, ordering.order);
  return isReversed && ordering.order !== null ? rows.toReversed() : rows;
}

function selectedRow(state: ViewerState, screen: ModuleScreen): FunctionIndex | undefined {
  return moduleRows(state, screen)[screen.list.selected];
}

function sortedBy(state: ViewerState, screen: ModuleScreen, word: string): ViewerState {
  return resorted(state, screen, { ...screen, ordering: namedOrdering(word), isReversed: false });
}

/** The selected function stays selected, but at the top one stays at the top. */
function resorted(state: ViewerState, from: ModuleScreen, to: ModuleScreen): ViewerState {
  const selected = selectedRow(state, from);
  const isAtTop = from.list.selected === 0 || selected === undefined;
  const wanted = isAtTop ? 0 : moduleRows(state, to).indexOf(selected);
  return withScreen(state, { ...to, list: follow(from.list, wanted, boundsOf(state, to)) });
}

function boundsOf(state: ViewerState, screen: ModuleScreen): ListBounds {
  return { length: moduleRows(state, screen).length, height: functionsHeight(state.size) };
}

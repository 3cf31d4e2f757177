import { isSorted, NO_FILTER } from '../../views/functions-view.ts';
import { functionsLayout } from '../rows/list-layouts.ts';
import { nextMatch, whyNoMatch } from './find-match.ts';
import { choiceOf, FUNCTION_CHOICES, namedOrdering } from './function-orders.ts';
import { functionScreen } from './function-screen.ts';
import { type FunctionsScreen, wanted } from './functions-screen.ts';
import { toggledOwnCode } from './hide-menu.ts';
import { move, select } from './list-state.ts';
import { functionsBounds, selectedFunction, visibleFunctions } from './looked-at.ts';
import { isMemoryWord, MEMORY_CHOICES, memoryOrdering, NO_SNAPSHOT } from './memory-orders.ts';
import { whyNoScroll } from './name-scroll.ts';
import type { ScreenLogic } from './screen-logic.ts';
import { requested } from './show-functions.ts';
import { functionColumnBeside, lastColumnWords, sortedColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

/** The list of all functions. */
export const FUNCTIONS: ScreenLogic<FunctionsScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, {
          ...screen,
          anchor: null,
          list: move(screen.list, action.movement, functionsBounds(state, screen)),
        });
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return sortedBy(state, screen, action.by);
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
        return isSorted(wanted(screen).ordering)
          ? null
          : 'The order of the dump cannot be reversed: choose a sort key first.';
      case 'sort':
        return state.memory === null && isMemoryWord(action.by) ? NO_SNAPSHOT : null;
      case 'sort-column':
        return wordBeside(state, screen, action.step) === undefined ? lastColumnWords(action.step) : null;
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
  sortMenu: (screen, { memory }) => {
    const { ordering } = wanted(screen);
    const choices = memory === null ? FUNCTION_CHOICES : [...MEMORY_CHOICES, ...FUNCTION_CHOICES];
    const ofMemory = MEMORY_CHOICES.findIndex(({ by }) => by === ordering.name);
    const ofProfile = choiceOf(ordering);
    const current = memory === null ? ofProfile : ofMemory >= 0 ? ofMemory : ofProfile + MEMORY_CHOICES.length;
    return { what: 'functions', choices, current };
  },
};

function entered(state: ViewerState, screen: FunctionsScreen): ViewerState {
  const target = selectedFunction(screen);
  return target === undefined ? state : opened(state, functionScreen(state.table, target));
}

function sortedBy(state: ViewerState, screen: FunctionsScreen, word: string): ViewerState {
  const ordering = memoryOrdering(state, word) ?? (isMemoryWord(word) ? null : namedOrdering(word));
  return ordering === null ? state : requested(state, screen, { ordering, isReversed: false });
}

function sortedByColumnBeside(state: ViewerState, screen: FunctionsScreen, step: number): ViewerState {
  const word = wordBeside(state, screen, step);
  return word === undefined ? state : sortedBy(state, screen, word);
}

function wordBeside({ memory }: ViewerState, screen: FunctionsScreen, step: number): string | undefined {
  return functionColumnBeside({ from: sortedColumn(wanted(screen).ordering), step }, memory !== null);
}

function found(state: ViewerState, screen: FunctionsScreen, direction: 'next' | 'previous'): ViewerState {
  const position = nextMatch(screen, direction);
  if (position === null) return state;
  const list = select(screen.list, position, functionsBounds(state, screen));
  return withScreen(state, { ...screen, anchor: null, list });
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import { NO_FILTER } from '../../views/functions-view.ts';
import { MEMORY_SORT_KEYS, type MemorySortName } from '../../views/memory-order.ts';
import { MEMORY_GROUPINGS, memoryOwner, memoryPositionOf, memoryRowAt } from '../../views/memory-view.ts';
import type { FrontAction } from './action.ts';
import { functionScreen } from './function-screen.ts';
import { follow, LIST_START, move, select } from './list-state.ts';
import type { MemoryScreen } from './memory-screen.ts';
import { memoryBounds, memoryViewOf } from './memory-window.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { lastColumnWords } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

/** The screen of live memory. */
export const MEMORY: ScreenLogic<MemoryScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, memoryBounds(state, screen)) });
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return sortedBy(state, screen, action.by);
      case 'sort-column':
        return sortedBy(state, screen, columnBeside(screen, action.step) ?? '');
      case 'reverse':
        return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
      case 'regroup':
        return regrouped(state, screen, action.step);
      case 'lift-filter':
        return resorted(state, screen, { ...screen, filter: NO_FILTER });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, memoryBounds(state, screen)),
  }),
  refusal: refusalOf,
  crumb: ({ grouping }) => `memory by ${grouping}`,
  selected: (_state, screen) => selectedFunction(screen),
  sortMenu: (screen) => ({
    what: 'memory',
    choices: choicesOf(screen),
    current: choicesOf(screen).findIndex(({ by }) => by === screen.sort),
  }),
};

/** The row that the cursor is on; undefined in an empty snapshot. */
export function selectedMemoryRow(screen: MemoryScreen): number | undefined {
  return memoryRowAt(memoryViewOf(screen), screen.list.selected);
}

function selectedFunction(screen: MemoryScreen): FunctionIndex | undefined {
  const row = selectedMemoryRow(screen);
  if (row === undefined) return undefined;
  const owner = memoryOwner(memoryViewOf(screen), row);
  return 'function' in owner ? (owner.function ?? undefined) : undefined;
}

type MemoryChoice = SortChoice & { readonly by: MemorySortName };

function choicesOf({ source }: MemoryScreen): readonly MemoryChoice[] {
  const hasGrowth = source.memory.before !== null;
  return MEMORY_SORT_KEYS.filter(({ needsGrowth }) => hasGrowth || needsGrowth !== true).map(({ name, title }) => ({
    words: [name],
    title,
    by: name,
  }));
}

function refusalOf(_state: ViewerState, screen: MemoryScreen, action: FrontAction): string | null {
  switch (action.type) {
    case 'enter':
      return selectedFunction(screen) === undefined ? whyNoFunction(screen) : null;
    case 'sort':
      return choicesOf(screen).some(({ by }) => by === action.by) ? null : 'A snapshot has no times and no calls.';
    case 'lift-filter':
      return screen.filter.text === '' ? 'There is no filter to lift.' : null;
    case 'sort-column':
      return columnBeside(screen, action.step) === undefined ? lastColumnWords(action.step) : null;
    default:
      return null;
  }
}

function whyNoFunction({ grouping }: MemoryScreen): string {
  return grouping === 'file'
    ? 'A file is no function: Tab shows lines and tracebacks.'
    : 'This memory is in no function of the profile.';
}

/** The columns stand in the order of the sort keys. */
function columnBeside(screen: MemoryScreen, step: number): MemorySortName | undefined {
  const choices = choicesOf(screen);
  return choices[choices.findIndex(({ by }) => by === screen.sort) + step]?.by;
}

function entered(state: ViewerState, screen: MemoryScreen): ViewerState {
  const target = selectedFunction(screen);
  return target === undefined ? state : opened(state, functionScreen(state.table, target));
}

function sortedBy(state: ViewerState, screen: MemoryScreen, word: string): ViewerState {
  const choice = choicesOf(screen).find(({ by }) => by === word);
  return choice === undefined ? state : resorted(state, screen, { ...screen, sort: choice.by, isReversed: false });
}

/** The selected row stays selected, unless it is the first: then one wants to see what leads. */
function resorted(state: ViewerState, from: MemoryScreen, to: MemoryScreen): ViewerState {
  const row = selectedMemoryRow(from);
  const isAtTop = from.list.selected === 0 || row === undefined;
  const wanted = isAtTop ? 0 : Math.max(0, memoryPositionOf(memoryViewOf(to), row));
  return withScreen(state, { ...to, list: follow(from.list, wanted, memoryBounds(state, to)) });
}

function regrouped(state: ViewerState, screen: MemoryScreen, step: number): ViewerState {
  const count = MEMORY_GROUPINGS.length;
  const grouping = MEMORY_GROUPINGS[(MEMORY_GROUPINGS.indexOf(screen.grouping) + step + count) % count];
  return grouping === undefined ? state : withScreen(state, { ...screen, grouping, list: LIST_START });
}

import { type GroupIndex, groupsOf } from '../../views/modules/grouping.ts';
import { type ModuleColumn, type ModulesView, modulesView } from '../../views/modules/modules-view.ts';
import type { FrontAction } from './action.ts';
import { namedOrdering } from './function-orders.ts';
import { follow, LIST_START, type ListBounds, move, select } from './list-state.ts';
import { GROUPING_NAMES, GROUPINGS, type ModuleScreen, type ModulesScreen } from './modules-screen.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

const MODULE_CHOICES: readonly (SortChoice & { readonly by: ModuleColumn })[] = [
  { words: ['ncalls'], title: 'calls of its functions', by: 'ncalls' },
  { words: ['tottime'], title: 'time in its functions themselves', by: 'tottime' },
  { words: ['cumtime'], title: 'time with all that it calls', by: 'cumtime' },
  { words: ['functions'], title: 'how many functions it has', by: 'functions' },
  { words: ['name'], title: 'its name', by: 'name' },
];

/** The files, packages or libraries of a profile. */
export const MODULES: ScreenLogic<ModulesScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, boundsOf(state, screen)) });
      case 'enter':
        return entered(state, screen);
      case 'regroup':
        return withScreen(state, { ...screen, by: groupingBeside(screen, action.step), list: LIST_START });
      case 'sort':
        return sortedBy(
          state,
          screen,
          MODULE_CHOICES.find(({ by }) => by === action.by),
        );
      case 'sort-column':
        return sortedBy(state, screen, choiceBeside(screen, action.step));
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
        return selectedGroup(state, screen) === undefined ? 'There is nothing to open.' : null;
      case 'sort-column':
        return whyNoChoiceBeside(screen, action);
      default:
        return null;
    }
  },
  selected: () => undefined,
  crumb: ({ by }) => GROUPING_NAMES[by].many,
  sortMenu: (screen) => ({
    what: GROUPING_NAMES[screen.by].many,
    choices: MODULE_CHOICES,
    current: MODULE_CHOICES.findIndex(({ by }) => by === screen.sort),
  }),
};

export function modulesOf({ table }: ViewerState, { by, sort, isReversed }: ModulesScreen): ModulesView {
  return modulesView(table, by, sort, isReversed);
}

function selectedGroup(state: ViewerState, screen: ModulesScreen): GroupIndex | undefined {
  return modulesOf(state, screen).groups[screen.list.selected];
}

function groupingBeside({ by }: ModulesScreen, step: number): ModulesScreen['by'] {
  return GROUPINGS[(GROUPINGS.indexOf(by) + step + GROUPINGS.length) % GROUPINGS.length] ?? by;
}

function entered(state: ViewerState, screen: ModulesScreen): ViewerState {
  const group = selectedGroup(state, screen);
  if (group === undefined) return state;
  const module: ModuleScreen = {
    kind: 'module',
    by: screen.by,
    name: groupsOf(state.table, screen.by).names[group] ?? '',
    ordering: namedOrdering(screen.sort === 'cumtime' || screen.sort === 'ncalls' ? screen.sort : 'tottime'),
    isReversed: false,
    list: LIST_START,
  };
  return opened(state, module);
}

function choiceBeside({ sort }: ModulesScreen, step: number) {
  return MODULE_CHOICES[MODULE_CHOICES.findIndex(({ by }) => by === sort) + step];
}

function whyNoChoiceBeside(
  screen: ModulesScreen,
  { step }: Extract<FrontAction, { type: 'sort-column' }>,
): string | null {
  if (choiceBeside(screen, step) !== undefined) return null;
  return step < 0 ? 'This is the first column.' : 'This is the last column.';
}

function sortedBy(
  state: ViewerState,
  screen: ModulesScreen,
  choice: { readonly by: ModuleColumn } | undefined,
): ViewerState {
  return choice === undefined ? state : resorted(state, screen, { ...screen, sort: choice.by, isReversed: false });
}

/** The selected one stays selected, but at the top one stays at the top. */
function resorted(state: ViewerState, from: ModulesScreen, to: ModulesScreen): ViewerState {
  const group = selectedGroup(state, from);
  const isAtTop = from.list.selected === 0 || group === undefined;
  const wanted = isAtTop ? 0 : modulesOf(state, to).groups.indexOf(group);
  return withScreen(state, { ...to, list: follow(from.list, wanted, boundsOf(state, to)) });
}

function boundsOf(state: ViewerState, screen: ModulesScreen): ListBounds {
  return { length: groupsOf(state.table, screen.by).names.length, height: functionsHeight(state.size) };
}

import { functionKey } from '../../profile/function-name.ts';
import { partsOf } from '../../profile/parts.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { type Contribution, functionContributions, profileContributions } from '../../views/contributions.ts';
import type { FrontAction } from './action.ts';
import { functionScreen } from './function-screen.ts';
import { follow, type ListBounds, move, select } from './list-state.ts';
import type { ProfilesScreen, ProfilesSort } from './profiles-screen.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

type Choice = SortChoice & { readonly by: ProfilesSort };

const CHOICES: readonly Choice[] = [
  { words: ['given'], title: 'the order in which they were given', by: 'given' },
  { words: ['ncalls'], title: 'calls', by: 'ncalls' },
  { words: ['tottime'], title: 'time in the functions themselves', by: 'tottime' },
];

const CHOICES_OF_FUNCTION: readonly Choice[] = [
  ...CHOICES,
  { words: ['cumtime'], title: 'time with all that it calls', by: 'cumtime' },
];

/** The merged profiles one by one. */
export const PROFILES: ScreenLogic<ProfilesScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, boundsOf(state)) });
      case 'enter':
        return screen.function === null ? state : opened(state, functionScreen(state.table, screen.function));
      case 'sort':
        return sortedBy(
          state,
          screen,
          choicesOf(screen).find(({ by }) => by === action.by),
        );
      case 'sort-column':
        return sortedBy(state, screen, choiceBeside(screen, action.step));
      case 'reverse':
        return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({ ...screen, list: select(screen.list, screen.list.selected, boundsOf(state)) }),
  refusal: refusalOf,
  selected: (_state, screen) => screen.function ?? undefined,
  crumb: ({ function: index }, table) =>
    index === null ? 'profiles' : `${table.strings.text(functionKey(table, index).name)} in each profile`,
  sortMenu: (screen) => ({
    what: 'profiles',
    choices: choicesOf(screen),
    current: choicesOf(screen).findIndex(({ by }) => by === screen.sort),
  }),
};

function refusalOf(_state: ViewerState, screen: ProfilesScreen, action: FrontAction): string | null {
  switch (action.type) {
    case 'enter':
      return screen.function === null ? 'Go to a function and press F: it shows that function in each profile.' : null;
    case 'sort':
      return choicesOf(screen).some(({ by }) => by === action.by) ? null : 'A whole profile has no such number.';
    case 'sort-column':
      if (choiceBeside(screen, action.step) !== undefined) return null;
      return action.step < 0 ? 'This is the first column.' : 'This is the last column.';
    default:
      return null;
  }
}

/** Why there is no such screen. */
export function whyNoProfiles(table: ProfileTable): string | null {
  return partsOf(table).length > 0 ? null : 'This is one profile: give several files to see what each brought.';
}

/** The profiles in the screen's order. */
export function contributionsOf({ table }: ViewerState, screen: ProfilesScreen): readonly Contribution[] {
  const { function: index, sort, isReversed } = screen;
  const given = index === null ? profileContributions(table) : functionContributions(table, index, timeOf(sort));
  const sorted = sort === 'given' ? given : given.toSorted((a, b) => numberIn(b, sort) - numberIn(a, sort) || 0);
  return isReversed ? sorted.toReversed() : sorted;
}

/** Which time the shares of a function are of. */
export function timeOf(sort: ProfilesSort): 'tottime' | 'cumtime' {
  return sort === 'tottime' ? 'tottime' : 'cumtime';
}

function numberIn({ numbers }: Contribution, sort: 'ncalls' | 'tottime' | 'cumtime'): number {
  const number = sort === 'ncalls' ? Number(numbers?.ncalls ?? -1) : numbers?.[sort];
  return Number.isFinite(number) ? Number(number) : -1;
}

function choicesOf(screen: ProfilesScreen): readonly Choice[] {
  return screen.function === null ? CHOICES : CHOICES_OF_FUNCTION;
}

function choiceBeside(screen: ProfilesScreen, step: number): Choice | undefined {
  const choices = choicesOf(screen);
  return choices[choices.findIndex(({ by }) => by === screen.sort) + step];
}

function sortedBy(state: ViewerState, screen: ProfilesScreen, choice: Choice | undefined): ViewerState {
  return choice === undefined ? state : resorted(state, screen, { ...screen, sort: choice.by, isReversed: false });
}

/** The selected profile stays selected, but at the top one stays at the top. */
function resorted(state: ViewerState, from: ProfilesScreen, to: ProfilesScreen): ViewerState {
  const name = contributionsOf(state, from)[from.list.selected]?.name;
  const isAtTop = from.list.selected === 0;
  const wanted = isAtTop ? 0 : contributionsOf(state, to).findIndex((other) => other.name === name);
  return withScreen(state, { ...to, list: follow(from.list, wanted, boundsOf(state)) });
}

function boundsOf({ table, size }: ViewerState): ListBounds {
  return { length: partsOf(table).length, height: functionsHeight(size) };
}

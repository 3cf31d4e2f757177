import { formatCount } from '../../profile/count-column.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey, standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import { partsOf } from '../../profile/parts.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { TableRow } from '../../report/document.ts';
import { NUMBER_COLUMNS, numberCells } from '../../report/list-markdown.ts';
import { code } from '../../report/phrase.ts';
import { cutStart } from '../../text/display.ts';
import { type Contribution, functionContributions, profileContributions } from '../../views/contributions.ts';
import type { Layout } from '../column.ts';
import { CHANGE_COLUMNS, type FunctionCells, NOT_IN_SUMS } from '../function-columns.ts';
import { layoutColumns } from '../layout-columns.ts';
import {
  LIST_START,
  type ListState,
  listScreen,
  type MenuChoice,
  rankText,
  type Sorting,
  sortActions,
  UNITS,
} from '../list.ts';
import { functionWidths, sumWidth } from '../measure-numbers.ts';
import { countedHeading, countedName, shownText } from '../name.ts';
import { NO_NUMBERS } from '../number.ts';
import { directionMark, type FunctionRow, listLines } from '../row.ts';
import { type Drawing, MOST_LINES, type ScreenType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { BACK, ENTER, inFrontAs, lastOfKind, openScreen } from '../trail.ts';
import type { ViewerState } from '../viewer.ts';
import { hasSummary, listHeight } from '../window.ts';
import { openFunction } from './function/panes.ts';

declare module '../viewer.ts' {
  interface ScreensByKind {
    readonly profiles: ProfilesScreen;
  }
}

/** The merged profiles one by one: as a whole, or one function in each of them. */
type ProfilesScreen = {
  readonly kind: 'profiles';
  /** null: all functions. */
  readonly function: FunctionIndex | null;
  readonly sort: ProfilesSort;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** `given`: in the order in which they were given. */
type ProfilesSort = 'given' | 'ncalls' | 'tottime' | 'cumtime';

type Choice = MenuChoice & { readonly by: ProfilesSort };

const CHOICES: readonly Choice[] = [
  { words: ['given'], title: 'the order in which they were given', by: 'given' },
  { words: ['ncalls'], title: 'calls', by: 'ncalls' },
  { words: ['tottime'], title: 'time in the functions themselves', by: 'tottime' },
];

const CHOICES_OF_FUNCTION: readonly Choice[] = [
  ...CHOICES,
  { words: ['cumtime'], title: 'time with all that it calls', by: 'cumtime' },
];

function choicesOf(screen: ProfilesScreen): readonly Choice[] {
  return screen.function === null ? CHOICES : CHOICES_OF_FUNCTION;
}

function profilesScreen(index: FunctionIndex | null): ProfilesScreen {
  return { kind: 'profiles', function: index, sort: 'given', isReversed: false, list: LIST_START };
}

/** Opens a function as it is in each of the merged profiles. */
export function openInEachProfile(state: ViewerState, index: FunctionIndex): ViewerState {
  return openScreen(state, profilesScreen(index));
}

/** Why there is no such screen. */
export function whyNoProfiles(table: ProfileTable): string | null {
  return partsOf(table).length > 0 ? null : 'This is one profile: give several files to see what each contributed.';
}

/** The profiles in the screen's order. */
function contributionsOf({ table }: ViewerState, screen: ProfilesScreen): readonly Contribution[] {
  const { function: index, sort, isReversed } = screen;
  const given = index === null ? profileContributions(table) : functionContributions(table, index, timeOf(sort));
  const sorted = sort === 'given' ? given : given.toSorted((a, b) => numberIn(b, sort) - numberIn(a, sort) || 0);
  return isReversed ? sorted.toReversed() : sorted;
}

/** Which time the shares of a function are of. */
function timeOf(sort: ProfilesSort): 'tottime' | 'cumtime' {
  return sort === 'tottime' ? 'tottime' : 'cumtime';
}

function numberIn({ numbers }: Contribution, sort: 'ncalls' | 'tottime' | 'cumtime'): number {
  const number = sort === 'ncalls' ? Number(numbers?.ncalls ?? -1) : numbers?.[sort];
  return Number.isFinite(number) ? Number(number) : -1;
}

const LIST = listScreen<ProfilesScreen, string>({
  bounds: ({ table, size }) => ({ length: partsOf(table).length, height: listHeight(size) }),
  rowAt: (state, screen, position) => contributionsOf(state, screen)[position]?.name,
  positionOf: (state, screen, name) => contributionsOf(state, screen).findIndex((other) => other.name === name),
});

const sorting: Sorting<ProfilesScreen> = {
  menu: (_, screen) => {
    const choices = choicesOf(screen);
    return { what: 'profiles', choices, current: choices.findIndex(({ by }) => by === screen.sort) };
  },
  sortBy: (state, screen, word) => {
    const choice = choicesOf(screen).find(({ by }) => by === word);
    return choice === undefined ? state : LIST.resort(state, screen, { ...screen, sort: choice.by, isReversed: false });
  },
  reverse: (state, screen) => LIST.resort(state, screen, { ...screen, isReversed: !screen.isReversed }),
  whyNotBy: (_, screen, word) =>
    choicesOf(screen).some(({ by }) => by === word) ? null : 'A whole profile has no such number.',
};

/** What each of the merged profiles brought: in all, or to one function. */
export const PROFILES: ScreenType<ProfilesScreen> = {
  kind: 'profiles',
  top: {
    digit: '8',
    tab: 'Profiles',
    title: 'what each of several profiles contributed',
    open: (state) => lastOfKind(state, 'profiles', (screen) => screen.function === null) ?? profilesScreen(null),
    whyHere: (state) => (inFrontAs(state, 'profiles')?.function === null ? 'These are the profiles.' : null),
    whyNever: ({ table }) => whyNoProfiles(table),
  },
  crumb: ({ function: index }, table) =>
    index === null ? 'profiles' : `${table.strings.text(functionKey(table, index).name)} in each profile`,
  draw,
  spotAt: (state, screen, cell) => LIST.spotAt(state, screen, cell, layoutOf(state, screen), aboutOf(screen)),
  actions: {
    ...LIST.moves,
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (_, screen) =>
        screen.function === null ? 'Go to a function and press F: it shows that function in each profile.' : null,
      run: (state, screen) => openFunction(state, screen.function ?? undefined),
    },
    ...BACK,
    ...sortActions(sorting),
    ...UNITS,
  },
  sorting,
  selected: (_, screen) => screen.function ?? undefined,
  refit: LIST.refit,
  moveTo: ({ to, rowOf }, screen) => {
    const row = screen.function === null ? null : rowOf(screen.function);
    return row !== null && row < 0 ? null : LIST.refit(to, { ...screen, function: row });
  },
  meanings: {
    more: [
      { term: 'tot%, cum%', text: 'the share of this profile in the sum of all: in all functions, or with F in one' },
      { term: 'only here', text: 'functions that none of the other profiles has' },
    ],
  },
  markdown: (state, screen) => {
    const all = contributionsOf(state, screen);
    const functionsIn = functionCounts(state, screen);
    return [
      {
        heading: writtenHeading(state, screen),
        columns: [...NUMBER_COLUMNS, { title: 'functions', align: 'right' }, { title: 'profile', align: 'left' }],
        rows: all.slice(0, MOST_LINES).map((one) => writtenCells(one, functionsIn.get(one.name))),
        total: all.length,
      },
    ];
  },
};

/** How many functions each profile has, where they are shown as a whole. */
function functionCounts({ table }: ViewerState, screen: ProfilesScreen): ReadonlyMap<string, number> {
  const whole = screen.function === null ? profileContributions(table) : [];
  return new Map(whole.map(({ name, functions }) => [name, functions]));
}

function draw(state: ViewerState, screen: ProfilesScreen, theme: Theme): Drawing {
  const { table, size } = state;
  const rows = contributionsOf(state, screen);
  const place = rankText(screen.list, rows.length);
  const mark = directionMark('desc', screen.isReversed, theme.glyphs);
  const isWhole = screen.function === null;
  return {
    heading: isWhole ? 'profiles' : 'in each profile',
    position: hasSummary(size) ? `profile ${place}` : place,
    summary: [
      screen.function === null ? 'what each profile brought' : shownText(standardName(table, screen.function)),
      screen.sort === 'given' ? 'as given' : `by ${screen.sort} ${mark}`,
    ],
    status: statusText(state, screen, rows[screen.list.selected]),
    lines: tableLines(state, screen, rows, mark, theme),
  };
}

/** `25 functions, 3 only here: a.prof` */
function statusText({ table }: ViewerState, screen: ProfilesScreen, selected: Contribution | undefined): string {
  if (selected === undefined) return '';
  const name = shownText(selected.name);
  if (screen.function !== null) return selected.numbers === null ? `not in ${name}` : name;
  const whole = profileContributions(table).find((part) => part.name === selected.name);
  return whole === undefined ? name : `${plural(whole.functions, 'function')}, ${whole.onlyHere} only here: ${name}`;
}

/** The time that the shares are of. */
function aboutOf(screen: ProfilesScreen): 'tottime' | 'cumtime' {
  return screen.function === null ? 'tottime' : timeOf(screen.sort);
}

function layoutOf({ table, size, units }: ViewerState, screen: ProfilesScreen): Layout<FunctionCells> {
  const isWhole = screen.function === null;
  const { calls, seconds, durations } = functionWidths(table);
  const total = `${formatCount(table.totals.ncalls)}/${formatCount(table.totals.primitiveCalls)}`.length;
  return layoutColumns({
    width: size.columns,
    numbers: { calls: sumWidth(isWhole ? total : calls), seconds, durations },
    kind: table.kind,
    units,
    sorted: screen.sort === 'given' ? null : screen.sort,
    about: aboutOf(screen),
    omitted: isWhole ? ['cumtime', ...NOT_IN_SUMS] : CHANGE_COLUMNS,
  });
}

function tableLines(
  state: ViewerState,
  screen: ProfilesScreen,
  rows: readonly Contribution[],
  mark: string,
  theme: Theme,
): readonly string[] {
  const { size } = state;
  const isWhole = screen.function === null;
  const sorted = screen.sort === 'given' ? null : screen.sort;
  const layout = layoutOf(state, screen);
  const functionsIn = functionCounts(state, screen);
  const { ellipsis } = theme.glyphs;
  const { top } = screen.list;
  const shown = rows.slice(top, top + listHeight(size)).map(({ name: profile, numbers, share }): FunctionRow => {
    const functions = functionsIn.get(profile);
    const name =
      functions === undefined
        ? cutStart(shownText(profile), layout.nameWidth, ellipsis)
        : countedName(functions, profile, layout.nameWidth, ellipsis);
    return { numbers: numbers ?? NO_NUMBERS, share, name };
  });
  const name = isWhole ? countedHeading('profile', layout.nameWidth) : 'profile';
  const percent = aboutOf(screen) === 'tottime' ? 'tot%' : 'cum%';
  return listLines(shown, screen.list, { sorted, mark, percent, name }, layout, theme);
}

function writtenHeading({ table }: ViewerState, { function: index, sort, isReversed }: ProfilesScreen): string {
  const what = index === null ? 'Profiles' : `${standardName(table, index)} in each profile`;
  return `${what} ${sort === 'given' ? 'as given' : `by ${sort}`}${isReversed ? ', reversed' : ''}`;
}

function writtenCells({ name, numbers, share }: Contribution, functions: number | undefined): TableRow {
  const cells = numberCells({ numbers: numbers ?? NO_NUMBERS, share });
  return [...cells, functions === undefined ? '' : String(functions), [code(name)]];
}

import { formatCount } from '../../profile/count-column.ts';
import { plural } from '../../profile/notes.ts';
import type { TableRow } from '../../report/document.ts';
import { type Estimates, NUMBER_COLUMNS, numberCells } from '../../report/list-markdown.ts';
import { code } from '../../report/phrase.ts';
import { isChoosable } from '../../views/choose-own.ts';
import { type GroupIndex, type Grouping, IMPORTS, moduleGroups } from '../../views/modules/grouping.ts';
import {
  type ModuleColumn,
  type ModuleLine,
  type ModulesView,
  moduleLines,
  modulesView,
} from '../../views/modules/modules-view.ts';
import type { Layout } from '../column.ts';
import { type FunctionCells, NOT_IN_SUMS } from '../function-columns.ts';
import {
  allTakenText,
  HIDDEN_TOTAL_MEANINGS,
  HIDE,
  hidingOf,
  hidingProgress,
  hidingText,
  ownCodeNow,
  withoutText,
  withShownOrigins,
} from '../hiding.ts';
import { layoutColumns } from '../layout-columns.ts';
import {
  follow,
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
import { directionMark, type FunctionRow, listLines } from '../row.ts';
import { type Drawing, MOST_LINES, type Move, type ScreenType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind, withScreen } from '../trail.ts';
import { hasModules, type ViewerState } from '../viewer.ts';
import { hasSummary, listHeight } from '../window.ts';
import { GROUPING_NAMES, groupingDrawing, openModule } from './module.ts';

declare module '../viewer.ts' {
  interface ScreensByKind {
    readonly modules: ModulesScreen;
  }
}

/** The files, packages or libraries of a profile. */
type ModulesScreen = {
  readonly kind: 'modules';
  readonly by: Grouping;
  readonly sort: ModuleColumn;
  readonly isReversed: boolean;
  readonly list: ListState;
  /** What was selected in the profile before this one, until this one's modules have been added up. */
  readonly wanted: string | null;
};

const CHOICES: readonly (MenuChoice & { readonly by: ModuleColumn })[] = [
  { words: ['ncalls'], title: 'calls of its functions', by: 'ncalls' },
  { words: ['tottime'], title: 'time in its functions themselves', by: 'tottime' },
  { words: ['cumtime'], title: 'time with all that it calls', by: 'cumtime' },
  { words: ['functions'], title: 'how many functions it has', by: 'functions' },
  { words: ['name'], title: 'its name', by: 'name' },
];

function viewOf(state: ViewerState, { by, sort, isReversed }: ModulesScreen): ModulesView {
  const { table } = state;
  const hiding = hidingOf(state);
  if (!hasModules(state, by)) return { table, hiding, by, sort, groups: [] };
  return modulesView(table, by, sort, isReversed, hiding);
}

const LIST = listScreen<ModulesScreen, GroupIndex>({
  bounds: (state, screen) => ({ length: viewOf(state, screen).groups.length, height: listHeight(state.size) }),
  rowAt: (state, screen, position) => viewOf(state, screen).groups[position],
  positionOf: (state, screen, group) => viewOf(state, screen).groups.indexOf(group),
});

const sorting: Sorting<ModulesScreen> = {
  menu: (_, { by, sort }) => ({
    what: GROUPING_NAMES[by].many,
    choices: CHOICES,
    current: CHOICES.findIndex((choice) => choice.by === sort),
  }),
  sortBy: (state, screen, word) => {
    const choice = CHOICES.find(({ by }) => by === word);
    return choice === undefined ? state : LIST.resort(state, screen, { ...screen, sort: choice.by, isReversed: false });
  },
  reverse: (state, screen) => LIST.resort(state, screen, { ...screen, isReversed: !screen.isReversed }),
};

/** The time and the calls by file, package or library. */
export const MODULES: ScreenType<ModulesScreen> = {
  kind: 'modules',
  top: {
    digit: '5',
    tab: 'Modules',
    title: 'libraries, packages and files',
    needsCallers: true,
    open: (state) =>
      lastOfKind(state, 'modules') ?? {
        kind: 'modules',
        by: 'library',
        sort: 'tottime',
        isReversed: false,
        list: LIST_START,
        wanted: null,
      },
    whyHere: (state) => (currentScreen(state).kind === 'modules' ? 'These are the libraries and files.' : null),
  },
  crumb: ({ by }) => GROUPING_NAMES[by].many,
  draw,
  spotAt: (state, screen, cell) => LIST.spotAt(state, screen, cell, layoutOf(state, screen), aboutOf(screen)),
  actions: {
    'modules.regroup': {
      keys: ['tab'],
      group: 'open',
      help: 'group by library, package or file',
      label: 'by',
      run: (state, screen) => regroup(state, screen, 1),
    },
    'modules.regroup-back': {
      keys: ['shift-tab'],
      group: 'open',
      help: 'the same, backwards',
      run: (state, screen) => regroup(state, screen, -1),
    },
    ...LIST.moves,
    enter: {
      ...ENTER,
      whyNot: (state, screen) => (LIST.selectedRow(state, screen) === undefined ? 'There is nothing to open.' : null),
      run: openSelected,
    },
    ...BACK,
    ...sortActions(sorting),
    ...HIDE,
    'modules.own': {
      keys: ['M'],
      group: 'filter',
      help: 'take it for your own code, or take it back',
      label: 'own',
      whyNot: whyNotOwn,
      run: (state, screen) => ({ ...state, effect: { kind: 'own', files: choosableFiles(state, screen) } }),
    },
    ...UNITS,
  },
  sorting,
  selected: () => undefined,
  refit: refitModules,
  moveTo: moveModules,
  leavesOut: true,
  meanings: {
    more: [
      {
        term: 'library',
        text: 'the first part of a package: django of django.db.models; packages begin below site-packages, the standard library, or the directory of your own files',
      },
      {
        term: '(imports)',
        text: 'what Python does to import, and the bodies of library modules; a profile does not say which module imported which, since one function calls all the bodies: python -X importtime does',
      },
      {
        term: 'own code',
        text: 'what counts as yours for hiding, hints and the summary; M on a library, package or file changes it until you quit, --mine from the start',
      },
      ...HIDDEN_TOTAL_MEANINGS,
      { term: 'cumtime', text: 'from each entry from outside until it is left, hidden functions included' },
      {
        term: '~ before cumtime',
        text: 'an estimate: what it calls calls it back, and a profile does not tell which calls are inside others; never less than its longest function',
      },
      { term: '{builtins.list}', text: 'in braces: built-in functions and methods, by their module and type' },
    ],
  },
  markdown: (state, screen) => {
    if (!hasModules(state, screen.by)) return [];
    const view = viewOf(state, screen);
    const { many, one } = GROUPING_NAMES[screen.by];
    return [
      {
        heading: `Time by ${one}: ${many} by ${screen.sort}${screen.isReversed ? ', reversed' : ''}${withoutText(state)}`,
        columns: [...NUMBER_COLUMNS, { title: 'functions', align: 'right' }, { title: one, align: 'left' }],
        rows: moduleLines(view, 0, MOST_LINES).map(writtenCells),
        total: view.groups.length,
      },
    ];
  },
};

/** The modules with another profile, or with other functions hidden: the same one stays selected, if it is there. */
function moveModules({ from, to }: Move, screen: ModulesScreen): ModulesScreen {
  const wanted = screen.list.selected === 0 ? null : (selectedName(from, screen) ?? screen.wanted);
  return refitModules(to, { ...screen, wanted });
}

function refitModules(state: ViewerState, screen: ModulesScreen): ModulesScreen {
  const { by, list, wanted } = screen;
  if (!hasModules(state, by)) return screen;
  if (wanted === null) return LIST.refit(state, screen);
  const { names } = moduleGroups(state.table, by);
  const { groups } = viewOf(state, screen);
  const position = groups.findIndex((group) => names[group] === wanted);
  const bounds = { length: groups.length, height: listHeight(state.size) };
  return { ...screen, list: follow(list, position < 0 ? list.selected : position, bounds), wanted: null };
}

/** In the order in which Tab goes through them: from the largest units to the smallest. */
const GROUPINGS: readonly Grouping[] = ['library', 'package', 'file'];

function regroup(state: ViewerState, screen: ModulesScreen, step: -1 | 1): ViewerState {
  const by = GROUPINGS[(GROUPINGS.indexOf(screen.by) + step + GROUPINGS.length) % GROUPINGS.length] ?? screen.by;
  return withScreen(state, { ...screen, by, list: LIST_START, wanted: null });
}

function selectedName(state: ViewerState, screen: ModulesScreen): string | undefined {
  const group = LIST.selectedRow(state, screen);
  return group === undefined ? undefined : moduleGroups(state.table, screen.by).names[group];
}

function choosableFiles(state: ViewerState, screen: ModulesScreen): readonly string[] {
  const name = selectedName(state, screen);
  return name === undefined ? [] : moduleGroups(state.table, screen.by).filesOf(name).filter(isChoosable);
}

/** Why what the cursor is on cannot be taken for one's own code, or null. */
function whyNotOwn(state: ViewerState, screen: ModulesScreen): string | null {
  const name = selectedName(state, screen);
  if (name === undefined) return 'There is nothing to take: m shows what is hidden.';
  if (name === IMPORTS.library) return 'Imports belong to all libraries: take one of those, or a file (Tab).';
  return choosableFiles(state, screen).length === 0 ? "Built-ins and generated code are nobody's own." : null;
}

function openSelected(state: ViewerState, screen: ModulesScreen): ViewerState {
  const group = LIST.selectedRow(state, screen);
  if (group === undefined) return state;
  const sort = screen.sort === 'cumtime' || screen.sort === 'ncalls' ? screen.sort : 'tottime';
  return openModule(state, screen.by, moduleGroups(state.table, screen.by).names[group] ?? '', sort);
}

function draw(state: ViewerState, screen: ModulesScreen, theme: Theme): Drawing {
  const { size, units } = state;
  const view = viewOf(state, screen);
  const { top, selected } = screen.list;
  const lines = moduleLines(view, top, top + listHeight(size));
  const mark = directionMark(screen.sort === 'name' ? 'asc' : 'desc', screen.isReversed, theme.glyphs);
  const { many, one } = GROUPING_NAMES[screen.by];
  if (!hasModules(state, screen.by)) return groupingDrawing(withShownOrigins(state, many), screen.by, theme);
  const place = `${hidingProgress(state, theme.glyphs)}${hasSummary(size) ? `${one} ` : ''}${rankText(screen.list, view.groups.length)}`;
  const hiding = hidingText(view.hiding, { units, glyphs: theme.glyphs });
  return {
    heading: withShownOrigins(state, many),
    position: place,
    summary: [hiding ?? explanation(lines, many), `by ${screen.sort} ${mark}`],
    status: view.groups.length === 0 ? allTakenText(state, many) : statusText(state, lines[selected - top]),
    lines: tableLines(state, screen, lines, mark, theme),
  };
}

/** What one has to know to read the numbers, in one line. */
function explanation(lines: readonly ModuleLine[], many: string): string {
  if (lines.some(({ isEstimate }) => isEstimate)) return '~ about so long: it is entered again while it runs';
  return `cumtime: from coming into one of the ${many} to leaving it`;
}

/** What counts as the user's own code, and what the cursor is on. */
function statusText(state: ViewerState, line: ModuleLine | undefined): string {
  if (line === undefined) return '';
  return `${ownCodeNow(state)}   ${plural(line.functions, 'function')}: ${shownText(line.name)}`;
}

/** The time that the shares are of. */
function aboutOf({ sort }: ModulesScreen): 'tottime' | 'cumtime' {
  return sort === 'cumtime' ? 'cumtime' : 'tottime';
}

function layoutOf(state: ViewerState, screen: ModulesScreen): Layout<FunctionCells> {
  const { table, size, units } = state;
  const { calls, seconds, durations } = functionWidths(hidingOf(state)?.table ?? table);
  const total = formatCount(table.totals.ncalls).length;
  return layoutColumns({
    width: size.columns,
    // sums are wider than what is added, by so many digits at most as there are
    numbers: { calls: sumWidth(Math.max(calls, total)), seconds: seconds + 1, durations: durations + 1 },
    kind: table.kind,
    units,
    sorted: screen.sort === 'functions' ? null : screen.sort,
    about: aboutOf(screen),
    omitted: NOT_IN_SUMS,
  });
}

function tableLines(
  state: ViewerState,
  screen: ModulesScreen,
  lines: readonly ModuleLine[],
  mark: string,
  theme: Theme,
): readonly string[] {
  const { sort, by, list } = screen;
  const layout = layoutOf(state, screen);
  const sorted = sort === 'functions' ? null : sort;
  const rows = lines.map((line): FunctionRow => {
    const name = countedName(line.functions, line.name, layout.nameWidth, theme.glyphs.ellipsis);
    return { numbers: line, share: line.share, estimates: estimatesOf(line), name };
  });
  const percent = sort === 'cumtime' ? 'cum%' : 'tot%';
  const name = countedHeading(GROUPING_NAMES[by].one, layout.nameWidth);
  return listLines(rows, list, { sorted, mark, percent, name }, layout, theme);
}

function estimatesOf({ isEstimate, isTottimeEstimate }: ModuleLine): Estimates {
  if (isTottimeEstimate) return isEstimate ? 'times' : 'tottime';
  return isEstimate ? 'cumtime' : 'none';
}

function writtenCells(line: ModuleLine): TableRow {
  const { share } = line;
  const numbers = numberCells({ numbers: line, share, estimates: estimatesOf(line) });
  return [...numbers, String(line.functions), [code(line.name)]];
}

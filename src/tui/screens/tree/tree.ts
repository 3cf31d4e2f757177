import { standardName } from '../../../profile/function-name.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { isEstimated, type ListedLine } from '../../../report/list-markdown.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import type { CallNode, CallTree } from '../../../views/call-tree/call-node.ts';
import { isChain, nodesOfLine } from '../../../views/call-tree/chains.ts';
import type { TreeColumn, TreeSort } from '../../../views/call-tree/children.ts';
import { folded, isUnfolded, unfolded } from '../../../views/call-tree/fold.ts';
import { type OpenedMany, openedBelow, openedHotPath } from '../../../views/call-tree/open-many.ts';
import { type OpenTree, reopened, returned } from '../../../views/call-tree/reopen.ts';
import { resorted } from '../../../views/call-tree/resort.ts';
import { splicedCallsOf } from '../../../views/call-tree/spliced-calls.ts';
import { callsHaveTimes } from '../../../views/call-tree/split.ts';
import {
  closed,
  firstLines,
  LINES_AT_ONCE,
  lineAbove,
  type NodeLine,
  opened,
  type TreeLine,
  type TreeLines,
} from '../../../views/call-tree/tree-lines.ts';
import { treeNumbers } from '../../../views/call-tree/tree-numbers.ts';
import { HIDE, hidingOf, withoutText } from '../../hiding.ts';
import {
  follow,
  LIST_START,
  listScreen,
  type MenuChoice,
  type Sorting,
  select,
  sortActions,
  UNITS,
} from '../../list.ts';
import { whyNoRow } from '../../name.ts';
import { MOST_LINES, type Move, type ScreenType } from '../../screen.ts';
import { callsBeside } from '../../sorted-column.ts';
import type { Spot } from '../../spot.ts';
import { BACK, ENTER, inFrontAs, lastOfKind, openScreen, withScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import { type Cell, listHeight } from '../../window.ts';
import { openFunction } from '../function/panes.ts';
import { percentAtEnd } from './chain-name.ts';
import { MEANINGS_OF_TREE } from './meanings.ts';
import { drawTree, hasMark, isMarkAt, selectedTreeLine, type TreeScreen, treeLayout } from './picture.ts';

/** A tree as it opens: by cumtime, upwards from all functions by tottime, and without times by calls. */
function treeScreen(tree: CallTree): TreeScreen {
  const isBottomUp = tree.direction === 'callers' && tree.start === null;
  const by = isBottomUp ? 'tottime' : callsHaveTimes(tree.table) ? 'cumtime' : 'ncalls';
  return openedTree(tree, { by, isReversed: false });
}

function openedTree(tree: CallTree, sort: TreeSort): TreeScreen {
  return { kind: 'tree', tree, sort, lines: firstLines(tree, sort), list: LIST_START, ofAll: null };
}

/** A tree of what is shown. */
function treeIn(state: ViewerState, start: number | null, direction: CallDirection): CallTree {
  const { table } = state;
  const hiding = hidingOf(state);
  return { table, direction, start, shown: hiding === null ? null : splicedCallsOf(table, hiding) };
}

/** Opens the tree of a function: what it calls, or who calls it. */
export function openTree(state: ViewerState, start: number, direction: CallDirection): ViewerState {
  return openScreen(state, treeScreen(treeIn(state, start, direction)));
}

const CHOICES: readonly (MenuChoice & { readonly by: TreeColumn })[] = [
  { words: ['cumtime'], title: 'cumulative time', by: 'cumtime' },
  { words: ['tottime'], title: 'internal time', by: 'tottime' },
  { words: ['ncalls'], title: 'call count', by: 'ncalls' },
];

const LIST = listScreen<TreeScreen, TreeLine>({
  bounds: ({ size }, { lines }) => ({ length: lines.length, height: listHeight(size) }),
  rowAt: (_, { lines }, position) => lines[position],
  positionOf: (_, { lines }, line) => lines.indexOf(line),
});

const sorting: Sorting<TreeScreen> = {
  menu: (_, { sort }) => ({ what: 'calls', choices: CHOICES, current: CHOICES.findIndex(({ by }) => by === sort.by) }),
  sortBy: (state, screen, word) => {
    const choice = CHOICES.find(({ by }) => by === word);
    return choice === undefined ? state : resort(state, screen, { by: choice.by, isReversed: false });
  },
  reverse: (state, screen) => resort(state, screen, { ...screen.sort, isReversed: !screen.sort.isReversed }),
  beside: (_, { tree, sort }, step) =>
    callsBeside(sort.by, step, callsHaveTimes(tree.table) ? CHOICES.map(({ by }) => by) : ['ncalls']),
  whyNotBy: (_, { tree }, by) =>
    (by !== 'tottime' && by !== 'cumtime') || callsHaveTimes(tree.table)
      ? null
      : 'This profile has counts and no times for calls.',
};

/**
 * A tree of calls: the first line is where it starts, deeper lines are what is called from there, or calls it. Where
 * there is nothing to open or to close, its keys do what they do elsewhere: enter, go back.
 */
export const TREE: ScreenType<TreeScreen> = {
  kind: 'tree',
  top: {
    digit: '3',
    tab: 'Tree',
    title: 'call tree of the whole program',
    needsCallers: true,
    open: (state) =>
      lastOfKind(state, 'tree', (screen) => isOfProgram(screen, state)) ?? treeScreen(treeIn(state, null, 'callees')),
    whyHere: (state) => {
      const screen = inFrontAs(state, 'tree');
      return screen !== null && isOfProgram(screen, state) ? 'This is the call tree of the whole program.' : null;
    },
  },
  crumb: ({ tree }) => (tree.direction === 'callees' ? 'call tree' : 'inverted tree'),
  draw: drawTree,
  spotAt,
  actions: {
    'tree.expand': {
      keys: ['enter', 'right', 'l'],
      group: 'open',
      help: 'show what it calls, or what calls it',
      label: 'expand',
      whyNot: (_, screen) => whyNoExpand(screen),
      run: (state, screen) => {
        const { tree, lines, list, sort } = screen;
        return withLines(state, screen, opened(tree, lines, list.selected, sort), list.selected);
      },
    },
    'tree.unfold': {
      keys: ['right', 'l'],
      group: 'open',
      help: 'again, on a chain: the functions that it is',
      whyNot: (_, screen) => whyNoUnfold(screen),
      run: (state, screen) => {
        const { tree, lines, list, sort } = screen;
        return withLines(state, screen, unfolded(tree, lines, list.selected, sort), list.selected);
      },
    },
    'tree.collapse': {
      keys: ['left', 'h'],
      group: 'open',
      help: 'fold a chain, close it, or go to the line above',
      label: 'close',
      whyNot: (_, screen) =>
        isOpen(screen) || lineAbove(screen.lines, screen.list.selected) >= 0 ? null : 'There is nothing to close.',
      run: collapse,
    },
    'tree.hot-path': {
      keys: ['p'],
      group: 'open',
      help: 'follow the heaviest path to its end',
      label: 'hot path',
      whyNot: (_, screen) => whyNoMany(screen),
      run: (state, screen) => {
        const { tree, lines, list, sort } = screen;
        return withMany(state, screen, openedHotPath(tree, lines, list.selected, sort));
      },
    },
    'tree.expand-below': {
      keys: ['+'],
      group: 'open',
      help: 'open all below, at most 1000 lines at once',
      whyNot: (_, screen) => whyNoMany(screen),
      run: (state, screen) => {
        const { tree, lines, list, sort } = screen;
        return withMany(state, screen, openedBelow(tree, lines, list.selected, sort));
      },
    },
    'tree.collapse-all': {
      keys: ['-'],
      group: 'open',
      help: 'close all',
      run: (state, screen) => withLines(state, screen, firstLines(screen.tree, screen.sort), 0),
    },
    'tree.invert': {
      keys: ['i'],
      group: 'open',
      help: 'invert the tree: callers in place of callees',
      label: 'invert',
      run: (state, { tree }) =>
        withScreen(state, treeScreen({ ...tree, direction: tree.direction === 'callees' ? 'callers' : 'callees' })),
    },
    ...LIST.moves,
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: ({ table }, screen) => whyNoEnter(table, screen),
      run: (state, screen) => openFunction(state, selectedNode(screen)?.function),
    },
    ...BACK,
    ...sortActions(sorting),
    ...HIDE,
    ...UNITS,
  },
  sorting,
  selected: (_, screen) => selectedNode(screen)?.function,
  refit: LIST.refit,
  moveTo,
  leavesOut: true,
  meanings: { more: MEANINGS_OF_TREE },
  markdown: (state, { tree, sort, lines }) => {
    const nodes = lines.filter((line) => line.kind === 'node');
    const what = tree.direction === 'callees' ? 'Call tree' : 'Inverted call tree';
    return [
      {
        heading: `${what} by ${sort.by}${sort.isReversed ? ', reversed' : ''}${withoutText(state)}`,
        lines: nodes.slice(0, MOST_LINES).map((line) => listedLine(tree, sort, line)),
        total: nodes.length,
      },
    ];
  },
};

/** The mark of a line opens and closes it. */
function spotAt(state: ViewerState, screen: TreeScreen, cell: Cell): Spot<TreeScreen> | null {
  const layout = treeLayout(state, screen);
  const spot = LIST.spotAt(state, screen, cell, layout, screen.sort.by === 'tottime' ? 'tottime' : 'cumtime');
  const line = spot?.kind === 'row' ? selectedTreeLine(spot.self) : undefined;
  if (spot?.kind !== 'row' || line?.kind !== 'node' || !hasMark(line)) return spot;
  return isMarkAt(line, layout, cell.x) ? { ...spot, key: line.isOpen ? 'left' : 'right' } : spot;
}

function isOfProgram({ tree }: TreeScreen, state: ViewerState): boolean {
  return tree.start === null && tree.table === state.table;
}

function selectedNode(screen: TreeScreen): CallNode | undefined {
  const line = selectedTreeLine(screen);
  return line?.kind === 'node' ? line.last : undefined;
}

function isOpen(screen: TreeScreen): boolean {
  const line = selectedTreeLine(screen);
  return line?.kind === 'node' && line.isOpen;
}

function whyNoEnter(table: ProfileTable, screen: TreeScreen): string | null {
  const line = selectedTreeLine(screen);
  if (line === undefined) return 'There is no function to open.';
  if (line.kind !== 'node') return 'This line is not a function.';
  return whyNoRow(table, line.last.function);
}

function whyNoUnfold(screen: TreeScreen): string | null {
  const line = selectedTreeLine(screen);
  const canUnfold = line?.kind === 'node' && isChain(line) && (line.isOpen || line.childCount === 0);
  return canUnfold ? null : (whyNoExpand(screen) ?? 'First it shows what is below.');
}

function whyNoExpand(screen: TreeScreen): string | null {
  const line = selectedTreeLine(screen);
  if (line === undefined) return 'There is nothing to open.';
  if (line.kind === 'rest' || (line.childCount > 0 && !line.isOpen)) return null;
  if (line.last.recursion !== 'none') return 'Recursion: this function is on its own path further up.';
  if (line.isOpen) return 'This is open already.';
  const isDown = screen.tree.direction === 'callees';
  if (screen.tree.shown != null) return isDown ? 'It calls nothing that is shown.' : 'Nothing that is shown calls it.';
  return isDown ? 'It calls nothing in this profile.' : 'Nothing in this profile calls it.';
}

function whyNoMany(screen: TreeScreen): string | null {
  const line = selectedTreeLine(screen);
  if (line?.kind === 'node' && line.childCount > 0) return null;
  return whyNoExpand(screen) ?? 'Enter shows more.';
}

/** Folds a chain, closes what is open; what is not leads to the line above it. */
function collapse(state: ViewerState, screen: TreeScreen): ViewerState {
  const { tree, lines, list } = screen;
  const line = selectedTreeLine(screen);
  if (line?.kind === 'node' && isUnfolded(tree, line))
    return withLines(state, screen, folded(tree, lines, list.selected), list.selected);
  if (isOpen(screen)) return withLines(state, screen, closed(lines, list.selected), list.selected);
  const above = lineAbove(lines, list.selected);
  return above < 0 ? state : withLines(state, screen, lines, above);
}

function withLines(state: ViewerState, screen: TreeScreen, lines: TreeLines, selected: number): ViewerState {
  const bounds = { length: lines.length, height: listHeight(state.size) };
  return withScreen(state, { ...screen, lines, list: select(screen.list, selected, bounds) });
}

function withMany(state: ViewerState, screen: TreeScreen, { lines, selected, isWhole }: OpenedMany): ViewerState {
  const next = withLines(state, screen, lines, selected);
  if (isWhole) return next;
  const count = lines.length - screen.lines.length;
  return { ...next, message: `${count} lines opened; there are more. One key opens at most ${LINES_AT_ONCE}.` };
}

/** The selected node stays selected, or where it is among the rest now, the one that it is below. */
function resort(state: ViewerState, screen: TreeScreen, sort: TreeSort): ViewerState {
  const lines = resorted(screen.tree, screen.lines, sort);
  let wanted = -1;
  for (let node = selectedNode(screen) ?? null; node !== null && wanted < 0; node = node.parent) {
    const sought = node;
    wanted = lines.findIndex((line) => line.kind === 'node' && line.node === sought);
  }
  const bounds = { length: lines.length, height: listHeight(state.size) };
  return withScreen(state, { ...screen, sort, lines, list: follow(screen.list, Math.max(0, wanted), bounds) });
}

/**
 * It begins at the same function. In another profile it is closed, for what was open may have other callees now; where
 * only other functions are hidden it is open where it was.
 */
function moveTo({ from, to, rowOf }: Move, screen: TreeScreen): TreeScreen | null {
  const { tree, sort, list } = screen;
  const start = tree.start === null ? null : rowOf(tree.start);
  if (start !== null && start < 0) return null;
  const moved = treeIn(to, start, tree.direction);
  if (from.table !== to.table) return openedTree(moved, sort);
  const { lines, selected, ofAll } = hideOthers(moved, screen);
  const bounds = { length: lines.length, height: listHeight(to.size) };
  return { ...screen, tree: moved, lines, ofAll, list: follow(list, selected, bounds) };
}

/** What was open below functions that are hidden is open again when all are shown. */
function hideOthers(
  tree: CallTree,
  { tree: before, sort, lines, list, ofAll }: TreeScreen,
): OpenTree & Pick<TreeScreen, 'ofAll'> {
  const left: OpenTree = { tree: before, lines, selected: list.selected };
  if (before.shown == null) return { ...reopened(tree, sort, left), ofAll: tree.shown == null ? null : left };
  if (ofAll === null || tree.shown != null) return { ...reopened(tree, sort, left), ofAll };
  return { ...returned(ofAll, sort, left), ofAll: null };
}

/** As far as the tree is open. */
function listedLine(tree: CallTree, sort: TreeSort, line: NodeLine): ListedLine {
  const numbers = treeNumbers(tree, line, sort.by);
  const { share, estimates } = numbers;
  const isShareEstimated = isEstimated(estimates, sort.by === 'tottime' ? 'tottime' : 'cumtime');
  return { numbers, share, estimates, isShareEstimated, name: listedName(tree, line), depth: line.depth };
}

function listedName({ table, direction }: CallTree, line: NodeLine): string {
  const nameOf = ({ function: index }: CallNode): string => standardName(table, index);
  if (!isChain(line)) return nameOf(line.node);
  const arrow = direction === 'callees' ? ' -> ' : ' <- ';
  const between = nodesOfLine(line).length - 2;
  return [nameOf(line.node), `${between} more`, `${nameOf(line.last)} (${percentAtEnd(line)})`].join(arrow);
}

import { standardName } from '../../profile/function-name.ts';
import type { TreeColumn, TreeSort } from '../../views/call-tree/children.ts';
import { type OpenedMany, openedBelow, openedHotPath } from '../../views/call-tree/open-many.ts';
import { resorted } from '../../views/call-tree/resort.ts';
import { callsHaveTimes } from '../../views/call-tree/split.ts';
import {
  closed,
  firstLines,
  LINES_AT_ONCE,
  lineAbove,
  opened as openedLine,
  type TreeLine,
  type TreeLines,
} from '../../views/call-tree/tree-lines.ts';
import type { FrontAction } from './action.ts';
import { functionScreen } from './function-screen.ts';
import { follow, type ListBounds, move, select } from './list-state.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { columnBeside, type SortStep, whyNoColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import { type TreeScreen, treeScreen } from './tree-screen.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

const TREE_CHOICES: readonly (SortChoice & { readonly by: TreeColumn })[] = [
  { words: ['cumtime'], title: 'cumulative time', by: 'cumtime' },
  { words: ['tottime'], title: 'internal time', by: 'tottime' },
  { words: ['ncalls'], title: 'call count', by: 'ncalls' },
];

/** A tree of calls. */
export const TREE: ScreenLogic<TreeScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, boundsOf(state, screen)) });
      case 'enter':
        return entered(state, screen);
      case 'expand':
        return expanded(state, screen);
      case 'collapse':
        return collapsed(state, screen);
      case 'expand-heaviest':
        return withMany(state, screen, openedHotPath(screen.tree, screen.lines, screen.list.selected, screen.sort));
      case 'expand-below':
        return withMany(state, screen, openedBelow(screen.tree, screen.lines, screen.list.selected, screen.sort));
      case 'collapse-all':
        return withLines(state, screen, firstLines(screen.tree, screen.sort), 0);
      case 'invert': {
        const direction = screen.tree.direction === 'callees' ? 'callers' : 'callees';
        return withScreen(state, treeScreen({ ...screen.tree, direction }));
      }
      case 'sort':
        return sortedBy(state, screen, action.by);
      case 'sort-column': {
        const beside = columnBeside(sortStep(screen, action.step));
        return beside === undefined ? state : sortedBy(state, screen, beside.calls);
      }
      case 'reverse':
        return inOrder(state, screen, { ...screen.sort, isReversed: !screen.sort.isReversed });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, boundsOf(state, screen)),
  }),
  refusal: refusalOf,
  selected: (_state, screen) => nodeOf(selectedLine(screen))?.function,
  crumb: ({ tree }) => (tree.direction === 'callees' ? 'call tree' : 'inverted tree'),
  sortMenu: ({ sort }) => ({
    what: 'calls',
    choices: TREE_CHOICES,
    current: TREE_CHOICES.findIndex(({ by }) => by === sort.by),
  }),
};

export function selectedLine({ lines, list }: TreeScreen): TreeLine | undefined {
  return lines[list.selected];
}

function nodeOf(line: TreeLine | undefined) {
  return line?.kind === 'node' ? line.node : undefined;
}

function refusalOf(state: ViewerState, screen: TreeScreen, action: FrontAction): string | null {
  const line = selectedLine(screen);
  switch (action.type) {
    case 'enter':
      return whyNoEnter(state, line);
    case 'expand':
      return whyNoExpand(screen, line);
    case 'expand-heaviest':
    case 'expand-below':
      return line?.kind === 'node' && line.childCount > 0 ? null : (whyNoExpand(screen, line) ?? 'Enter shows more.');
    case 'collapse':
      return isOpen(line) || lineAbove(screen.lines, screen.list.selected) >= 0 ? null : 'There is nothing to close.';
    case 'sort': {
      const isOfTimes = action.by === 'tottime' || action.by === 'cumtime';
      return !isOfTimes || callsHaveTimes(screen.tree.table) ? null : 'This profile has counts and no times for calls.';
    }
    case 'sort-column':
      return whyNoColumn(sortStep(screen, action.step));
    default:
      return null;
  }
}

function sortStep({ tree, sort }: TreeScreen, step: number): SortStep {
  const columns = TREE_CHOICES.map(({ by }) => by);
  return { from: sort.by, step, among: callsHaveTimes(tree.table) ? columns : ['ncalls'] };
}

function whyNoEnter({ table }: ViewerState, line: TreeLine | undefined): string | null {
  const node = nodeOf(line);
  if (node === undefined) return line === undefined ? 'There is no function to open.' : 'This line is no function.';
  return node.function < table.length
    ? null
    : `No row of its own in this profile: ${standardName(table, node.function)}`;
}

function whyNoExpand({ tree }: TreeScreen, line: TreeLine | undefined): string | null {
  if (line === undefined) return 'There is nothing to open.';
  if (line.kind === 'rest' || (line.childCount > 0 && !line.isOpen)) return null;
  if (line.node.recursion !== 'none') return 'Recursion: this function is on its own path further up.';
  if (line.isOpen) return 'This is open already.';
  return tree.direction === 'callees' ? 'It calls nothing in this profile.' : 'Nothing in this profile calls it.';
}

function isOpen(line: TreeLine | undefined): boolean {
  return line?.kind === 'node' && line.isOpen;
}

/** Opens the selected function's own screen. One without a row has nothing to show. */
function entered(state: ViewerState, screen: TreeScreen): ViewerState {
  const target = nodeOf(selectedLine(screen))?.function;
  if (target === undefined || target >= state.table.length) return state;
  return opened(state, functionScreen(state.table, target));
}

function expanded(state: ViewerState, screen: TreeScreen): ViewerState {
  const { tree, lines, list, sort } = screen;
  return withLines(state, screen, openedLine(tree, lines, list.selected, sort), list.selected);
}

/** Closes what is open; what is not leads to the line above it. */
function collapsed(state: ViewerState, screen: TreeScreen): ViewerState {
  const { lines, list } = screen;
  if (isOpen(selectedLine(screen))) return withLines(state, screen, closed(lines, list.selected), list.selected);
  const above = lineAbove(lines, list.selected);
  return above < 0 ? state : withLines(state, screen, lines, above);
}

function withLines(state: ViewerState, screen: TreeScreen, lines: TreeLines, selected: number): ViewerState {
  const changed = { ...screen, lines };
  return withScreen(state, { ...changed, list: select(screen.list, selected, boundsOf(state, changed)) });
}

function withMany(state: ViewerState, screen: TreeScreen, { lines, selected, isWhole }: OpenedMany): ViewerState {
  const next = withLines(state, screen, lines, selected);
  if (isWhole) return next;
  const count = lines.length - screen.lines.length;
  return { ...next, message: `${count} lines opened; there are more. One key opens at most ${LINES_AT_ONCE}.` };
}

function sortedBy(state: ViewerState, screen: TreeScreen, word: string): ViewerState {
  const choice = TREE_CHOICES.find(({ by }) => by === word);
  return choice === undefined ? state : inOrder(state, screen, { by: choice.by, isReversed: false });
}

/** The selected node stays selected, or where it is among the rest now, the one that it is below. */
function inOrder(state: ViewerState, screen: TreeScreen, sort: TreeSort): ViewerState {
  const lines = resorted(screen.tree, screen.lines, sort);
  const changed = { ...screen, sort, lines };
  let wanted = -1;
  for (let node = nodeOf(selectedLine(screen)) ?? null; node !== null && wanted < 0; node = node.parent) {
    const sought = node;
    wanted = lines.findIndex((line) => line.kind === 'node' && line.node === sought);
  }
  const list = follow(screen.list, Math.max(0, wanted), boundsOf(state, changed));
  return withScreen(state, { ...changed, list });
}

function boundsOf({ size }: ViewerState, { lines }: TreeScreen): ListBounds {
  return { length: lines.length, height: functionsHeight(size) };
}

import { standardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type Listed, type ListedLine, type ListedLines, renderLists } from '../report/list-markdown.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import type { CallDirection } from '../views/call-list.ts';
import { treeNumbers } from '../views/call-tree/tree-numbers.ts';
import { callNumbers } from '../views/function-view.ts';
import { type FunctionsRequest, functionLine, functionLines } from '../views/functions-view.ts';
import { comparisonTable } from './listed/comparison.ts';
import { hintsText } from './listed/hints.ts';
import { memoryTable } from './listed/memory.ts';
import { moduleLists, modulesTable } from './listed/modules.ts';
import { MOST_LINES } from './listed/most-lines.ts';
import { profilesTable } from './listed/profiles.ts';
import type { FunctionScreen } from './state/function-screen.ts';
import type { FunctionsScreen } from './state/functions-screen.ts';
import { paneView } from './state/looked-at.ts';
import type { TreeScreen } from './state/tree-screen.ts';
import { currentScreen, type ScreenKind, type ScreensByKind, type ViewerState } from './state/viewer-state.ts';

/** How each kind of screen is written. */
const LISTS: { readonly [K in ScreenKind]: (state: ViewerState, screen: ScreensByKind[K]) => readonly Listed[] } = {
  functions: functionsLists,
  function: functionLists,
  tree: treeLists,
  hints: hintsText,
  memory: memoryTable,
  modules: modulesTable,
  module: moduleLists,
  comparison: comparisonTable,
  profiles: profilesTable,
};

/** What the screen in front lists, as Markdown, in its order and beyond its window. */
export function screenMarkdown(state: ViewerState): string {
  const screen = currentScreen(state);
  return renderLists(state.title, [factsOf(state.table)], listsOf(state, screen.kind, screen));
}

function listsOf<K extends ScreenKind>(state: ViewerState, kind: K, screen: ScreensByKind[K]): readonly Listed[] {
  return LISTS[kind](state, screen);
}

function factsOf({ length, totals }: ProfileTable): string {
  return `${plural(length, 'function')}, ${formatFixed3(totals.tottime)} s in all.`;
}

/** The order, and what of the profile is left out. */
function orderName({ ordering, isReversed, filter, hidden }: FunctionsRequest): string {
  const order = ordering.order === null ? 'in the order of the dump' : `by ${ordering.name}`;
  const parts = [
    `${order}${isReversed && ordering.order !== null ? ', reversed' : ''}`,
    ...(filter.terms.length === 0 ? [] : [`filtered by ${filter.text}`]),
    ...(hidden.length === 0 ? [] : [`without ${hidden.join(', ')}`]),
  ];
  return parts.join(', ');
}

function functionsLists(state: ViewerState, screen: FunctionsScreen): readonly ListedLines[] {
  const { view } = screen;
  const lines = functionLines(view, 0, MOST_LINES).map((line): ListedLine => {
    return {
      numbers: line,
      share: line.share,
      estimates: line.isEstimate ? 'tottime' : 'none',
      name: standardName(state.table, line.function),
    };
  });
  const heading = `Functions ${orderName(view.request)}`;
  return [{ heading, lines, total: view.length }];
}

function functionLists(state: ViewerState, screen: FunctionScreen): readonly ListedLines[] {
  const { table } = state;
  const self = functionLine(table, screen.function, 'cumtime');
  const line: ListedLine = { numbers: self, share: self.share, name: standardName(table, screen.function) };
  return [
    { heading: 'Function', lines: [line], total: 1 },
    callsList(state, screen, 'callers'),
    callsList(state, screen, 'callees'),
  ];
}

function callsList(state: ViewerState, screen: FunctionScreen, direction: CallDirection): ListedLines {
  const view = paneView(state, screen, direction);
  const lines = callNumbers(view, 0, MOST_LINES).map((call): ListedLine => {
    return { numbers: call, share: call.share, name: standardName(state.table, call.other) };
  });
  const what = direction === 'callers' ? 'Callers' : 'Callees';
  const { sort, isReversed } = screen[direction];
  return { heading: `${what} by ${sort}${isReversed ? ', reversed' : ''}`, lines, total: view.calls.length };
}

/** As far as the tree is open. */
function treeLists(_state: ViewerState, { tree, sort, lines }: TreeScreen): readonly ListedLines[] {
  const nodes = lines.flatMap((line) => (line.kind === 'node' ? [line.node] : []));
  const listed = nodes.slice(0, MOST_LINES).map((node): ListedLine => {
    const numbers = treeNumbers(tree, node, sort.by);
    const { share, isEstimate } = numbers;
    return {
      numbers,
      share,
      estimates: isEstimate ? 'all' : 'none',
      name: standardName(tree.table, node.function),
      depth: node.depth,
    };
  });
  const what = tree.direction === 'callees' ? 'Call tree' : 'Inverted call tree';
  return [
    { heading: `${what} by ${sort.by}${sort.isReversed ? ', reversed' : ''}`, lines: listed, total: nodes.length },
  ];
}

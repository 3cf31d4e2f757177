import type { ReactElement } from 'react';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import { callsHaveTimes } from '../../views/call-tree/split.ts';
import { programRoots } from '../../views/call-tree/starting-rows.ts';
import type { TreeLine } from '../../views/call-tree/tree-lines.ts';
import { type TreeNumbers, treeNumbers } from '../../views/call-tree/tree-numbers.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { type ColumnLayout, HEADINGS } from '../rows/columns.ts';
import { functionText, shownText } from '../rows/function-text.ts';
import { treeLayout } from '../rows/list-layouts.ts';
import { directionMark } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import { treeName } from '../rows/tree-name.ts';
import { selectedLine } from '../state/reduce-tree.ts';
import type { TreeScreen as TreeState } from '../state/tree-screen.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: TreeState; readonly theme: Theme };

/** A tree of calls: the first line is where it starts, deeper lines are what is called from there, or calls it. */
export function TreeScreen({ state, screen, theme }: Props): ReactElement {
  const { size } = state;
  const order = `${screen.sort.by} ${directionMark('desc', screen.sort.isReversed, theme.glyphs)}`;
  const place = `${screen.lines.length === 0 ? 0 : screen.list.selected + 1} of ${screen.lines.length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading={headingText(state, screen, theme)}
      position={hasSummary(size) ? `line ${place}` : place}
      summary={[explanation(screen), `by ${order}`]}
      status={statusText(screen)}
    >
      <TreeTable state={state} screen={screen} theme={theme} />
    </Frame>
  );
}

function headingText({ size }: ViewerState, { tree }: TreeState, { glyphs }: Theme): string {
  const { table, start, direction } = tree;
  if (start === null) return direction === 'callees' ? 'call tree' : 'call tree, inverted';
  const name = functionText(table, start, Math.floor(size.columns / 2), glyphs.ellipsis);
  return direction === 'callees' ? `calls from ${name}` : `calls of ${name}`;
}

/** What one has to know to read the numbers, in one line. */
function explanation({ tree, lines }: TreeState): string {
  const hasEstimates = lines.some((line) => line.kind === 'node' && line.node.isEstimate);
  const { table, start, direction } = tree;
  if (hasEstimates) return `~ shared by several callers: split by their ${callsHaveTimes(table) ? 'times' : 'calls'}`;
  if (direction === 'callers') return start === null ? 'each function, and who calls it' : 'its time, by who called it';
  if (start !== null) return 'its time, by what it called';
  const { rows, cyclic } = programRoots(table);
  if (cyclic === 0) return `starts in ${plural(rows.length, 'function')} that nothing calls`;
  return cyclic === rows.length
    ? `all are called: starts in ${plural(cyclic, 'cycle')} of calls`
    : `starts in ${plural(rows.length, 'function')}, ${cyclic} of them in cycles`;
}

/** What the cursor is on, in full. */
function statusText(screen: TreeState): string {
  const line = selectedLine(screen);
  if (line === undefined) return '';
  if (line.kind === 'rest') return `${line.total - line.shown} more that take less: Enter shows them`;
  const name = shownText(standardName(screen.tree.table, line.node.function));
  if (line.node.recursion === 'direct') return `recursion, it calls itself: ${name}`;
  return line.node.recursion === 'indirect' ? `recursion, it is on this path already: ${name}` : name;
}

function TreeTable({ state, screen, theme }: Props): ReactElement {
  const { size } = state;
  const { tree, sort, lines, list } = screen;
  const { table } = tree;
  const layout = treeLayout(state, screen);
  const height = functionsHeight(size);
  const shown = lines
    .slice(list.top, list.top + height)
    .map((line, at) => lineText(screen, line, list.top + at === list.selected, layout, theme));
  const sorted = { column: sort.by, mark: directionMark('desc', sort.isReversed, theme.glyphs) };
  const share = sort.by === 'tottime' ? 'tot%' : 'cum%';
  const headings = {
    ...HEADINGS[table.kind],
    percent: share,
    name: tree.direction === 'callees' ? 'calls' : 'called by',
  };
  return (
    <>
      <Line text={headingLine(headings, sorted, layout, theme)} />
      <Lines lines={shown} height={height} />
    </>
  );
}

const NO_NUMBERS: TreeNumbers = {
  ncalls: '',
  primitiveCalls: null,
  tottime: null,
  tottimePerCall: null,
  cumtime: null,
  cumtimePerCall: null,
  isEstimate: false,
  share: null,
};

function lineText(
  { tree, sort }: TreeState,
  line: TreeLine,
  isSelected: boolean,
  layout: ColumnLayout,
  theme: Theme,
): string {
  const numbers = line.kind === 'node' ? treeNumbers(tree, line.node, sort.by) : NO_NUMBERS;
  const name = treeName(tree.table, line, layout.nameWidth, theme.glyphs);
  const { share, isEstimate } = numbers;
  return rowLine(
    { numbers, share, estimates: isEstimate ? 'all' : 'none', name },
    isSelected ? 'selected' : 'plain',
    layout,
    theme,
  );
}

import { standardName } from '../../../profile/function-name.ts';
import { plural } from '../../../profile/notes.ts';
import { cutEnd, displayWidth, padCellsStart } from '../../../text/display.ts';
import type { CallTree } from '../../../views/call-tree/call-node.ts';
import { isChain, nodesOfLine } from '../../../views/call-tree/chains.ts';
import type { TreeSort } from '../../../views/call-tree/children.ts';
import type { OpenTree } from '../../../views/call-tree/reopen.ts';
import { callsHaveTimes } from '../../../views/call-tree/split.ts';
import { programRoots } from '../../../views/call-tree/starting-rows.ts';
import type { NodeLine, TreeLine, TreeLines } from '../../../views/call-tree/tree-lines.ts';
import { type TreeNumbers, treeNumbers } from '../../../views/call-tree/tree-numbers.ts';
import { type Layout, nameCell } from '../../column.ts';
import { foundIn } from '../../found.ts';
import { type FunctionCells, NOT_IN_SUMS } from '../../function-columns.ts';
import { allHiddenText, hidingProgress, hidingText, withShownOrigins } from '../../hiding.ts';
import { layoutColumns } from '../../layout-columns.ts';
import { type ListState, rankText } from '../../list.ts';
import { functionWidths, withMark } from '../../measure-numbers.ts';
import { functionText, shownText } from '../../name.ts';
import { directionMark, type FunctionRow, listLines, type Named, type Span } from '../../row.ts';
import type { Drawing } from '../../screen.ts';
import type { Glyphs, Theme } from '../../theme.ts';
import type { ViewerState } from '../../viewer.ts';
import { hasSummary, listHeight } from '../../window.ts';
import { chainPieces, type NamePiece, percentAtEnd } from './chain-name.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly tree: TreeScreen;
  }
}

/** A tree of calls, as far as it has been opened. */
export type TreeScreen = {
  readonly kind: 'tree';
  readonly tree: CallTree;
  readonly sort: TreeSort;
  readonly lines: TreeLines;
  readonly list: ListState;
  /** The tree of all functions as it was left when some were hidden; null while none is, and where it was not opened. */
  readonly ofAll: OpenTree | null;
};

/** The line that the cursor is on: a node, or what stands for more of them. */
export function selectedTreeLine({ lines, list }: TreeScreen): TreeLine | undefined {
  return lines[list.selected];
}

/** How a tree looks. */
export function drawTree(state: ViewerState, screen: TreeScreen, theme: Theme): Drawing {
  const { tree, sort, lines, list } = screen;
  const mark = directionMark('desc', sort.isReversed, theme.glyphs);
  const place = `${hidingProgress(state, theme.glyphs)}${hasSummary(state.size) ? 'line ' : ''}${rankText(list, lines.length)}`;
  const style = { units: state.units, glyphs: theme.glyphs };
  const layout = treeLayout(state, screen);
  const headings = {
    sorted: sort.by,
    mark,
    percent: sort.by === 'tottime' ? 'tot%' : 'cum%',
    name: tree.direction === 'callees' ? 'calls' : 'called by',
  };
  const shown = lines.slice(list.top, list.top + listHeight(state.size));
  const rows = shown.map((line) => rowOf(state, screen, line, layout.nameWidth, theme.glyphs));
  return {
    heading: withShownOrigins(state, headingText(state, screen, theme)),
    position: place,
    summary: [hidingText(tree.shown?.hiding ?? null, style) ?? explanation(screen), `by ${sort.by} ${mark}`],
    status: statusText(screen),
    lines: listLines(rows, list, headings, layout, theme),
  };
}

export function treeLayout({ size, units }: ViewerState, { tree, sort }: TreeScreen): Layout<FunctionCells> {
  return layoutColumns({
    width: size.columns,
    numbers: withMark(functionWidths(tree.shown?.hiding.table ?? tree.table)),
    kind: tree.table.kind,
    units,
    sorted: sort.by,
    about: sort.by === 'tottime' ? 'tottime' : 'cumtime',
    omitted: NOT_IN_SUMS,
  });
}

/** Whether the mark of a line, which tells if it is open, is in a cell. */
export function isMarkAt(line: TreeLine, layout: Layout<FunctionCells>, x: number): boolean {
  return x === nameCell(layout) + indentWidth(line.depth, layout.nameWidth);
}

function headingText({ size }: ViewerState, { tree }: TreeScreen, { glyphs }: Theme): string {
  const { table, start, direction } = tree;
  if (start === null) return direction === 'callees' ? 'call tree' : 'call tree, inverted';
  const name = functionText(table, start, Math.floor(size.columns / 2), glyphs.ellipsis);
  return direction === 'callees' ? `calls from ${name}` : `calls of ${name}`;
}

/** What one has to know to read the numbers, in one line. */
function explanation({ tree, lines }: TreeScreen): string {
  const hasEstimates = lines.some((line) => line.kind === 'node' && line.last.isEstimate);
  const { table, start, direction } = tree;
  if (hasEstimates) return `~ shared by several callers: split by their ${callsHaveTimes(table) ? 'times' : 'calls'}`;
  if (direction === 'callers') return start === null ? 'each function, and who calls it' : 'its time, by who called it';
  if (start !== null) return 'its time, by what it called';
  const { rows, cyclic } = programRoots(table);
  if (cyclic === 0) return `starts in ${plural(rows.length, 'function')} that nothing calls`;
  return cyclic === rows.length
    ? `all are called: starts in ${plural(cyclic, 'cycle')} of calls`
    : `starts in ${plural(rows.length - cyclic, 'function')} that nothing calls and ${plural(cyclic, 'cycle')} of calls`;
}

/** What the cursor is on, in full; its name first: a status that is too long loses its start. */
function statusText(screen: TreeScreen): string {
  const line = selectedTreeLine(screen);
  if (line === undefined) return allHiddenText('functions');
  if (line.kind === 'rest') return `${line.total - line.shown} more that take less: Enter shows them`;
  const name = shownText(standardName(screen.tree.table, line.last.function));
  if (isChain(line)) return `${name}: ${chainSentence(screen.tree, line)}`;
  if (line.node.recursion === 'direct') return `${name}: recursion, it calls itself`;
  return line.node.recursion === 'indirect' ? `${name}: recursion, it is on this path already` : name;
}

function chainSentence({ direction }: CallTree, line: NodeLine): string {
  const functions = nodesOfLine(line).length;
  const part = percentAtEnd(line);
  return direction === 'callees'
    ? `the last of ${functions} functions in a row; ${part} of the time reaches it`
    : `the last of ${functions} callers in a row; ${part} of the time is for it`;
}

/** A line that stands for more lines has no numbers of its own. */
const NUMBERS_OF_REST: TreeNumbers = {
  ncalls: '',
  primitiveCalls: null,
  tottime: null,
  tottimePerCall: null,
  cumtime: null,
  cumtimePerCall: null,
  estimates: 'none',
  share: null,
};

function rowOf(
  state: ViewerState,
  { tree, sort }: TreeScreen,
  line: TreeLine,
  nameWidth: number,
  glyphs: Glyphs,
): FunctionRow {
  const numbers = line.kind === 'node' ? treeNumbers(tree, line, sort.by) : NUMBERS_OF_REST;
  const { share, estimates } = numbers;
  return { numbers, share, estimates, ...treeName(state, tree, line, nameWidth, glyphs) };
}

const STEP = 2;

/** The deepest lines leave so much of their column to the name; beyond that a number tells the depth. */
const WIDEST_INDENT = 0.4;

/** A line of a tree in at most `width` cells: indented by its depth, with a mark of whether it is open, and in words. */
function treeName(state: ViewerState, tree: CallTree, line: TreeLine, width: number, glyphs: Glyphs): Named {
  const start = `${indent(line.depth, width, glyphs)}${markOf(line, glyphs)} `;
  const room = width - displayWidth(start);
  if (line.kind === 'rest')
    return { name: start + cutEnd(`${line.total - line.shown} more of ${line.total}`, room, glyphs.ellipsis) };
  const pieces = isChain(line)
    ? chainPieces(tree, line, Math.max(1, room), glyphs)
    : namePieces(tree, line, room, glyphs);
  const whole = start + pieces.map(({ text }) => text).join('');
  const name = cutEnd(whole, width, glyphs.ellipsis); // the mark of the depth may leave no room
  return { name, found: name === whole ? foundInPieces(state, start.length, pieces) : [] };
}

function namePieces({ table }: CallTree, line: NodeLine, room: number, { ellipsis }: Glyphs): readonly NamePiece[] {
  const words = recursionWords(line);
  const { function: row } = line.node;
  return [{ text: words }, { text: functionText(table, row, Math.max(1, room - words.length), ellipsis), row }];
}

/** What was looked for, in the names of a line and not in the words between them. */
function foundInPieces(state: ViewerState, start: number, pieces: readonly NamePiece[]): readonly Span[] {
  let at = start;
  return pieces.flatMap(({ text, row, isPlain }) => {
    const from = at;
    at += text.length;
    const spans = row === undefined ? [] : foundIn(state, row, text, isPlain);
    return spans.map((span) => ({ from: from + span.from, to: from + span.to }));
  });
}

function indentWidth(depth: number, width: number): number {
  return Math.min(depth * STEP, Math.floor(width * WIDEST_INDENT));
}

function indent(depth: number, width: number, { ellipsis }: Glyphs): string {
  const cells = indentWidth(depth, width);
  return cells === depth * STEP ? ' '.repeat(cells) : padCellsStart(`${ellipsis}${depth} `, cells);
}

function markOf(line: TreeLine, { open, closed: shut }: Glyphs): string {
  if (line.kind === 'rest') return shut;
  if (!hasMark(line)) return ' ';
  return line.isOpen ? open : shut;
}

/** A chain can be unfolded also where nothing is below it. */
export function hasMark(line: NodeLine): boolean {
  return line.childCount > 0 || isChain(line);
}

function recursionWords({ node }: NodeLine): string {
  return node.recursion === 'none' ? '' : '(recursion) ';
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { CallNode, CallTree } from './call-node.ts';
import { isChain, nodesOfLine } from './chains.ts';
import type { TreeSort } from './children.ts';
import { unfolded } from './fold.ts';
import { resorted } from './resort.ts';
import { firstLines, LINES_AT_ONCE, opened, type TreeLine, type TreeLines } from './tree-lines.ts';

/** A tree as one left it: its lines, and which of them is selected. */
export type OpenTree = { readonly tree: CallTree; readonly lines: TreeLines; readonly selected: number };

/**
 * A tree opened as it was before other functions were hidden, as far as one key opens lines. A line is found again by
 * those functions on its path that are shown before and after; chains that were unfolded are unfolded again.
 */
export function reopened(tree: CallTree, sort: TreeSort, before: OpenTree): OpenTree {
  const paths = pathsShownIn(tree, before.tree);
  const nodeLines = before.lines.filter((line) => line.kind === 'node');
  const wasOpen = new Set(nodeLines.flatMap((line) => (line.isOpen ? nodesOfLine(line) : [])).map(paths.idOf));
  const wereLines = new Set(nodeLines.map(({ last }) => paths.idOf(last)));
  let lines = firstLines(tree, sort);
  for (let at = 0; at < lines.length && lines.length < LINES_AT_ONCE; at++) {
    const line = lines[at]!;
    if (line.kind === 'rest' || !paths.isShown(line.last.function)) continue;
    if (wasOpen.has(paths.idOf(line.last))) lines = opened(tree, lines, at, sort);
    if (isChain(line) && wereLines.has(paths.idOf(line.node))) lines = unfolded(tree, lines, at, sort);
  }
  return { tree, lines, selected: placeOfNearest(lines, before, paths) };
}

/**
 * A tree that is open as it was left, in the order that was chosen since. The cursor is on what was selected while other
 * functions were hidden; who did not move it there finds it where it was.
 */
export function returned({ tree, lines: before, selected }: OpenTree, sort: TreeSort, since: OpenTree): OpenTree {
  const paths = pathsShownIn(tree, since.tree);
  const lines = resorted(tree, before, sort);
  const left = { tree, lines, selected: placeInOrder(lines, before[selected]) };
  const hasMoved = placeOfNearest(since.lines, left, paths) !== since.selected;
  return hasMoved ? { ...left, selected: placeOfNearest(lines, since, paths) } : left;
}

/** Where a line is in another order; 0 where it is among the rest now. */
function placeInOrder(lines: TreeLines, sought: TreeLine | undefined): number {
  const isSought = (line: TreeLine): boolean =>
    line.kind === 'rest'
      ? sought?.kind === 'rest' && line.parent === sought.parent
      : sought?.kind === 'node' && line.last === sought.last;
  return Math.max(0, lines.findIndex(isSought));
}

function pathsShownIn(one: CallTree, other: CallTree): ShownPaths {
  const isHidden = (tree: CallTree, row: FunctionIndex): boolean => tree.shown?.hiding.isHidden[row] === 1;
  return new ShownPaths((row) => !isHidden(one, row) && !isHidden(other, row));
}

/** Where the selected function is among other lines, or the nearest above it on its path; 0 where none is. */
function placeOfNearest(lines: TreeLines, { lines: before, selected }: OpenTree, paths: ShownPaths): number {
  const places = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'rest') continue;
    for (const node of nodesOfLine(line)) if (!places.has(paths.idOf(node))) places.set(paths.idOf(node), at);
  }
  const line = before[selected];
  let node: CallNode | null | undefined = line?.kind === 'rest' ? line.parent : line?.last;
  for (; node != null; node = node.parent) {
    const place = places.get(paths.idOf(node));
    if (place !== undefined) return place;
  }
  return 0;
}

/** Numbers for paths: the same for nodes of two trees that have the same shown functions on their paths. */
class ShownPaths {
  readonly isShown: (row: FunctionIndex) => boolean;
  private readonly known = new Map<CallNode, number>();
  private readonly steps = new Map<string, number>();

  constructor(isShown: (row: FunctionIndex) => boolean) {
    this.isShown = isShown;
  }

  readonly idOf = (node: CallNode): number => {
    const above: CallNode[] = [];
    let at: CallNode | null = node;
    for (; at !== null && !this.known.has(at); at = at.parent) above.push(at);
    let id = at === null ? 0 : this.known.get(at)!;
    for (const step of above.reverse()) {
      if (this.isShown(step.function)) id = this.idOfStep(id, step.function);
      this.known.set(step, id);
    }
    return id;
  };

  private idOfStep(from: number, row: FunctionIndex): number {
    const key = `${from} ${row}`;
    const id = this.steps.get(key) ?? this.steps.size + 1;
    this.steps.set(key, id);
    return id;
  }
}

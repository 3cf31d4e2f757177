import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { CallNode, CallTree } from './call-node.ts';
import { nodesOfLine } from './chains.ts';
import type { TreeSort } from './children.ts';
import { firstLines, LINES_AT_ONCE, opened, type TreeLines } from './tree-lines.ts';

/** A tree in which other functions are hidden than before. */
type Reopened = { readonly lines: TreeLines; readonly selected: number };

/**
 * A tree opened as it was before other functions were hidden, as far as one key opens lines. A line is found again by
 * those functions on its path that are shown now; where the selected one is gone, the nearest above it is selected.
 */
export function reopened(tree: CallTree, sort: TreeSort, before: TreeLines, selected: number): Reopened {
  const paths = new ShownPaths((row) => tree.shown?.hiding.isHidden[row] !== 1);
  const openBefore = before.flatMap((line) => (line.kind === 'node' && line.isOpen ? nodesOfLine(line) : []));
  const wasOpen = new Set(openBefore.map((node) => paths.idOf(node)));
  let lines = firstLines(tree, sort);
  for (let at = 0; at < lines.length && lines.length < LINES_AT_ONCE; at++) {
    const line = lines[at]!;
    if (line.kind === 'node' && wasOpen.has(paths.idOf(line.last))) lines = opened(tree, lines, at, sort);
  }
  const lineBefore = before[selected];
  const wanted = lineBefore?.kind === 'rest' ? lineBefore.parent : (lineBefore?.last ?? null);
  return { lines, selected: placeOfNearest(lines, wanted, paths) };
}

function placeOfNearest(lines: TreeLines, wanted: CallNode | null, paths: ShownPaths): number {
  const places = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'node') for (const node of nodesOfLine(line)) places.set(paths.idOf(node), at);
  }
  for (let node = wanted; node !== null; node = node.parent) {
    const place = places.get(paths.idOf(node));
    if (place !== undefined) return place;
  }
  return 0;
}

/** Numbers for paths: the same for nodes of two trees that have the same shown functions on their paths. */
class ShownPaths {
  private readonly isShown: (row: FunctionIndex) => boolean;
  private readonly known = new Map<CallNode, number>();
  private readonly steps = new Map<string, number>();

  constructor(isShown: (row: FunctionIndex) => boolean) {
    this.isShown = isShown;
  }

  idOf(node: CallNode): number {
    const above: CallNode[] = [];
    let at: CallNode | null = node;
    for (; at !== null && !this.known.has(at); at = at.parent) above.push(at);
    let id = at === null ? 0 : this.known.get(at)!;
    for (const step of above.reverse()) {
      if (this.isShown(step.function)) id = this.idOfStep(id, step.function);
      this.known.set(step, id);
    }
    return id;
  }

  private idOfStep(from: number, row: FunctionIndex): number {
    const key = `${from} ${row}`;
    const id = this.steps.get(key) ?? this.steps.size + 1;
    this.steps.set(key, id);
    return id;
  }
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { escapeControls } from '../text/escape.ts';
import { estimatePaths } from '../views/call-paths/estimate-paths.ts';
import { knownShare, nodesBelow, type PathNode, type PathTree, pathChildren } from '../views/call-paths/path-tree.ts';
import { shortPath } from '../views/short-paths.ts';

/** Smaller paths have no frame of their own in a file: at 1e-4 a third of the time of large programs would have none. */
const CUTOFF = 1e-5;

/** The name for time that has no frame of its own: below the function above it, or at the top. */
export const BELOW_THRESHOLD = '[below the threshold]';
export const NOT_PLACED = '[not placed]';

/** The paths that a file of paths holds. */
export function exportedPaths(table: ProfileTable): PathTree {
  return estimatePaths(table, { cutoff: CUTOFF });
}

/** What every file of paths says of itself. `known`: the part of the time whose path is known, from 0 to 1. */
export function estimateSentence(known: number): string {
  const percent = (100 * known).toFixed(1);
  return (
    'call paths are estimated: a profile records who called whom, not the paths; ' +
    `the path is known for ${percent} % of the time`
  );
}

/** The file's notes for standard error. */
export function pathNotes(tree: PathTree): readonly string[] {
  return tree.total > 0 ? [estimateSentence(knownShare(tree))] : ['the profile has no times, so the file has no paths'];
}

/** `main (shop/main.py:36)`, or `{built-in method len}`: readers of paths tell functions apart by their names alone. */
export function frameName(table: ProfileTable, row: FunctionIndex): string {
  const { file, line, name } = functionKey(table, row);
  const text = escapeControls(table.strings.text(name));
  if (line === 0 && table.strings.text(file) === BUILTIN_FILE) return text.replace(/^<(.*)>$/, '{$1}');
  return `${text} (${escapeControls(shortPath(table, file))}:${lineText(line)})`;
}

/** A step into a node or out of it, depth first, siblings with most time first. */
export type PathStep = { readonly way: 'in' | 'out'; readonly node: PathNode };

export function* walkPaths(tree: PathTree): Generator<PathStep> {
  const children = pathChildren(tree);
  const open: PathStep[] = [];
  const add = (parent: PathNode | -1): void => {
    for (const node of nodesBelow(children, parent).toReversed()) open.push({ way: 'in', node });
  };
  add(-1);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    yield step;
    if (step.way === 'out') continue;
    open.push({ way: 'out', node: step.node });
    add(step.node);
  }
}

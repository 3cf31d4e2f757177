import type { ProfileTable } from '../../profile/profile-table.ts';
import { cutEnd, displayWidth, padCellsStart } from '../../text/display.ts';
import { depthOf, type NodeLine, type TreeLine } from '../../views/call-tree/tree-lines.ts';
import type { Glyphs } from '../theme.ts';
import { functionText } from './function-text.ts';

const STEP = 2;

/** The deepest lines leave so much of their column to the name; beyond that a number tells the depth. */
const WIDEST_INDENT = 0.4;

/** A line of a tree in at most `width` cells: indented by its depth, with a mark of whether it is open, and in words. */
export function treeName(table: ProfileTable, line: TreeLine, width: number, glyphs: Glyphs): string {
  const start = `${indent(depthOf(line), width, glyphs)}${markOf(line, glyphs)} `;
  const room = width - displayWidth(start);
  if (line.kind === 'rest') return start + cutEnd(restText(line), room, glyphs.ellipsis);
  const words = recursionWords(line);
  const name = functionText(table, line.node.function, Math.max(1, room - words.length), glyphs.ellipsis);
  return `${start}${words}${name}`;
}

function indent(depth: number, width: number, { ellipsis }: Glyphs): string {
  const widest = Math.floor(width * WIDEST_INDENT);
  return depth * STEP <= widest ? ' '.repeat(depth * STEP) : padCellsStart(`${ellipsis}${depth} `, widest);
}

function markOf(line: TreeLine, { open, closed }: Glyphs): string {
  if (line.kind === 'rest') return closed;
  if (line.childCount === 0) return ' ';
  return line.isOpen ? open : closed;
}

function recursionWords({ node }: NodeLine): string {
  return node.recursion === 'none' ? '' : '(recursion) ';
}

function restText({ shown, total }: { readonly shown: number; readonly total: number }): string {
  return `${total - shown} more of ${total}`;
}

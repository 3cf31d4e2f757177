import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { functionKey, isBuiltinPlace } from '../../../profile/function-name.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { shortFile } from '../../../report/short-name.ts';
import { cutEnd, displayWidth } from '../../../text/display.ts';
import type { CallTree } from '../../../views/call-tree/call-node.ts';
import { nodesOfLine, partAtEnd } from '../../../views/call-tree/chains.ts';
import type { NodeLine } from '../../../views/call-tree/tree-lines.ts';
import { functionText, shownText } from '../../name.ts';
import type { Glyphs } from '../../theme.ts';

/** A part of what a line says; `row`: the function whose name it is, `isPlain`: without its file. */
export type NamePiece = { readonly text: string; readonly row?: FunctionIndex; readonly isPlain?: boolean };

/** The names before the last are cut to this many cells. */
const MOST_OF_OTHERS = 20;

type Shape = {
  readonly start: 'first' | 'gap' | 'none';
  readonly last: 'with its file' | 'plain';
  readonly end: 'functions and part' | 'functions' | 'number' | 'none';
};

/** What stands on a line, from most to least. */
const SHAPES: readonly Shape[] = [
  { start: 'first', last: 'with its file', end: 'functions and part' },
  { start: 'first', last: 'plain', end: 'functions and part' },
  { start: 'first', last: 'plain', end: 'functions' },
  { start: 'first', last: 'plain', end: 'number' },
  { start: 'gap', last: 'plain', end: 'functions' },
  { start: 'gap', last: 'plain', end: 'number' },
  { start: 'gap', last: 'plain', end: 'none' },
];

const LEAST: Shape = { start: 'none', last: 'plain', end: 'none' };

/** `exec → run → … → render (7 in a row, 99 %)` in at most `room` cells: as many names from the start as fit. */
export function chainPieces(tree: CallTree, line: NodeLine, room: number, glyphs: Glyphs): readonly NamePiece[] {
  const { table, direction } = tree;
  const { ellipsis, calls, calledBy } = glyphs;
  const arrow = { text: ` ${direction === 'callees' ? calls : calledBy} ` };
  const gap = { text: ellipsis + arrow.text };
  const rows = nodesOfLine(line).map((node) => node.function);
  const others = rows.slice(0, -1).map((row) => plainPiece(table, row, MOST_OF_OTHERS, ellipsis));
  const row = line.last.function;
  const piecesOf = ({ start, last, end }: Shape): readonly NamePiece[] => [
    ...(start === 'first' ? [others[0]!, arrow] : []),
    ...(start === 'none' ? [] : [gap]),
    last === 'plain' ? plainPiece(table, row, room, ellipsis) : { text: functionText(table, row, room, ellipsis), row },
    { text: endText(line, end) },
  ];
  const shape = SHAPES.find((each) => widthOf(piecesOf(each)) <= room) ?? LEAST;
  const pieces = piecesOf(shape);
  if (shape.start !== 'first') return pieces;
  return [...namesThatFit(others, room - widthOf(pieces), arrow, gap), ...pieces.slice(-2)];
}

function plainPiece(table: ProfileTable, row: FunctionIndex, width: number, ellipsis: string): NamePiece {
  return { text: cutEnd(plainName(table, row), width, ellipsis), row, isPlain: true };
}

/** The first name and as many behind it as fit into so many cells more, and a gap where some are missing. */
function namesThatFit(
  names: readonly NamePiece[],
  room: number,
  arrow: NamePiece,
  gap: NamePiece,
): readonly NamePiece[] {
  let left = room;
  let count = 1;
  for (; count < names.length; count++) {
    left -= widthOf([names[count]!, arrow]);
    const gained = count === names.length - 1 ? displayWidth(gap.text) : 0;
    if (left + gained < 0) break;
  }
  const shown = names.slice(0, count).flatMap((name) => [name, arrow]);
  return count === names.length ? shown : [...shown, gap];
}

function widthOf(pieces: readonly NamePiece[]): number {
  return pieces.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

function endText(line: NodeLine, end: Shape['end']): string {
  const functions = nodesOfLine(line).length;
  switch (end) {
    case 'functions and part':
      return ` (${functions} in a row, ${percentAtEnd(line)})`;
    case 'functions':
      return ` (${functions} in a row)`;
    case 'number':
      return ` (${functions})`;
    case 'none':
      return '';
  }
}

/** `99 %`: how much of the time of a chain reaches its last function, never rounded up. */
export function percentAtEnd(line: NodeLine): string {
  return `${Math.floor(partAtEnd(line) * 100 + ROUNDING)} %`;
}

const ROUNDING = 1e-6;

/** A name without the file; of a module the file. */
function plainName(table: ProfileTable, index: FunctionIndex): string {
  const key = functionKey(table, index);
  const name = table.strings.text(key.name);
  const file = table.strings.text(key.file);
  if (name === '<module>') return shownText(shortFile(file));
  return shownText(isBuiltinPlace(file, key.line) ? builtinWord(name) : name);
}

/** `exec` of `<built-in method builtins.exec>`, `append` of `<method 'append' of 'list' objects>`. */
function builtinWord(name: string): string {
  return /^<method '([^']+)'/.exec(name)?.[1] ?? lastWord(name) ?? name;
}

/** What stands behind the last dot or blank. Looked for from the end: a regex would begin at each character of the name. */
function lastWord(name: string): string | undefined {
  if (!name.endsWith('>')) return undefined;
  return name.slice(0, -1).split(/[\s.]/).at(-1) || undefined;
}

import { bracketsIn, indentOf } from './code-lines.ts';
import type { Omission } from './omission.ts';

/** A file as text and as code without the insides of strings. */
export type BrokenFile = { readonly lines: readonly string[]; readonly code: readonly string[] };

/** Lines by index, without the end. */
type Range = { readonly from: number; readonly to: number };

/** A statement with all that belongs to it: decorators, `else`, the indented blocks. */
type Piece = Range & {
  readonly blocks: readonly Range[];
  readonly isFunction: boolean;
  readonly isDefinition: boolean;
};

/** Python nests no more than 100 blocks. */
const DEEPEST = 100;

/**
 * What has to be left out of a file so that the rest can be parsed: the functions that cannot be, and the statements of
 * the module and of classes. null where nothing would be left.
 *
 * Where the parser stops says little: it notices a bracket that is never closed some functions later. So each statement
 * is parsed by itself, and the blocks of those that fail again.
 */
export function findOmissions(file: BrokenFile, isParsed: (text: string) => boolean): readonly Omission[] | null {
  const starts = statementStarts(file.code);
  const find = (range: Range, depth: number): readonly Piece[] =>
    splitBlock(range, starts, file.code).flatMap((piece) => {
      if (isParsed(textOf(piece, [], file))) return [];
      const isOpened = !piece.isFunction && piece.blocks.length > 0 && depth < DEEPEST;
      if (!isOpened || !isParsed(textOf(piece, piece.blocks, file))) return [piece];
      const inside = piece.blocks.flatMap((block) => find(block, depth + 1));
      return inside.length === 0 ? [piece] : inside;
    });
  const all = { from: 0, to: file.lines.length };
  const found = find(all, 0);
  const isNothingLeft = splitBlock(all, starts, file.code).every(({ from }) =>
    found.some((piece) => piece.from === from),
  );
  return isNothingLeft ? null : found.map((piece) => toOmission(piece, file));
}

/** The text of a file with a `pass` at the end of each omission, so that the class around it ends where it did. */
export function withoutOmissions(lines: readonly string[], omissions: readonly Omission[]): string {
  const left = [...lines];
  for (const { firstLine, lastLine } of omissions) {
    left.fill('', firstLine - 1, lastLine);
    left[lastLine - 1] = `${/^\s*/.exec(lines[firstLine - 1] ?? '')?.[0]}pass`;
  }
  return `${left.join('\n')}\n`;
}

/** A piece by itself, with `pass` for some of its blocks. */
function textOf({ from, to }: Range, blocks: readonly Range[], { lines }: BrokenFile): string {
  const left = blocks.map((block) => ({
    firstLine: block.from + 1 - from,
    lastLine: block.to - from,
    isDefinition: false,
  }));
  const text = withoutOmissions(lines.slice(from, to), left);
  return indentOf(lines[from] ?? '') > 0 ? `if 1:\n${text}` : text;
}

/** The comments and blanks after a piece are not its own. */
function toOmission({ from, to, isDefinition }: Piece, { code }: BrokenFile): Omission {
  let last = to;
  while (last > from + 1 && code[last - 1]?.trim() === '') last--;
  return { firstLine: from + 1, lastLine: last, isDefinition };
}

/** The indentation of each line that begins a statement; null for a line that continues one, and for blanks. */
function statementStarts(code: readonly string[]): readonly (number | null)[] {
  let brackets = 0;
  let isContinued = false;
  return code.map((line) => {
    if (line.trim() === '') return null;
    if (brackets > 0 && DEFINITION.test(line)) brackets = 0; // it was never closed
    const isStart = brackets === 0 && !isContinued;
    brackets = Math.max(0, brackets + bracketsIn(line));
    isContinued = line.trimEnd().endsWith('\\');
    return isStart ? indentOf(line) : null;
  });
}

const DEFINITION = /^[ \t\f]*(?:async[ \t]+)?(?:def|class)[ \t]/;
const FUNCTION = /^[ \t\f]*(?:async[ \t]+)?def[ \t]/;
const DECORATOR = /^[ \t\f]*@/;
const CLAUSE = /^[ \t\f]*(?:else|elif|except|finally)\b/;

function splitBlock(
  { from, to }: Range,
  starts: readonly (number | null)[],
  code: readonly string[],
): readonly Piece[] {
  const heads: number[][] = [];
  let own: number | null = null;
  for (let at = from; at < to; at++) {
    const indent = starts[at] ?? null;
    if (indent === null || (own !== null && indent > own)) continue;
    own ??= indent;
    const last = heads.at(-1);
    const before = code[last?.at(-1) ?? -1];
    const isPart = CLAUSE.test(code[at] ?? '') || (before !== undefined && DECORATOR.test(before));
    if (last !== undefined && isPart) last.push(at);
    else heads.push([at]);
  }
  return heads.map((lines, at) => makePiece(lines, heads[at + 1]?.[0] ?? to, starts, code));
}

/** A piece has some lines at its own indentation; the deeper ones between them are its blocks. */
function makePiece(
  heads: readonly number[],
  to: number,
  starts: readonly (number | null)[],
  code: readonly string[],
): Piece {
  const blocks = heads.flatMap((head, at): Range[] => {
    const end = heads[at + 1] ?? to;
    let from = head + 1;
    while (from < end && starts[from] === null) from++;
    return from < end ? [{ from, to: end }] : [];
  });
  const texts = heads.map((head) => code[head] ?? '');
  return {
    from: heads[0] ?? to,
    to,
    blocks,
    isFunction: texts.some((text) => FUNCTION.test(text)),
    isDefinition: texts.some((text) => DEFINITION.test(text)),
  };
}

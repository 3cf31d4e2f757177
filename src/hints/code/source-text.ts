import type { PythonSource } from '../../source/python-source.ts';
import { lastLineOf, lineOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePerName } from '../../text/lazily.ts';
import type { FrameCode } from './module-code.ts';

/** The source of a node as it stands in the file. Columns of the tree count bytes of UTF-8. */
export function sourceText(node: SyntaxNode, { module: { source } }: FrameCode): string {
  const first = lineOf(node);
  const last = lastLineOf(node);
  const lines = source.lines.slice(first - 1, last);
  const start = columnIn(lines[0] ?? '', ('col_offset' in node ? node.col_offset : 0) ?? 0);
  const end = columnIn(lines.at(-1) ?? '', ('end_col_offset' in node ? node.end_col_offset : 0) ?? 0);
  if (lines.length <= 1) return (lines[0] ?? '').slice(start, end);
  return [(lines[0] ?? '').slice(start), ...lines.slice(1, -1), (lines.at(-1) ?? '').slice(0, end)].join('\n');
}

function columnIn(line: string, bytes: number): number {
  let column = 0;
  for (let left = bytes; left > 0 && column < line.length; ) {
    const point = line.codePointAt(column) ?? 0;
    left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    column += point < 0x10000 ? 1 : 2;
  }
  return column;
}

/** Whether a word stands anywhere in a file. What does not is not worth a look at each function. */
export const mentions: (word: string, source: PythonSource) => boolean = oncePerName(
  (word: string, { lines }: PythonSource) => lines.some((line) => line.includes(word)),
);

/** The source of a statement of several lines as if it stood at the left. */
export function blockText(node: SyntaxNode, frame: FrameCode): string {
  const indent = /^\s*/.exec(frame.module.source.lines[lineOf(node) - 1] ?? '')?.[0] ?? '';
  const [first = '', ...others] = sourceText(node, frame).split('\n');
  return [first, ...others.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))].join('\n');
}

/** What binds less than `+`, and stands in brackets that are no part of its node. */
const LOOSE: ReadonlySet<string> = new Set(
  'IfExp BoolOp Compare Lambda NamedExpr Yield YieldFrom Await UnaryOp BinOp'.split(' '),
);

/** An expression as an operand of `+` or `in`: one that binds less gets its brackets again. */
export function operandText(node: SyntaxNode, frame: FrameCode): string {
  const isProduct = node.nodeType === 'BinOp' && (node.op.nodeType === 'Mult' || node.op.nodeType === 'Mod');
  return !isProduct && LOOSE.has(node.nodeType) ? `(${sourceText(node, frame)})` : givenText(node, frame);
}

/** What is no Python behind `in` and `if` of a comprehension without brackets. */
const LOOSEST: ReadonlySet<string> = new Set(['IfExp', 'Lambda', 'NamedExpr', 'Yield', 'YieldFrom']);

/** An expression behind `in` or `if` of a comprehension: one that binds less gets its brackets again. */
export function clauseText(node: SyntaxNode, frame: FrameCode): string {
  return LOOSEST.has(node.nodeType) ? `(${sourceText(node, frame)})` : givenText(node, frame);
}

/** An expression as an argument of a call: `1, 2` gets brackets. */
export function givenText(node: SyntaxNode, frame: FrameCode): string {
  const text = sourceText(node, frame);
  const isBare = node.nodeType === 'Tuple' && !/^\([^()]*\)$/.test(text);
  return isBare || node.nodeType === 'NamedExpr' ? `(${text})` : text;
}

/** Expressions added up, in their order. */
export function sumText(parts: readonly SyntaxNode[], frame: FrameCode): string {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return sourceText(only, frame);
  return parts.map((part) => operandText(part, frame)).join(' + ');
}

const LONGEST = 160;

/** The source of a node on one line, for sentences; cut where it is long. */
export function shortText(node: SyntaxNode, frame: FrameCode): string {
  const text = sourceText(node, frame).replace(/\s+/g, ' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

import type { PythonSource } from '../../source/python-source.ts';
import { lastLineOf, lineOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePerName } from '../../text/lazily.ts';
import type { FrameCode } from './module-code.ts';

/**
 * The source of a node; of an expression that only brackets around it keep together, with brackets, so that it can stand
 * anywhere.
 */
export function sourceText(node: SyntaxNode, frame: FrameCode): string {
  const text = writtenText(node, node, frame);
  return OPEN.has(node.nodeType) && text.includes('\n') && isOpen(text) ? `(${text})` : text;
}

/** Expressions that need not have brackets of their own. */
const OPEN: ReadonlySet<string> = new Set(
  `BoolOp NamedExpr BinOp UnaryOp Lambda IfExp Await Yield YieldFrom Compare Call JoinedStr Constant Attribute Subscript
  Tuple`.split(/\s+/),
);

/** Texts, comments, brackets and ends of lines. */
const TOKENS =
  /(?:'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|#.*|\\\n)|([([{])|([)\]}])|(\n)/g;

/** Whether a line ends outside of all brackets of a text. */
function isOpen(text: string): boolean {
  let depth = 0;
  for (const [, opens, closes, end] of text.matchAll(TOKENS)) {
    if (end !== undefined && depth === 0) return true;
    depth += (opens === undefined ? 0 : 1) - (closes === undefined ? 0 : 1);
  }
  return false;
}

/** What stands in the file from one node to the end of another. Columns of the tree count bytes of UTF-8. */
function writtenText(from: SyntaxNode, to: SyntaxNode, { module: { source } }: FrameCode): string {
  const lines = source.lines.slice(lineOf(from) - 1, lastLineOf(to));
  const start = columnIn(lines[0] ?? '', ('col_offset' in from ? from.col_offset : 0) ?? 0);
  const end = columnIn(lines.at(-1) ?? '', ('end_col_offset' in to ? to.end_col_offset : 0) ?? 0);
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

/** The source of a statement of several lines as if it stood at the left, or of all statements up to another. */
export function blockText(node: SyntaxNode, frame: FrameCode, last: SyntaxNode = node): string {
  const indent = /^\s*/.exec(frame.module.source.lines[lineOf(node) - 1] ?? '')?.[0] ?? '';
  const [first = '', ...others] = writtenText(node, last, frame).split('\n');
  return [first, ...others.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))].join('\n');
}

/** What binds less than `+`, and stands in brackets that are no part of its node. */
const LOOSE: ReadonlySet<string> = new Set(
  'IfExp BoolOp Compare Lambda NamedExpr Yield YieldFrom Await UnaryOp BinOp'.split(' '),
);

/** An expression as an operand of `+` or `in`: one that binds less gets its brackets again. */
export function operandText(node: SyntaxNode, frame: FrameCode): string {
  const isProduct = node.nodeType === 'BinOp' && (node.op.nodeType === 'Mult' || node.op.nodeType === 'Mod');
  return !isProduct && LOOSE.has(node.nodeType) ? inBrackets(node, frame) : givenText(node, frame);
}

/** What is no Python behind `in` and `if` of a comprehension without brackets. */
const LOOSEST: ReadonlySet<string> = new Set(['IfExp', 'Lambda', 'NamedExpr', 'Yield', 'YieldFrom']);

/** An expression behind `in` or `if` of a comprehension: one that binds less gets its brackets again. */
export function clauseText(node: SyntaxNode, frame: FrameCode): string {
  return LOOSEST.has(node.nodeType) ? inBrackets(node, frame) : givenText(node, frame);
}

function inBrackets(node: SyntaxNode, frame: FrameCode): string {
  return `(${writtenText(node, node, frame)})`;
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
  const written = writtenText(node, node, frame);
  const text = written.replace(TOKENS, (token) => (token.startsWith('#') ? '' : token)).replace(/\s+/g, ' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

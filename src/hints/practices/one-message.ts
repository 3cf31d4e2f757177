import type { Expression, NodeOf } from '../../source/syntax.ts';
import { lengthenings } from '../code/loops/accumulation.ts';
import { operandsOf } from '../code/loops/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { statementAround } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';

/** One message made by `+`, `%` or format(), where an f-string says the same. */
export const oneMessage: Practice = {
  id: 'one-message',
  title: 'a message made by +, % or format()',
  article: 'avoid-plus',
  match: (frame) => [...sums(frame), ...percents(frame), ...formats(frame)],
};

function sums(frame: FrameCode): readonly PracticeSite[] {
  const growing = new Set(lengthenings(frame).map(({ code }) => code.node as unknown));
  return nodesOf(frame, 'BinOp').flatMap((code): PracticeSite[] => {
    if (!isAddition(code.node) || isAddition(code.parent?.node)) return [];
    const operands = operandsOf(code.node);
    const isMessage = operands.some(isText) && operands.some((operand) => operand.nodeType !== 'Constant');
    if (!isMessage || growing.has(statementAround(code).node)) return [];
    const figure = operands.length === 2 ? 'practice-format/two' : 'practice-format/plus';
    return [
      siteOf(
        code,
        figure,
        operands.map((operand) => pieceOf(operand, frame)),
        frame,
      ),
    ];
  });
}

function isAddition(node: CodeNode['node'] | undefined): boolean {
  return node?.nodeType === 'BinOp' && node.op.nodeType === 'Add';
}

function percents(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'BinOp').flatMap((code): PracticeSite[] => {
    const { op, left, right } = code.node;
    if (op.nodeType !== 'Mod' || !isText(left)) return [];
    const values = right.nodeType === 'Tuple' ? right.elts : [right];
    // `'%s' % row` prints a tuple's items where row is one
    const isOneValue = right.nodeType === 'Tuple' || right.nodeType === 'Constant';
    const pieces = isOneValue ? filledPieces(left, '%s', values, frame) : null;
    return [siteOf(code, 'practice-format/percent', pieces, frame)];
  });
}

function formats(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call').flatMap((code): PracticeSite[] => {
    const { func, args, keywords } = code.node;
    if (func.nodeType !== 'Attribute' || func.attr !== 'format' || !isText(func.value)) return [];
    const pieces = keywords.length > 0 ? null : filledPieces(func.value, '{}', args, frame);
    return [siteOf(code, 'practice-format/format', pieces, frame)];
  });
}

function isText(node: Expression): node is NodeOf<'Constant'> {
  return node.nodeType === 'Constant' && typeof node.value === 'string' && !/^[^'"]*b/i.test(node.quote_style ?? '');
}

function siteOf(
  code: CodeNode,
  figure: string,
  pieces: readonly (string | null)[] | null,
  frame: FrameCode,
): PracticeSite {
  return { code, subject: shortText(code.node, frame), figure, fix: fixOf(code, pieces, frame) };
}

const ADVICE = 'An f-string says it in one piece; with + each value has to be a text already.';

function fixOf(code: CodeNode, pieces: readonly (string | null)[] | null, frame: FrameCode): Fix {
  if (pieces === null || pieces.includes(null)) return { text: ADVICE };
  return { text: ADVICE, before: sourceText(code.node, frame), after: `f'${pieces.join('')}'` };
}

/** What may stand in an f-string of any Python with them: no quote, brace or backslash. */
const PLAIN = /^[^'"{}\\\n]*$/;

/** A piece of an f-string; null where it cannot be written without thinking. */
function pieceOf(operand: Expression, frame: FrameCode): string | null {
  const text = sourceText(operand, frame);
  if (isText(operand)) return /^(?:'[^'"{}\n]*'|"[^'"{}\n]*")$/.test(text) ? text.slice(1, -1) : null;
  const value = valueText(operand, frame);
  return PLAIN.test(value) && !/[:!=]/.test(value) ? `{${value}}` : null;
}

/** `str(number)` is what an f-string does by itself. */
function valueText(operand: Expression, frame: FrameCode): string {
  const isStr = operand.nodeType === 'Call' && operand.func.nodeType === 'Name' && operand.func.id === 'str';
  const [only, ...others] = isStr ? operand.args : [];
  return sourceText(only !== undefined && others.length === 0 ? only : operand, frame);
}

/** The pieces of a template with one kind of hole; null where it has others. */
function filledPieces(
  template: Expression,
  hole: '%s' | '{}',
  values: readonly Expression[],
  frame: FrameCode,
): readonly (string | null)[] | null {
  const text = sourceText(template, frame);
  const inner = /^(?:'([^'"\n]*)'|"([^'"\n]*)")$/.exec(text);
  const texts = (inner?.[1] ?? inner?.[2])?.split(hole);
  const isWhole = texts?.every((part) => !/[%{}]/.test(part)) === true && texts.length === values.length + 1;
  if (!isWhole) return null;
  return texts.flatMap((part, at) => (at === 0 ? [part] : [pieceOfValue(values[at - 1], frame), part]));
}

function pieceOfValue(value: Expression | undefined, frame: FrameCode): string | null {
  if (value === undefined || value.nodeType === 'Starred' || value.nodeType === 'Constant') return null;
  return pieceOf(value, frame);
}

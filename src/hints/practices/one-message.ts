import type { Expression, NodeOf } from '../../source/syntax.ts';
import { lengthenings } from '../code/loops/accumulation.ts';
import { operandsOf } from '../code/loops/copied-whole.ts';
import { isWrittenText, OF_ENUMS, pieceOf } from '../code/message-pieces.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { statementAround } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { isCheap, type MeasuredForm } from './as-measured.ts';

/** One message made by `+`, `%` or format(), where an f-string says the same. */
export const oneMessage: Practice = {
  id: 'one-message',
  title: 'a message made by +, % or format()',
  article: 'avoid-plus',
  isOfEachRun: true,
  match: (frame) => [...sums(frame), ...percents(frame), ...formats(frame)],
};

function sums(frame: FrameCode): readonly PracticeSite[] {
  const growing = new Set(lengthenings(frame).map(({ code }) => code.node as unknown));
  return nodesOf(frame, 'BinOp').flatMap((code): PracticeSite[] => {
    if (!isAddition(code.node) || isAddition(code.parent?.node)) return [];
    const operands = operandsOf(code.node);
    const isMessage = operands.some(isWrittenText) && operands.some((operand) => operand.nodeType !== 'Constant');
    if (!isMessage || growing.has(statementAround(code).node)) return [];
    return [
      siteOf(
        code,
        sumForm(operands, frame),
        operands.map((operand) => pieceOf(operand, frame)),
        frame,
      ),
    ];
  });
}

/** `str(i)` is what an f-string does without a call; other calls make more of it. Of longer sums the longest that was measured. */
function sumForm(operands: readonly Expression[], frame: FrameCode): MeasuredForm {
  const isNumber = operands.some((operand) => operand.nodeType === 'Call' && isCheap(operand, frame));
  const measured = (isNumber ? OF_CALLS : OF_TEXTS)[operands.length] ?? (isNumber ? 'plus' : 'seven');
  return { figure: `practice-format/${measured}`, isPart: !operands.every((operand) => isCheap(operand, frame)) };
}

const OF_TEXTS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three', 4: 'four', 5: 'five', 6: 'six', 7: 'seven' };
const OF_CALLS: Readonly<Record<number, string>> = { 2: 'two-number', 4: 'plus' };

function isAddition(node: CodeNode['node'] | undefined): boolean {
  return node?.nodeType === 'BinOp' && node.op.nodeType === 'Add';
}

function percents(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'BinOp').flatMap((code): PracticeSite[] => {
    const { op, left, right } = code.node;
    if (op.nodeType !== 'Mod' || !isWrittenText(left)) return [];
    const values = right.nodeType === 'Tuple' ? right.elts : [right];
    // `'%s' % row` prints a tuple's items where row is one
    const isOneValue = right.nodeType === 'Tuple' || right.nodeType === 'Constant';
    const pieces = isOneValue ? filledPieces(left, '%s', values, frame) : null;
    return [siteOf(code, templateForm('percent', left, '%s', values, frame), pieces, frame)];
  });
}

function formats(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Call').flatMap((code): PracticeSite[] => {
    const { func, args, keywords } = code.node;
    if (func.nodeType !== 'Attribute' || func.attr !== 'format' || !isWrittenText(func.value)) return [];
    const pieces = keywords.length > 0 ? null : filledPieces(func.value, '{}', args, frame);
    const form = keywords.length > 0 ? { figure: NOT_MEASURED } : templateForm('format', func.value, '{}', args, frame);
    return [siteOf(code, form, pieces, frame)];
  });
}

function siteOf(
  code: CodeNode,
  form: MeasuredForm,
  pieces: readonly (string | null)[] | null,
  frame: FrameCode,
): PracticeSite {
  return { code, subject: shortText(code.node, frame), ...form, fix: fixOf(code, pieces, frame) };
}

const ADVICE = `An f-string says it in one piece; with + each value has to be a text already${OF_ENUMS}`;

function fixOf(code: CodeNode, pieces: readonly (string | null)[] | null, frame: FrameCode): Fix {
  if (pieces === null || pieces.includes(null)) return { text: ADVICE };
  return { text: ADVICE, before: sourceText(code.node, frame), after: `f'${pieces.join('')}'` };
}

/** Templates of one, two and four plain holes were measured. */
function templateForm(
  way: string,
  template: NodeOf<'Constant'>,
  hole: string,
  values: readonly Expression[],
  frame: FrameCode,
): MeasuredForm {
  const others = String(template.value).split(hole);
  const isPlain = others.length === values.length + 1 && !others.some((part) => /[%{}]/.test(part));
  if (!isPlain || values.length === 0) return { figure: NOT_MEASURED };
  const measured = HOLES[values.length] ?? '-four';
  return { figure: `practice-format/${way}${measured}`, isPart: !values.every((value) => isCheap(value, frame)) };
}

/** The case by how many holes there are. */
const HOLES: Readonly<Record<number, string>> = { 1: '-one', 2: '' };

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
  return texts.flatMap((part, at) => (at === 0 ? [part] : [pieceOfValue(values[at - 1], hole, frame), part]));
}

function pieceOfValue(value: Expression | undefined, hole: string, frame: FrameCode): string | null {
  if (value === undefined || value.nodeType === 'Starred' || value.nodeType === 'Constant') return null;
  return pieceOf(value, frame, hole === '%s');
}

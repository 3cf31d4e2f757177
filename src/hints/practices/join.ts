import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { type Accumulation, accumulations, lengthenings } from '../code/loops/accumulation.ts';
import { isAloneInLoop } from '../code/loops/alone-in-loop.ts';
import { operandsOf } from '../code/loops/copied-whole.ts';
import {
  asJoinedComprehension,
  asJoinedPieces,
  isGrowingInPlace,
  isGrowingText,
  type WholeText,
  wholeTextOf,
} from '../code/loops/growing-text.ts';
import { blockAround } from '../code/loops/one-step.ts';
import { pieceOf } from '../code/message-pieces.ts';
import type { FrameCode } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { pieceKind } from './piece-kind.ts';

/** A text that grows, in a loop or by a few statements, where join or an f-string could put it together. */
export const join: Practice = {
  id: 'join',
  title: 'a text put together piece by piece',
  article: 'join',
  match: (frame) => {
    const repeated = new Set(accumulations(frame).map(({ code }) => code.node));
    return lengthenings(frame)
      .filter((found) => isGrowingText(found, frame))
      .map((found) => {
        const site = repeated.has(found.code.node) ? grownInLoop(found, frame) : ofOneMessage(found, frame);
        return { code: found.code, subject: shortText(found.code.node, frame), ...site };
      });
  },
};

/** With the loop where that is what is replaced. */
type Found = Omit<PracticeSite, 'code' | 'subject'> & Partial<Pick<PracticeSite, 'code'>>;

function grownInLoop(found: Accumulation, frame: FrameCode): Found {
  if (!isGrowingInPlace(found)) {
    const text = lineEndText(`Collect the pieces in a list and join them once: ${copyingText(found)}`, found);
    return { figure: null, fix: { text, ...asJoinedPieces(found, frame) } };
  }
  const comprehension = asJoinedComprehension(found, frame);
  const how = comprehension === null ? 'Collect the pieces in a list and join them once' : 'Join a list of the pieces';
  const isThere = kindOfAdded(found.added) === 'whole'; // then it is faster, not only elsewhere
  const text = lineEndText(isThere ? `${how}.` : `${how}: ${OTHER_PYTHONS}`, found);
  const { before, after } = comprehension ?? asJoinedPieces(found, frame) ?? {};
  const fix = before === undefined || after === undefined ? { text } : { text, before, after };
  const code = comprehension?.loop ?? found.code;
  const way = comprehension === null ? 'append' : 'comprehension';
  const kind = isPairOfTexts(found, frame) ? 'two' : kindOfAdded(found.added);
  if (kind === undefined) return { code, figure: NOT_MEASURED, fix };
  const figures = { figure: `practice-join/${way}-${kind}`, figureOfMany: `practice-join-many/${way}-${kind}` };
  const isPart = kind !== 'two' && !(isAloneInLoop(found.code) && found.added.every(isAsMeasured));
  return { code, ...figures, isPart, fix };
}

/** Two `+=` of texts that are there, and nothing else, in a loop. */
function isPairOfTexts({ name, code }: Accumulation, frame: FrameCode): boolean {
  const loop = code.parent?.node;
  if (loop?.nodeType !== 'For' || loop.body.length !== 2) return false;
  const grown = lengthenings(frame).filter((one) => one.name === name && one.code.parent?.node === loop);
  return grown.length === 2 && grown.every(({ added }) => kindOfAdded(added) === 'whole');
}

/** What a longer sum or another call takes is no part of the figure. */
function isAsMeasured(piece: Expression): boolean {
  if (piece.nodeType === 'Call') return piece.func.nodeType === 'Name' && piece.func.id === 'str';
  const operands = operandsOf(piece);
  return operands.length <= 2 && operands.every(({ nodeType }) => operands.length === 1 || nodeType !== 'Call');
}

const OTHER_PYTHONS = 'CPython makes a local text longer where it lies, so only Pythons that copy it (PyPy) need that.';

function copyingText({ home }: Accumulation): string {
  const since = home === 'cell' || home === 'module' ? ', from Python 3.11 on' : '';
  return `here each step copies the whole text${since}.`;
}

/** What was measured, by what stands behind `+=`. */
function kindOfAdded([piece, ...others]: readonly Expression[]): ReturnType<typeof pieceKind> {
  if (piece === undefined || others.length > 0) return undefined;
  return piece.nodeType === 'BinOp' && piece.op.nodeType !== 'Add' ? undefined : pieceKind(piece);
}

/** `text = start`, `text += more`: one message, which an f-string says in one statement. */
function ofOneMessage(found: Accumulation, frame: FrameCode): Found {
  const whole = wholeTextOf(found.name, frame);
  const fix = whole === undefined || !areInARow(whole) ? null : messageFix(whole, found, frame);
  if (fix !== null && whole !== undefined) return { figure: messageCase(whole), fix };
  const text = lineEndText('Collect the pieces in a list and join them once.', found);
  return { figure: 'practice-format/pieces-join', fix: { text, ...asJoinedPieces(found, frame) } };
}

function areInARow({ begun: { code }, grown }: WholeText): boolean {
  const block = blockAround(code);
  const first = block.indexOf(code.node);
  return grown.every((one, at) => block[first + at + 1] === one.code.node);
}

/** A text that is there and two pieces, or a sum of three and two constants. */
function messageCase({ begun, grown }: WholeText): string {
  const kinds = grown.map(({ added: [piece] }) => piece?.nodeType);
  const isPair = kinds.length === 2 && kinds.every((kind) => kind === 'Name' || kind === 'Constant');
  if (isPair && operandsOf(begun.value).length === 1 && pieceKind(begun.value) === 'whole')
    return 'practice-format/pieces';
  const isMade = isPair && operandsOf(begun.value).length === 3 && kinds.every((kind) => kind === 'Constant');
  return isMade ? 'practice-format/pieces-made' : NOT_MEASURED;
}

function messageFix({ begun, grown }: WholeText, { code, name }: Accumulation, frame: FrameCode): Fix | null {
  const operands = [begun.value, ...grown.flatMap(({ added }) => added)].flatMap((value) => operandsOf(value));
  const pieces = operands.map((operand) => pieceOf(operand, frame));
  if (pieces.includes(null)) return null;
  const text = 'An f-string makes the message in one statement.';
  return { text, before: sourceText(code.node, frame), after: `${name} = f'${pieces.join('')}'` };
}

function lineEndText(advice: string, { added }: Accumulation): string {
  const isOfLines = added.some((value) => [...walkSyntax(value)].some(isLineEnd));
  return isOfLines ? `${advice.slice(0, -1)}; '\\n'.join puts no line end after the last line.` : advice;
}

/** `'\\n'`, or a text that ends in one. */
function isLineEnd(part: SyntaxNode): boolean {
  return part.nodeType === 'Constant' && typeof part.value === 'string' && part.value.endsWith('\n');
}

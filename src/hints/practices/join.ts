import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { type Accumulation, accumulations, lengthenings } from '../code/loops/accumulation.ts';
import { besideInLoop } from '../code/loops/beside-in-loop.ts';
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
import { OF_ENUMS, pieceOf } from '../code/message-pieces.ts';
import { type FrameCode, groupByOne } from '../code/module-code.ts';
import { blockText, shortText } from '../code/source-text.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { isNumberText, type MeasuredForm, pieceKind } from './as-measured.ts';

/** A text that grows, in a loop or by a few statements, where join or an f-string could put it together. */
export const join: Practice = {
  id: 'join',
  title: 'a text put together piece by piece',
  article: 'join',
  isOfEachRun: true,
  match: (frame) => {
    const repeated = new Set(accumulations(frame).map(({ code }) => code.node));
    const growing = lengthenings(frame).filter((found) => isGrowingText(found, frame));
    return [...groupByOne(growing, ({ name }) => name).values()].flatMap(costliest).flatMap((found) => {
      const site = repeated.has(found.code.node) ? grownInLoop(found, frame) : ofOneMessage(found, frame);
      return site === undefined ? [] : { code: found.code, subject: shortText(found.code.node, frame), ...site };
    });
  },
};

/** Of the places where a text grows the one that runs most, for each loop around: what is said is of the whole text. */
function costliest(alike: readonly Accumulation[]): readonly Accumulation[] {
  const depth = ({ code: { loops } }: Accumulation): number => loops.length;
  const repeated = alike.filter((one) => depth(one) > 0);
  const byLoop = groupByOne(repeated.length > 0 ? repeated : alike, ({ code: { loops } }) => loops[0]);
  return [...byLoop.values()].map((ones) => ones.reduce((best, one) => (depth(one) > depth(best) ? one : best)));
}

/** With the loop where that is what is replaced. */
type Found = Omit<PracticeSite, 'code' | 'subject'> & Partial<Pick<PracticeSite, 'code'>>;

function grownInLoop(found: Accumulation, frame: FrameCode): Found {
  if (!isGrowingInPlace(found)) {
    const text = lineEndText(`Collect the pieces in a list and join them once: ${copyingText(found)}`, found);
    return { figure: null, fix: { text, ...asJoinedPieces(found, frame) } };
  }
  const comprehension = asJoinedComprehension(found, frame);
  const how = comprehension === null ? 'Collect the pieces in a list and join them once' : 'Join a list of the pieces';
  const isThere = kindOfAdded(found) === 'whole'; // then it is faster, not only elsewhere
  const text = lineEndText(isThere ? `${how}.` : `${how}: ${OTHER_PYTHONS}`, found);
  const { before, after } = comprehension ?? asJoinedPieces(found, frame) ?? {};
  const fix = before === undefined || after === undefined ? { text } : { text, before, after };
  const code = comprehension?.loop ?? found.code;
  const way = comprehension?.way ?? 'append';
  const kind = isPairOfTexts(found, frame) ? 'two' : kindOfAdded(found);
  const measured = `${way}-${kind ?? 'call'}`;
  const figures = { figure: `practice-join/${measured}`, figureOfMany: `practice-join-many/${measured}` };
  const isPart =
    kind === undefined || (kind !== 'two' && (besideInLoop(found.code) === 'more' || !found.added.every(isShort)));
  return { code, ...figures, isPart, fix };
}

/** Two `+=` of texts that are there, and nothing else, in a loop. */
function isPairOfTexts({ name, code }: Accumulation, frame: FrameCode): boolean {
  const loop = code.parent?.node;
  if (loop?.nodeType !== 'For' || loop.body.length !== 2) return false;
  const grown = lengthenings(frame).filter((one) => one.name === name && one.code.parent?.node === loop);
  return grown.length === 2 && grown.every((one) => kindOfAdded(one) === 'whole');
}

/** What a longer sum takes is no part of the figure. */
function isShort(piece: Expression): boolean {
  return (piece.nodeType === 'JoinedStr' ? piece.values : operandsOf(piece)).length <= 2;
}

const OTHER_PYTHONS = 'CPython makes a local text longer where it lies, so only Pythons that copy it (PyPy) need that.';

function copyingText({ home }: Accumulation): string {
  const since = home === 'cell' || home === 'module' ? ', from Python 3.11 on' : '';
  return `here each step copies the whole text${since}.`;
}

/** What was measured, by what stands behind `+=`. */
function kindOfAdded({ added: [piece, ...others], code: { frame } }: Accumulation): ReturnType<typeof pieceKind> {
  if (piece === undefined || others.length > 0) return undefined;
  const isOther =
    piece.nodeType === 'Call' ? !isNumberText(piece, frame) : piece.nodeType === 'BinOp' && piece.op.nodeType !== 'Add';
  return isOther ? undefined : pieceKind(piece);
}

/** `text = start`, `text += more`: one message, which an f-string says in one statement. */
function ofOneMessage(found: Accumulation, frame: FrameCode): Found | undefined {
  const whole = wholeTextOf(found.name, frame);
  const fix = whole === undefined || !areInARow(whole) ? null : messageFix(whole, found, frame);
  if (fix !== null && whole !== undefined) return { code: whole.begun.code, ...messageForm(whole), fix };
  if (kindOfAdded(found) !== 'whole') return undefined; // a list of a few pieces is slower, by how much was measured of texts alone
  const text = lineEndText('Collect the pieces in a list and join them once.', found);
  return { figure: 'practice-format/pieces-join', fix: { text, ...asJoinedPieces(found, frame) } };
}

function areInARow({ begun: { code }, grown }: WholeText): boolean {
  const block = blockAround(code);
  const first = block.indexOf(code.node);
  return grown.every((one, at) => block[first + at + 1] === one.code.node);
}

/** Measured were a text that is there and one or two pieces, and a sum of three and two constants. */
function messageForm({ begun, grown }: WholeText): MeasuredForm {
  const kinds = grown.map(({ added: [piece] }) => piece?.nodeType);
  const first = operandsOf(begun.value);
  const areThere = kinds.every((kind) => kind === 'Name' || kind === 'Constant');
  const isPlain = areThere && first.every((part) => pieceKind(part) === 'whole');
  const isMade = first.length > 2 && kinds.length > 1 && kinds.every((kind) => kind === 'Constant');
  if (isMade) return { figure: 'practice-format/pieces-made', isPart: !isPlain };
  return { figure: `practice-format/pieces${kinds.length === 1 ? '-one' : ''}`, isPart: !isPlain || first.length > 1 };
}

function messageFix({ begun, last, grown }: WholeText, { name }: Accumulation, frame: FrameCode): Fix | null {
  const operands = [begun.value, ...grown.flatMap(({ added }) => added)].flatMap((value) => operandsOf(value));
  const pieces = operands.map((operand) => pieceOf(operand, frame));
  const before = blockText(begun.code.node, frame, last);
  if (pieces.includes(null) || before.includes('#')) return null;
  const text = `An f-string makes the message in one statement${OF_ENUMS}`;
  return { text, before, after: `${name} = f'${pieces.join('')}'` };
}

function lineEndText(advice: string, { added }: Accumulation): string {
  const isOfLines = added.some((value) => [...walkSyntax(value)].some(isLineEnd));
  return isOfLines ? `${advice.slice(0, -1)}; '\\n'.join puts no line end after the last line.` : advice;
}

/** `'\\n'`, or a text that ends in one. */
function isLineEnd(part: SyntaxNode): boolean {
  return part.nodeType === 'Constant' && typeof part.value === 'string' && part.value.endsWith('\n');
}

import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import {
  type CodeNode,
  type FrameCode,
  type LoopNode,
  nodesInLoop,
  nodesOf,
  readsOfAttribute,
} from '../module-code.ts';
import { bindingsOf, calledName, selfAttribute, statementAround } from '../names.ts';
import { kindOf } from '../values/value-kind.ts';
import { isConstant } from './consumption.ts';
import { operandsOf, sliceText, targetText } from './copied-whole.ts';
import { statementsBehind } from './one-step.ts';

/** `text = text[:at] + c + text[at + 1:]`, which copies all of a text to change one character. */
export type CharacterPut = {
  readonly code: CodeNode<NodeOf<'Assign'>>;
  readonly target: Expression;
  readonly at: Expression;
  readonly put: Expression;
  /** Where else the text is wanted whole: a list has to be joined there. */
  readonly wholeReads: readonly CodeNode[];
  readonly begunIn: LoopNode | undefined;
};

/** Those of a frame that change the same text again and again, and do not want it whole between two steps. */
export function characterPuts(frame: FrameCode): readonly CharacterPut[] {
  return nodesOf(frame, 'Assign').flatMap((code) => characterPut(code, frame) ?? []);
}

function characterPut(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): CharacterPut | undefined {
  const [target, ...others] = code.node.targets;
  const [before, put, behind, ...more] = partsOf(code.node.value);
  if (target === undefined || put === undefined || others.length + more.length > 0) return undefined;
  const at = placeBetween(before, behind, targetText(target));
  if (at === undefined || !isCharacter(put, frame) || !isText(target, put, code.node.value, frame)) return undefined;
  if (isLeftThen(code)) return undefined;
  const wholeReads = readsOf(target, code, frame)?.filter((read) => isWholeRead(read, target));
  const loop = code.loops.at(-1);
  const isWanted = wholeReads?.some((read) => (loop === undefined ? read.frame === frame : read.loops.includes(loop)));
  if (wholeReads === undefined || isWanted === true) return undefined;
  return { code, target, at, put, wholeReads, begunIn: code.loops.findLast((one) => isBegunIn(one, target, code)) };
}

/** Whether something else gives the text to its name in each pass of a loop. */
function isBegunIn(loop: LoopNode, target: Expression, { node, frame }: CodeNode): boolean {
  const inLoop = new Set<SyntaxNode>([loop, ...nodesInLoop(loop, frame).map((one) => one.node)]);
  return bindingsOf(targetText(target), frame).some(({ binding }) => binding.node !== node && inLoop.has(binding.node));
}

/** One character is changed, and the loop is left. */
function isLeftThen(code: CodeNode): boolean {
  const isEnd = ({ nodeType }: SyntaxNode): boolean => nodeType === 'Break' || nodeType === 'Return';
  return code.loops.length > 0 && statementsBehind(code).some(isEnd);
}

/** `a`, `b` and `c` of `a + b + c` and `f'{a}{b}{c}'` */
function partsOf(value: Expression): readonly Expression[] {
  if (value.nodeType === 'BinOp') return operandsOf(value);
  if (value.nodeType !== 'JoinedStr') return [];
  return value.values.map((part) => (part.nodeType === 'FormattedValue' ? part.value : part));
}

/** `at` between `text[:at]` and `text[at + 1:]` */
function placeBetween(
  before: Expression | undefined,
  behind: Expression | undefined,
  text: string,
): Expression | undefined {
  const [first, last] = [sliceOf(before, text), sliceOf(behind, text)];
  const at = first?.upper;
  if (at === undefined || last?.lower === undefined || last.upper !== undefined || first?.lower !== undefined)
    return undefined;
  const { lower } = last;
  const isNext = lower.nodeType === 'BinOp' && lower.op.nodeType === 'Add' && isConstant(lower.right, 1);
  return isNext && sliceText(lower.left) === sliceText(at) ? at : undefined;
}

function sliceOf(part: Expression | undefined, text: string): NodeOf<'Slice'> | undefined {
  if (part?.nodeType !== 'Subscript' || part.slice.nodeType !== 'Slice' || part.slice.step !== undefined)
    return undefined;
  return targetText(part.value) === text ? part.slice : undefined;
}

/** What is one character and no more: a longer one would move all that stands behind it, and an item of a list does not. */
function isCharacter(put: Expression, frame: FrameCode): boolean {
  switch (put.nodeType) {
    case 'Constant':
      return typeof put.value === 'string' && [...put.value].length === 1;
    case 'IfExp':
      return isCharacter(put.body, frame) && isCharacter(put.orelse, frame);
    case 'Subscript':
      return put.slice.nodeType !== 'Slice' && kindOf(put.value, frame) === 'str';
    case 'Call':
      return calledName(put, frame) === 'chr';
    case 'Name':
      return isCharacterName(put, frame);
    default:
      return false;
  }
}

/** `c` of `for c in text`, or bound to characters alone. */
function isCharacterName(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  const bound = bindingsOf(name.id, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { kind, node, value } }) => {
      if (node.nodeType === 'For' && node.target.nodeType === 'Name') return kindOf(node.iter, frame) === 'str';
      return kind === 'assignment' && value !== null && value.nodeType !== 'Name' && isCharacter(value, frame);
    })
  );
}

function isText(target: Expression, put: Expression, value: Expression, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  return kind === 'str' || (kind === 'unknown' && (value.nodeType === 'JoinedStr' || kindOf(put, frame) === 'str'));
}

/** All places that read it; undefined where it is no text that lasts over the steps: one that each pass begins anew, or another's. */
function readsOf(
  target: Expression,
  code: CodeNode<NodeOf<'Assign'>>,
  frame: FrameCode,
): readonly CodeNode[] | undefined {
  const loop = code.loops.at(-1);
  if (loop !== undefined && isBegunIn(loop, target, code)) return undefined;
  if (target.nodeType === 'Name') {
    const reads = nodesOf(frame, 'Name').filter(({ node }) => node.id === target.id && node.ctx.nodeType === 'Load');
    return loop === undefined ? undefined : reads;
  }
  const attribute = selfAttribute(target, frame);
  const isBegunHere = bindingsOf(targetText(target), frame).some(({ binding }) => binding.node !== code.node);
  if (attribute === null || (loop === undefined && isBegunHere)) return undefined;
  return readsOfAttribute(attribute, frame.module);
}

/** Neither `text[at]` nor `len(text)`, nor part of such a step itself. */
function isWholeRead(read: CodeNode, target: Expression): boolean {
  const around = read.parent?.node;
  if (around?.nodeType === 'Call' && calledName(around, read.frame) === 'len') return false;
  if (around?.nodeType !== 'Subscript' || around.value !== read.node) return true;
  if (around.slice.nodeType !== 'Slice') return false;
  const { node } = statementAround(read);
  return node.nodeType !== 'Assign' || !node.targets.some((one) => targetText(one) === targetText(target));
}

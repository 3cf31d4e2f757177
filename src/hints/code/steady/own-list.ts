import { dottedText } from '../../../source/dotted-text.ts';
import { type Expression, isFunctionNode } from '../../../source/syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import { isAsked, isCaptured } from '../loops/one-step.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import {
  attributeBindings,
  type BoundIn,
  bindingsOf,
  calledName,
  isElsewhere,
  selfName,
  statementAround,
} from '../names.ts';

/**
 * Whether a list that statements make anew, `rows = rows + more`, may grow where it is: the program begins it, and nobody
 * else has the list that it was.
 */
export function isGrownAlone(target: Expression, frame: FrameCode): boolean {
  return (target.nodeType === 'Name' || target.nodeType === 'Attribute') && isAlone(dottedText(target), frame);
}

const isAlone = oncePerName((text: string, frame: FrameCode): boolean => {
  if (/^\w+$/.test(text)) {
    const isOwn = !isElsewhere(text, frame) && !isCaptured(text, frame);
    return isOwn && areBegun(bindingsOf(text, frame), text) && !isHeld(text, text, [frame]);
  }
  const attribute = text.slice(text.indexOf('.') + 1);
  if (text !== `${selfName(frame)}.${attribute}` || attribute.includes('.')) return false;
  const bound = attributeBindings(attribute, frame);
  const inMethods = bound.every(({ frame: at }) => isFunctionNode(at.node));
  return inMethods && areBegun(bound, text) && !isHeld(attribute, text, frame.module.frames);
});

/** Each is a list of its own, or made of the list itself. */
function areBegun(bound: readonly BoundIn[], text: string): boolean {
  return (
    bound.length > 0 &&
    bound.every(({ binding: { value, node, kind }, frame }) => {
      if (kind === 'augmented') return true;
      if (kind !== 'assignment' || value === null) return false;
      if (node.nodeType === 'Assign' && node.targets.length > 1) return false;
      return isOfItself(value, text) || isNewList(value, frame);
    })
  );
}

function isOfItself(value: Expression, text: string): boolean {
  return value.nodeType === 'BinOp' && dottedText(value.left) === text;
}

function isNewList(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'List' || value.nodeType === 'ListComp') return true;
  return value.nodeType === 'Call' && ['list', 'sorted'].includes(calledName(value, frame));
}

/** Whether it is handed on, kept or walked anywhere but where it is made longer. */
function isHeld(name: string, text: string, frames: readonly FrameCode[]): boolean {
  const reads = frames.flatMap((frame) => [
    ...nodesOf(frame, 'Name').filter(({ node }) => node.id === name),
    ...nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === name),
  ]);
  return reads.some((read) => read.node.ctx.nodeType === 'Load' && !isGrowing(read, text) && !isOnlyAsked(read, name));
}

function isGrowing(read: CodeNode, text: string): boolean {
  const { node } = statementAround(read);
  return node.nodeType === 'Assign' && isOfItself(node.value, text) && read.parent?.node === node.value;
}

/** What a function returns at its end is the list of a name that is gone; that of an attribute stays. */
function isOnlyAsked(read: CodeNode, name: string): boolean {
  const isReturned = read.parent?.node.nodeType === 'Return';
  return isAsked(read) && (!isReturned || (read.node.nodeType === 'Name' && read.node.id === name));
}

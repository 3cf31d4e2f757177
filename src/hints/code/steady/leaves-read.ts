import { givenWithObject, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { classesByField } from '../class-fields.ts';
import { isHandedOn } from '../handed-on.ts';
import { type CodeNode, codeAt, definedAs, type FrameCode } from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, selfName } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { changersOfNodes, changersOfReads } from './fixed-function.ts';
import { leaveAsIs, leavesAllAsIs } from './leaves-alone.ts';
import { framesMeant, framesThatReach, isPlainlyDecorated } from './pure-frame.ts';

/** What `by` asks each time: `self.level.scent(self.hero)`. */
type Asked = {
  readonly asked: CodeNode<NodeOf<'Call' | 'Attribute'>>;
  readonly callee: FrameCode;
  readonly by: FrameCode;
};

/**
 * Whether what a loop of a frame changes, itself or by what it calls, is nothing that is read for the answer: `monster.at`, where
 * only `self.hero` is asked about. Of what is asked about all is the object's, and not bound by the function that asks.
 */
export function leavesRead(repeated: SyntaxNode, { asked, callee, by }: Asked, frame: FrameCode): boolean {
  const { node } = asked;
  const values = node.nodeType === 'Call' ? givenWithObject(node) : [node.value];
  const parts = values.flatMap((value) => [...walkSyntax(value)]);
  const isOwn = (part: SyntaxNode): boolean =>
    part.nodeType !== 'Name' || part.id === selfName(by) || bindingsOf(part.id, by).length === 0;
  const given = changersOfNodes(
    parts.flatMap((part) => codeAt(part, by) ?? []),
    by,
  );
  const read = changersOfReads(callee);
  if (!parts.every(isOwn) || given === undefined || read === undefined || read.includes(frame)) return false;
  const names = new Set(parts.flatMap((part) => (part.nodeType === 'Attribute' ? [part.attr] : [])));
  // the frame may set it before the loop: in it there is no word of it
  const isNamed = (one: SyntaxNode): boolean => one.nodeType === 'Attribute' && names.has(one.attr);
  const nodes = [...walkSyntax(repeated)];
  if (given.includes(frame) && nodes.some(isNamed)) return false;
  const changers = new Set([...read, ...given.filter((one) => one !== frame)]);
  const changing = framesThatReach((one) => changers.has(one));
  const isTold = frame.module.frames.some((one) => isGivenAway(one) && changing.has(one));
  const reach = framesThatReach(
    (one) => changers.has(one) || one.nodes.some((code) => isUnknown(code.node, one, isTold)),
  );
  const isLeft = (one: SyntaxNode): boolean =>
    !isUnknown(one, frame, isTold) && ![...meant(one, frame)].some((other) => reach.has(other));
  return leaveAsIs([], frame) && nodes.every(isLeft);
}

/** Who was given it may call it, by whichever method the file does not know. */
function isGivenAway(frame: FrameCode): boolean {
  return frame.node.nodeType === 'Lambda' || !isPlainlyDecorated(frame) || isHandedOn(frame);
}

/** What may run for a node: also a property, and what is handed on. */
function meant(node: SyntaxNode, frame: FrameCode): readonly FrameCode[] {
  if (node.nodeType === 'Call') return framesMeant(node, frame);
  if (node.nodeType !== 'Name' && node.nodeType !== 'Attribute') return [];
  return definedAs(node.nodeType === 'Name' ? node.id : node.attr, frame);
}

/** It may change anything, as far as one sees: a function that an attribute holds, a walk that others take part in. */
function isUnknown(node: SyntaxNode, frame: FrameCode, isTold: boolean): boolean {
  switch (node.nodeType) {
    case 'Yield':
    case 'YieldFrom':
    case 'Await':
      return true;
    case 'Name':
      return isOnePass(node, frame);
    case 'Attribute':
      // of a class that the file does not have it may be a property
      return isOnePass(node, frame) || (node.ctx.nodeType !== 'Load' && !isOfFile(node.attr, frame));
    case 'AugAssign':
      return node.target.nodeType === 'Name' && !leavesAllAsIs(node, frame);
    case 'Call':
      return !isKnown(node, frame, isTold) && !leavesAllAsIs(node, frame);
    default:
      return false;
  }
}

/** Whether a class of the file binds it, or names it as a field. */
function isOfFile(attribute: string, frame: FrameCode): boolean {
  return attributesNamed(attribute, frame).length > 0 || classesByField(frame.module).has(attribute);
}

/** A function of the file, which is looked at, or a method of which the file knows nothing, and that is given no key and was told of no changer. */
function isKnown(call: NodeOf<'Call'>, frame: FrameCode, isTold: boolean): boolean {
  const { func, keywords } = call;
  if (framesMeant(call, frame).length > 0) return true;
  const isMethod = !isTold && calledName(call, frame).startsWith('.') && !keywords.some(({ arg }) => arg === 'key');
  if (func.nodeType !== 'Attribute' || !isMethod) return false;
  return attributesNamed(func.attr, frame).every(({ binding: { kind } }) => kind === 'definition');
}

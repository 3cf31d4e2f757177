import { isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { type FrameCode, methodsOf } from './module-code.ts';
import { classesOf, resolve, selfAttribute } from './names.ts';

/** The function of the same file that a call calls, where its name leaves no doubt: `shape(text)`, `self.shape()`. */
export function calledFrame({ func }: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  if (func.nodeType === 'Name') {
    const [only, ...others] = resolve(func.id, frame);
    const node = others.length === 0 ? only?.binding.node : undefined;
    return node !== undefined && isFunctionNode(node) ? frame.module.frameAt(node) : undefined;
  }
  const name = selfAttribute(func, frame);
  if (name === null || frame.parent?.node.nodeType !== 'ClassDef') return undefined;
  const named = classesOf(frame.parent).flatMap((each) => methodsOf(each).filter(({ scope }) => scope.name === name));
  return named[0];
}

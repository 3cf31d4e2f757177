import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import type { FrameCode } from './module-code.ts';
import { bindingsOf, calledName } from './names.ts';

/** `text` of `letter` in `for letter in text`, and of `text[at]` in `for at in range(len(text))` */
export function walkedBy(asked: Expression, item: string, iter: Expression, frame: FrameCode): Expression | undefined {
  if (asked.nodeType === 'Name') return asked.id === item ? iter : undefined;
  if (asked.nodeType !== 'Subscript' || asked.slice.nodeType !== 'Name' || asked.slice.id !== item) return undefined;
  const isRange = iter.nodeType === 'Call' && calledName(iter, frame) === 'range' && iter.args.length === 1;
  const [end] = isRange ? iter.args : [];
  const isWhole = end !== undefined && asked.value.nodeType === 'Name' && isLengthOf([asked.value.id], end, frame);
  return isWhole ? asked.value : undefined;
}

/** Whether a name stands anywhere in a node. */
export function hasName(node: SyntaxNode, name: string): boolean {
  return [...walkSyntax(node)].some((one) => one.nodeType === 'Name' && one.id === name);
}

/** `a` and `b` of `a[at] != b[at]` for each `at` of `range(len(a))` */
export function pairAt(
  left: Expression,
  right: Expression,
  at: string,
  iter: Expression,
  frame: FrameCode,
): readonly string[] | undefined {
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 1) return undefined;
  const sides = [left, right];
  const texts = sides.flatMap((side) =>
    side.nodeType === 'Subscript' &&
    side.slice.nodeType === 'Name' &&
    side.slice.id === at &&
    side.value.nodeType === 'Name'
      ? [side.value.id]
      : [],
  );
  const [end] = iter.args;
  return texts.length === 2 && end !== undefined && isLengthOf(texts, end, frame) ? texts : undefined;
}

/** `len(a)`, `min(len(a), len(b))`, or `n` after `n = len(a)` */
function isLengthOf(names: readonly string[], end: Expression, frame: FrameCode): boolean {
  if (end.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(end.id, frame);
    const value = others.length === 0 ? only?.binding.value : undefined;
    return value?.nodeType === 'Call' && isLengthOf(names, value, frame);
  }
  if (end.nodeType !== 'Call') return false;
  const called = calledName(end, frame);
  if (called === 'min') return end.args.every((one) => isLengthOf(names, one, frame));
  const [given] = end.args;
  return called === 'len' && given?.nodeType === 'Name' && names.includes(given.id);
}

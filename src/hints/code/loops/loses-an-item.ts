import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { targetText } from './copied-whole.ts';

/** Whether `text = text[n:]` takes something off each time: it stands in `while text`, once in each pass, and n is no 0. */
export function losesAnItem({ node, parent, loops, frame }: CodeNode<NodeOf<'Assign'>>): boolean {
  const cut = [...walkSyntax(node.value)].find((one) => one.nodeType === 'Subscript' && one.slice.nodeType === 'Slice');
  if (cut?.nodeType !== 'Subscript' || cut.slice.nodeType !== 'Slice' || cut.slice.lower === undefined) return false;
  const text = targetText(cut.value);
  const isAsked = (loop: LoopNode | undefined): boolean => loop?.nodeType === 'While' && asksFor(loop.test, text);
  const isOnce = isAsked(loops.at(-1)) || (isAsked(loops.at(-2)) && leavesBehind(node, parent?.node));
  return isOnce && isAtLeastOne(cut.slice.lower, frame);
}

function asksFor(test: Expression, text: string): boolean {
  if (test.nodeType === 'BoolOp' && test.op.nodeType === 'And') return test.values.some((one) => asksFor(one, text));
  return targetText(test) === text;
}

/** `break` behind it */
function leavesBehind(node: SyntaxNode, around: SyntaxNode | undefined): boolean {
  if (around?.nodeType !== 'If' && around?.nodeType !== 'For') return false;
  const block = [around.body, around.orelse].find((some) => some.some((one) => one === node));
  return block?.at(-1)?.nodeType === 'Break';
}

/** Also `size` of `for size in range(1, most)`. */
function isAtLeastOne(value: Expression | undefined, frame: FrameCode): boolean {
  if (value?.nodeType === 'Constant') return typeof value.value === 'number' && value.value >= 1;
  if (value?.nodeType !== 'Name') return false;
  const bound = bindingsOf(value.id, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { kind, value: given } }) => {
      if (kind === 'assignment') return given?.nodeType === 'Constant' && isAtLeastOne(given, frame);
      const isRange = kind === 'loop' && given?.nodeType === 'Call' && calledName(given, frame) === 'range';
      return (
        isRange &&
        given.args.length === 2 &&
        given.args[0]?.nodeType === 'Constant' &&
        isAtLeastOne(given.args[0], frame)
      );
    })
  );
}

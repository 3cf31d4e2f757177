import type { Expression } from '../../../source/syntax.ts';
import { type CodeNode, codeAt } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { rootsChanged } from './receivers-changed.ts';

/** What a name is made of that each pass of the innermost loop makes anew: `{'text': text}` of `body` after `body = {'text': text}`. */
export function builtFrom(value: Expression, { loops, frame }: CodeNode): Expression {
  const [only, ...others] = value.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  if (value.nodeType !== 'Name' || only?.binding.kind !== 'assignment' || others.length > 0) return value;
  const { value: made, node } = only.binding;
  const isInLoop = loops.length > 0 && codeAt(node, frame)?.loops.at(-1) === loops.at(-1);
  return made !== null && isInLoop && !rootsChanged(frame).has(value.id) ? made : value;
}

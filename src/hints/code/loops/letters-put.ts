import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { targetText } from './copied-whole.ts';

/** What a step puts to the result, and how often it names that. */
export type Put = {
  readonly to: string;
  readonly value: Expression;
  /** And not appended: what it is put to may be a number. */
  readonly isAdded: boolean;
  readonly isBefore?: boolean;
  readonly names: number;
};

/** `kept.append(c)`, `kept += c`, `kept = kept + c`, and `kept = c + kept`, which puts it before what is there. */
export function putOf(step: SyntaxNode): Put | undefined {
  if (step.nodeType === 'AugAssign') {
    const { op, target, value } = step;
    return op.nodeType === 'Add' && target.nodeType === 'Name'
      ? { to: target.id, value, isAdded: true, names: 1 }
      : undefined;
  }
  if (step.nodeType === 'Assign') return putBeside(step);
  if (step.nodeType !== 'Expr' || step.value.nodeType !== 'Call') return undefined;
  const { func, args } = step.value;
  const [value] = args;
  const isPut = func.nodeType === 'Attribute' && func.attr === 'append' && func.value.nodeType === 'Name';
  return isPut && value !== undefined ? { to: targetText(func.value), value, isAdded: false, names: 1 } : undefined;
}

function putBeside({ targets: [target, ...others], value }: NodeOf<'Assign'>): Put | undefined {
  if (target?.nodeType !== 'Name' || others.length > 0) return undefined;
  if (value.nodeType !== 'BinOp' || value.op.nodeType !== 'Add') return undefined;
  const { left, right } = value;
  const put = { to: target.id, isAdded: true, names: 2 };
  if (targetText(right) === target.id) return { ...put, value: left, isBefore: true };
  return targetText(left) === target.id ? { ...put, value: right } : undefined;
}

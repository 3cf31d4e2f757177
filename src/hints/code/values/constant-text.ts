import type { Expression } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, classAttributeBindings, resolve, selfAttribute } from '../names.ts';

const DEEPEST = 5;

/** The text that an expression is where the source says it: constants, what names are bound to once, sums and f-strings of them. */
export function constantText(expression: Expression, frame: FrameCode, depth: number = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  switch (expression.nodeType) {
    case 'Constant':
      return typeof expression.value === 'string' ? expression.value : undefined;
    case 'BinOp':
      return expression.op.nodeType === 'Add' ? joined([expression.left, expression.right], frame, depth) : undefined;
    case 'JoinedStr':
      return joined(expression.values, frame, depth);
    case 'FormattedValue':
      return constantText(expression.value, frame, depth + 1);
    case 'Name':
    case 'Attribute':
      return boundText(expression, frame, depth);
    default:
      return undefined;
  }
}

function joined(parts: readonly Expression[], frame: FrameCode, depth: number): string | undefined {
  const texts = parts.map((part) => constantText(part, frame, depth + 1));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function boundText(expression: Expression, frame: FrameCode, depth: number): string | undefined {
  const attribute = selfAttribute(expression, frame);
  const bound =
    attribute !== null
      ? attributeBindings(attribute, frame)
      : expression.nodeType === 'Name'
        ? resolve(expression.id, frame)
        : classAttributeBindings(expression, frame);
  const [only, ...others] = bound;
  if (only === undefined || others.length > 0 || only.binding.kind !== 'assignment') return undefined;
  return only.binding.value === null ? undefined : constantText(only.binding.value, only.frame, depth + 1);
}

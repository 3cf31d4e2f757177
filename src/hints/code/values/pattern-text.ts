import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName } from '../names.ts';
import { constantText } from './constant-text.ts';

/** A text that is put together, with `%s` for what is put into it. */
type Pattern = { readonly text: string; readonly keys: readonly Expression[] };

/** `'item[@id="%s"]' % key`, `'...{}'.format(key)`, an f-string or a sum: undefined where its constant parts are not known. */
export function patternText(expression: Expression, frame: FrameCode): Pattern | undefined {
  switch (expression.nodeType) {
    case 'JoinedStr':
      return joined(expression.values.map((value) => partOf(value, frame)));
    case 'BinOp':
      if (expression.op.nodeType === 'Mod') return percent(expression, frame);
      return expression.op.nodeType === 'Add'
        ? joined([expression.left, expression.right].map((side) => patternText(side, frame) ?? partOf(side, frame)))
        : undefined;
    case 'Call':
      return formatted(expression, frame);
    default:
      return undefined;
  }
}

function partOf(part: Expression, frame: FrameCode): Pattern {
  const text = constantText(part, frame);
  if (text !== undefined) return { text, keys: [] };
  return { text: '%s', keys: [part.nodeType === 'FormattedValue' ? part.value : part] };
}

function joined(parts: readonly Pattern[]): Pattern {
  return { text: parts.map(({ text }) => text).join(''), keys: parts.flatMap(({ keys }) => keys) };
}

function percent({ left, right }: NodeOf<'BinOp'>, frame: FrameCode): Pattern | undefined {
  const text = constantText(left, frame)?.replace(/%[sdr]/g, '%s');
  if (text === undefined) return undefined;
  return { text, keys: right.nodeType === 'Tuple' ? right.elts : [right] };
}

function formatted(call: NodeOf<'Call'>, frame: FrameCode): Pattern | undefined {
  if (call.func.nodeType !== 'Attribute' || calledName(call, frame) !== '.format') return undefined;
  const text = constantText(call.func.value, frame)?.replace(/\{[^{}]*\}/g, '%s');
  if (text === undefined) return undefined;
  return { text, keys: givenValues(call) };
}

import { dottedText } from '../../../source/dotted-text.ts';
import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import {
  attributeBindings,
  calledName,
  classAttributeBindings,
  isElsewhere,
  resolve,
  selfAttribute,
} from '../names.ts';
import { argumentsFor } from './call-arguments.ts';
import { constantText } from './constant-text.ts';

const DEEPEST = 10;

/** Calls whose result is as long as their first argument. */
const AS_LONG: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'enumerate', 'reversed', 'iter', '.copy']);

/** How many items an expression has, where the source says it: constants, ranges of constants, comprehensions over them. */
export function lengthOf(expression: Expression, frame: FrameCode, depth: number = 0): number | undefined {
  if (depth > DEEPEST) return undefined;
  switch (expression.nodeType) {
    case 'Constant':
      return typeof expression.value === 'string' && expression.quote_style !== undefined
        ? expression.value.length
        : undefined;
    case 'List':
    case 'Tuple':
      return expression.elts.some(({ nodeType }) => nodeType === 'Starred') ? undefined : expression.elts.length;
    case 'Dict':
      return expression.keys.some((key) => key == null) ? undefined : expression.keys.length;
    case 'ListComp':
    case 'DictComp':
      return lengthOfComprehension(expression, frame, depth);
    case 'BinOp':
      return lengthOfOperation(expression, frame, depth);
    case 'Call':
      return lengthOfCall(expression, frame, depth);
    case 'Name':
      return lengthOfName(expression.id, frame, depth);
    case 'Attribute':
      return lengthOfAttribute(expression, frame, depth);
    default:
      return undefined;
  }
}

function lengthOfComprehension(
  { generators }: NodeOf<'ListComp' | 'DictComp'>,
  frame: FrameCode,
  depth: number,
): number | undefined {
  const [clause, ...others] = generators;
  const isWhole = clause !== undefined && others.length === 0 && clause.ifs.length === 0;
  return isWhole ? lengthOf(clause.iter, frame, depth + 1) : undefined;
}

function lengthOfOperation({ op, left, right }: NodeOf<'BinOp'>, frame: FrameCode, depth: number): number | undefined {
  if (op.nodeType === 'Mult') {
    const items = lengthOf(left, frame, depth + 1);
    const times = numberOf(right, frame, depth + 1);
    return items === undefined || times === undefined ? undefined : items * times;
  }
  const first = op.nodeType === 'Add' ? lengthOf(left, frame, depth + 1) : undefined;
  const second = first === undefined ? undefined : lengthOf(right, frame, depth + 1);
  return first === undefined || second === undefined ? undefined : first + second;
}

function lengthOfCall(call: NodeOf<'Call'>, frame: FrameCode, depth: number): number | undefined {
  const name = calledName(call, frame);
  const [first] = call.args;
  if (name === '.split') return lengthOfSplit(call, frame);
  if (name === 'range') return lengthOfRange(call, frame, depth);
  if (first === undefined || !AS_LONG.has(name)) return undefined;
  return lengthOf(first, frame, depth + 1);
}

/** `'monday tuesday'.split()` */
function lengthOfSplit({ func, args, keywords }: NodeOf<'Call'>, frame: FrameCode): number | undefined {
  const text = func.nodeType === 'Attribute' ? constantText(func.value, frame) : undefined;
  const [separator] = args;
  if (text === undefined || args.length > 1 || keywords.length > 0) return undefined;
  if (separator === undefined) return text.split(/\s+/).filter((word) => word !== '').length;
  const between = separator.nodeType === 'Constant' ? separator.value : undefined;
  return typeof between === 'string' ? text.split(between).length : undefined;
}

function lengthOfRange({ args }: NodeOf<'Call'>, frame: FrameCode, depth: number): number | undefined {
  const values = args.map((argument) => numberOf(argument, frame, depth + 1));
  const [first, second, step = 1] = values;
  if (first === undefined || values.includes(undefined) || step === 0) return undefined;
  return Math.max(0, Math.ceil(second === undefined ? first : (second - first) / step));
}

function lengthOfName(name: string, frame: FrameCode, depth: number): number | undefined {
  const value = onlyValue(name, frame);
  if (value === undefined || namesChanged(frame.module).has(name)) return undefined;
  return lengthOf(value.expression, value.frame, depth + 1);
}

/** `self.kinds` that the class binds once, and `Words.KINDS`. */
function lengthOfAttribute(node: NodeOf<'Attribute'>, frame: FrameCode, depth: number): number | undefined {
  const name = selfAttribute(node, frame);
  const [only, ...others] = name === null ? classAttributeBindings(node, frame) : attributeBindings(name, frame);
  if (only?.binding.value == null || others.length > 0 || isChangedAttribute(node.attr, frame)) return undefined;
  return only.binding.kind === 'assignment' ? lengthOf(only.binding.value, only.frame, depth + 1) : undefined;
}

type Value = { readonly expression: Expression; readonly frame: FrameCode };

/** What a name is bound to, where it is bound once; for an argument what the only call gives. */
function onlyValue(name: string, frame: FrameCode): Value | undefined {
  const [only, ...others] = resolve(name, frame);
  if (only === undefined || others.length > 0) return undefined;
  const { binding, frame: at } = only;
  if (binding.kind === 'assignment' && binding.value !== null) return { expression: binding.value, frame: at };
  if (binding.kind !== 'argument' || binding.node.nodeType !== 'Arg') return undefined;
  const [given, ...more] = argumentsFor(name, at);
  return given === undefined || more.length > 0 ? undefined : { expression: given.value, frame: given.frame };
}

const CHANGING: ReadonlySet<string> = new Set(
  'append extend insert pop remove clear add update setdefault popitem discard'.split(' '),
);

/** What some function of the file makes longer or shorter. */
const namesChanged = oncePer(
  (module: ModuleCode): ReadonlySet<string> => new Set(receiversChanged(module).map((one) => dottedText(one))),
);

function receiversChanged({ frames }: ModuleCode): readonly Expression[] {
  return frames
    .flatMap((frame) => nodesOf(frame, 'Call'))
    .flatMap(({ node: { func } }) => (func.nodeType === 'Attribute' && CHANGING.has(func.attr) ? [func.value] : []));
}

/** Whether anything in the file makes a list of that attribute longer or shorter, of whatever object. */
function isChangedAttribute(attribute: string, { module }: FrameCode): boolean {
  return attributesChanged(module).has(attribute);
}

const attributesChanged = oncePer((module: ModuleCode): ReadonlySet<string> => {
  const owners = receiversChanged(module);
  return new Set(owners.flatMap((owner) => (owner.nodeType === 'Attribute' ? [owner.attr] : [])));
});

/** The value of a whole number that the source says. */
function numberOf(expression: Expression, frame: FrameCode, depth: number): number | undefined {
  if (depth > DEEPEST) return undefined;
  if (expression.nodeType === 'Constant') return typeof expression.value === 'number' ? expression.value : undefined;
  if (expression.nodeType === 'Call' && calledName(expression, frame) === 'len') {
    const [items] = expression.args;
    return items === undefined ? undefined : lengthOf(items, frame, depth + 1);
  }
  if (expression.nodeType === 'BinOp') return computed(expression, frame, depth);
  if (expression.nodeType !== 'Name' || isElsewhere(expression.id, frame)) return undefined;
  const value = onlyValue(expression.id, frame);
  return value === undefined ? undefined : numberOf(value.expression, value.frame, depth + 1);
}

function computed({ op, left, right }: NodeOf<'BinOp'>, frame: FrameCode, depth: number): number | undefined {
  const first = numberOf(left, frame, depth + 1);
  const second = numberOf(right, frame, depth + 1);
  if (first === undefined || second === undefined) return undefined;
  if (op.nodeType === 'Add') return first + second;
  if (op.nodeType === 'Sub') return first - second;
  if (op.nodeType === 'Mult') return first * second;
  if (op.nodeType === 'FloorDiv' && second !== 0) return Math.floor(first / second);
  return op.nodeType === 'Pow' ? first ** second : undefined;
}

/** How often a loop goes round in one run of its function, where the source says it. */
export function passesInSource(loop: SyntaxNode, frame: FrameCode): number | undefined {
  if (loop.nodeType === 'For') return lengthOf(loop.iter, frame);
  if (!isComprehension(loop) || loop.generators.length > 1) return undefined;
  const [clause] = loop.generators;
  return clause === undefined ? undefined : lengthOf(clause.iter, frame);
}

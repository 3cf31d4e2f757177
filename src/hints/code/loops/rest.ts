import { lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf, statementAround } from '../names.ts';
import { isConstant } from './consumption.ts';
import { targetText } from './copied-whole.ts';

/** What of a sequence is kept under its own name, all but its beginning, and how it is cut. */
export type Rest = { readonly of: Expression; readonly by: 'slice' | 'star' | 'partition' | 'split' };

/**
 * `queue = queue[1:]`, `first, queue = queue[0], queue[1:]`, `first, *queue = queue`, `word, _, text = text.partition(' ')`,
 * `word, text = text.split(' ', 1)`, also with `.strip()` behind.
 */
export function restOf(target: Expression, value: Expression): Rest | undefined {
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') return restOfParts(target.elts, value);
  const cut = withoutStrips(value);
  if (cut.nodeType !== 'Subscript' || cut.slice.nodeType !== 'Slice') return undefined;
  const { lower, upper, step } = cut.slice;
  const isRest = upper === undefined && step === undefined && lower !== undefined && !isNegative(lower);
  if (!isRest || isConstant(lower, 0) || targetText(target) !== targetText(cut.value)) return undefined;
  return { of: cut.value, by: 'slice' };
}

/** Of which list the newest items are kept, how many, and what is put to it in the same statement. */
export type Newest = { readonly list: Expression; readonly size: Expression; readonly added?: Expression };

/** `last = last[-size:]`, `last = (last + [item])[-size:]`, `del last[:-size]` */
export function newestKept(cut: NodeOf<'Assign'> | NodeOf<'Delete'>): Newest | undefined {
  const [target, ...others] = cut.targets;
  const sliced = cut.nodeType === 'Assign' ? cut.value : target;
  if (target === undefined || others.length > 0) return undefined;
  if (sliced?.nodeType !== 'Subscript' || sliced.slice.nodeType !== 'Slice') return undefined;
  const { lower, upper, step } = sliced.slice;
  const [end, open] = cut.nodeType === 'Assign' ? [lower, upper] : [upper, lower];
  if (end?.nodeType !== 'UnaryOp' || !isNegative(end) || open !== undefined || step !== undefined) return undefined;
  const sum = sliced.value.nodeType === 'BinOp' ? sliced.value : undefined;
  const list = sum?.left ?? sliced.value;
  const isSame = cut.nodeType === 'Delete' || targetText(target) === targetText(list);
  return isSame ? { list, size: end.operand, ...(sum === undefined ? {} : { added: sum.right }) } : undefined;
}

function restOfParts(targets: readonly Expression[], value: Expression): Rest | undefined {
  const last = targets.at(-1);
  if (last === undefined) return undefined;
  if (last.nodeType === 'Starred') {
    return targetText(last.value) === targetText(value) ? { of: value, by: 'star' } : undefined;
  }
  if (value.nodeType === 'Call') return restOfCut(last, value);
  const parts = value.nodeType === 'Tuple' && value.elts.length === targets.length ? value.elts : [];
  return parts.flatMap((part, at) => restOf(targets[at] ?? last, part) ?? [])[0];
}

function restOfCut(
  last: Expression,
  { func, args, keywords }: Extract<Expression, { nodeType: 'Call' }>,
): Rest | undefined {
  if (func.nodeType !== 'Attribute' || targetText(func.value) !== targetText(last)) return undefined;
  if (func.attr === 'partition') return { of: func.value, by: 'partition' };
  const isOnce =
    isConstant(args[1], 1) || keywords.some(({ arg, value }) => arg === 'maxsplit' && isConstant(value, 1));
  return func.attr === 'split' && isOnce ? { of: func.value, by: 'split' } : undefined;
}

const STRIPS: ReadonlySet<string> = new Set(['strip', 'lstrip', 'rstrip']);

function withoutStrips(value: Expression): Expression {
  const isStrip = value.nodeType === 'Call' && value.func.nodeType === 'Attribute' && STRIPS.has(value.func.attr);
  return isStrip && value.func.nodeType === 'Attribute' ? value.func.value : value;
}

export function isNegative(bound: Expression): boolean {
  return bound.nodeType === 'UnaryOp' && bound.op.nodeType === 'USub';
}

/** `rows[1:]` that a function hands on to itself, directly or by a name of one assignment: `first, rest = rows[0], rows[1:]`. */
export function restHandedOn(call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  return handedOn(call, isRest, frame);
}

/** The argument of a function of which it hands a part on to itself. */
function handedOn(call: NodeOf<'Call'>, isPart: IsPart, frame: FrameCode): Expression | undefined {
  if (!isFunctionNode(frame.node) || lastName(call.func) !== frame.scope.name) return undefined;
  const names = new Set([...frame.node.args.posonlyargs, ...frame.node.args.args].map(({ arg }) => arg));
  const given = givenValues(call);
  return given
    .flatMap((value) => sliced(value, isPart, frame) ?? [])
    .find((list) => list.nodeType === 'Name' && names.has(list.id));
}

type IsPart = (slice: NodeOf<'Slice'>) => boolean;

/** What a function hands on to itself is one half of a list, where no run comes to both halves: `return find(rows[middle + 1:], key)`. */
export function isHalfSearched(call: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  return handedOn(call.node, isHalf, frame) !== undefined && isCalledOncePerRun(frame);
}

/** The same of a function that hands on all but the first, or all but the last, item: it goes through a list step by step. */
export function goesStepwise(call: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  return handedOn(call.node, isAllButOne, frame) !== undefined && isCalledOncePerRun(frame);
}

/** Whether it calls itself where it returns, and no run does so twice. */
function isCalledOncePerRun(frame: FrameCode): boolean {
  const calls = nodesOf(frame, 'Call').filter(({ node }) => lastName(node.func) === frame.scope.name);
  const returned = calls.map((one) => (one.parent?.node.nodeType === 'IfExp' ? one : statementAround(one)).node);
  return (
    new Set(returned).size === calls.length &&
    calls.every((one) => one.loops.length === 0 && statementAround(one).node.nodeType === 'Return')
  );
}

/** `rows` of `rows[1:]` */
function sliced(value: Expression, isPart: IsPart, frame: FrameCode): Expression | undefined {
  if (value.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(value.id, frame);
    const bound = others.length === 0 && only?.binding.kind === 'assignment' ? only.binding.value : null;
    return bound?.nodeType === 'Subscript' ? sliced(bound, isPart, frame) : undefined;
  }
  if (value.nodeType !== 'Subscript' || value.slice.nodeType !== 'Slice') return undefined;
  return value.slice.step === undefined && isPart(value.slice) ? value.value : undefined;
}

/** `rows[1:]`, `rows[:-1]`, `rows[1:-1]` */
function isAllButOne({ lower, upper }: NodeOf<'Slice'>): boolean {
  const isLast = upper?.nodeType === 'UnaryOp' && isNegative(upper) && isConstant(upper.operand, 1);
  return (
    (lower === undefined || isConstant(lower, 1)) && (upper === undefined || isLast) && (lower ?? upper) !== undefined
  );
}

function isRest({ lower, upper }: NodeOf<'Slice'>): boolean {
  return isConstant(lower, 1) && upper === undefined;
}

/** `rows[:middle]`, `rows[middle + 1:]` */
function isHalf({ lower, upper }: NodeOf<'Slice'>): boolean {
  const bound = lower === undefined || isConstant(lower, 0) ? upper : upper === undefined ? lower : undefined;
  return bound !== undefined && bound.nodeType !== 'Constant' && !isNegative(bound);
}

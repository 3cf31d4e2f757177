import { bindings } from '../../../source/bindings.ts';
import { fieldNodes } from '../../../source/child-nodes.ts';
import { type Expression, givenValues, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import {
  type CodeNode,
  codeAt,
  type FrameCode,
  groupBy,
  type LoopNode,
  methodsNamed,
  nodesOf,
} from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { isInvariantIn } from '../steady/invariance.ts';
import { isPureFrame } from '../steady/pure-frame.ts';
import { rootsChanged } from '../steady/receivers-changed.ts';
import { isSameList } from '../steady/same-list.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { loopThatBegins } from './accumulation.ts';
import { isConstant } from './consumption.ts';
import { isNegative } from './rest.ts';

/** A part of a sequence that shares most of its items with the part of the pass before. */
export type Overlapping = {
  readonly of: Expression;
  /** `window`: `values[at:at + width]`, `values[-width:]`. `prefix`: `values[:at]`, and `values[at:]`. */
  readonly kind: 'window' | 'prefix';
};

/** What is walked where an expression stands, if it is such a part. */
export function overlappingPart(walked: Expression, code: CodeNode, frame: FrameCode): Overlapping | undefined {
  const loop = code.loops.at(-1);
  if (walked.nodeType === 'GeneratorExp' || walked.nodeType === 'ListComp') {
    return indexedPart(walked, loop, frame) ?? partOfItems(walked, code, frame);
  }
  return slicedPart(walked, code, frame);
}

/** `values[at:at + width]`, `values[:at]`, `values[-width:]` */
export function slicedPart(walked: Expression, code: CodeNode, frame: FrameCode): Overlapping | undefined {
  const loop = code.loops.at(-1);
  const { value, slice } = sliceOf(walked, loop, frame) ?? {};
  if (value === undefined || slice?.nodeType !== 'Slice' || slice.step !== undefined) return undefined;
  const { lower, upper } = slice;
  if (lower !== undefined && upper === undefined && isNegative(lower)) {
    return isSameList(value, code, frame) ? { of: value, kind: 'window' } : undefined;
  }
  if (!isSteadyIn(value, loop, frame)) return undefined;
  const kind = boundsOfPart(lower, upper, loop, frame);
  return kind === undefined ? undefined : { of: value, kind };
}

/** The slice itself, or the one that the name gets in the same pass: `window = values[at:at + width]`. */
function sliceOf(walked: Expression, loop: LoopNode | undefined, frame: FrameCode): NodeOf<'Subscript'> | undefined {
  if (walked.nodeType === 'Subscript') return walked;
  if (walked.nodeType !== 'Name') return undefined;
  const [only, ...others] = bindingsOf(walked.id, frame);
  const value = only?.binding.value;
  if (others.length > 0 || value?.nodeType !== 'Subscript') return undefined;
  return codeAt(value, frame)?.loops.at(-1) === loop ? value : undefined;
}

/** `sum(values[at] for at in range(end - width, end))` */
function indexedPart(
  { elt, generators }: NodeOf<'GeneratorExp' | 'ListComp'>,
  loop: LoopNode | undefined,
  frame: FrameCode,
): Overlapping | undefined {
  const [clause, ...others] = generators;
  return clause === undefined || others.length > 0 || clause.ifs.length > 0
    ? undefined
    : takenPart(elt, clause, loop, frame);
}

/** `sum(amount for _, amount in entries[:at])`: what is taken of an item is made of the item alone. */
function partOfItems(
  { elt, generators }: NodeOf<'GeneratorExp' | 'ListComp'>,
  code: CodeNode,
  frame: FrameCode,
): Overlapping | undefined {
  const [clause, ...others] = generators;
  if (clause?.iter.nodeType !== 'Subscript' || others.length > 0 || clause.ifs.length > 0) return undefined;
  const own = namesIn(clause.target);
  const isOfItem = [...walkSyntax(elt)].every((node) => node.nodeType !== 'Name' || own.has(node.id));
  return isOfItem ? overlappingPart(clause.iter, code, frame) : undefined;
}

/** `values` of `values[at]` for each `at` of a range that moves on with the loop around it. */
function takenPart(
  item: Expression,
  { target, iter }: Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>,
  loop: LoopNode | undefined,
  frame: FrameCode,
): Overlapping | undefined {
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range') return undefined;
  const of = target.nodeType === 'Name' ? itemsTaken(item, target.id, frame) : undefined;
  if (of === undefined || iter.args.length > 2 || !isSteadyIn(of, loop, frame)) return undefined;
  const [first, second] = iter.args;
  const kind =
    second === undefined ? boundsOfPart(undefined, first, loop, frame) : boundsOfPart(first, second, loop, frame);
  return kind === undefined ? undefined : { of, kind };
}

/**
 * The part over which a loop adds up, item by item, what it begins anew for each part: `total = 0`, then
 * `for at in range(start, start + width): total += values[at]`.
 */
export function overlappingSum(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Overlapping | undefined {
  const { target, iter, body } = code.node;
  const [step, ...others] = body;
  if (step?.nodeType !== 'AugAssign' || step.op.nodeType !== 'Add' || others.length > 0) return undefined;
  const loop = code.loops.at(-1);
  const at = codeAt(step, frame);
  if (at === undefined || step.target.nodeType !== 'Name' || loopThatBegins(step.target.id, at) !== loop)
    return undefined;
  const isItem = step.value.nodeType === 'Name' && target.nodeType === 'Name' && step.value.id === target.id;
  return isItem ? overlappingPart(iter, code, frame) : takenPart(step.value, code.node, loop, frame);
}

/** `values` of `values[at]`, and `bars` of `bars.high(at)`, a method of the file that changes nothing. */
function itemsTaken(item: Expression, at: string, frame: FrameCode): Expression | undefined {
  const names = new Set([at]);
  if (item.nodeType === 'Subscript') return readsAny(item.slice, names) ? item.value : undefined;
  if (item.nodeType !== 'Call' || item.func.nodeType !== 'Attribute' || item.args.length !== 1) return undefined;
  const { value, attr } = item.func;
  const methods = methodsNamed(attr, frame);
  const isReading = methods.length > 0 && methods.every(isPureFrame);
  return isReading && item.args.every((one) => readsAny(one, names)) && !readsAny(value, names) ? value : undefined;
}

/** In a function that is called in each step nothing changes before it returns. */
function isSteadyIn(value: Expression, loop: LoopNode | undefined, frame: FrameCode): boolean {
  return loop === undefined ? !rootsChanged(frame).has(rootOf(value)) : isInvariantIn(value, loop, frame);
}

/** What a part is whose bounds move on with the loop around it, or from call to call. */
export function boundsOfPart(
  lower: Expression | undefined,
  upper: Expression | undefined,
  loop: LoopNode | undefined,
  frame: FrameCode,
): Overlapping['kind'] | undefined {
  const names = steppedAt(loop, frame);
  const [isFromMoving, isToMoving] = [lower, upper].map(
    (bound) => bound !== undefined && isMovedBound(bound, names, loop, frame),
  );
  if (isFromMoving && isToMoving) return 'window';
  return isFromMoving || isToMoving ? 'prefix' : undefined;
}

/** Whether a bound reads what moves on, also by a name that the pass gives it: `low = max(0, at - half)`; `at * size` leaps. */
function isMovedBound(
  bound: Expression,
  names: ReadonlySet<string>,
  loop: LoopNode | undefined,
  frame: FrameCode,
): boolean {
  const [only, ...others] = bound.nodeType === 'Name' && !names.has(bound.id) ? bindingsOf(bound.id, frame) : [];
  const statement = only?.binding.kind === 'assignment' && others.length === 0 ? only.binding.node : undefined;
  const given =
    statement?.nodeType === 'Assign' && bound.nodeType === 'Name' ? givenTo(bound.id, statement) : undefined;
  if (given === undefined) return readsAny(bound, names) && !leaps(bound, names);
  const isOfPass = statement !== undefined && codeAt(statement, frame)?.loops.at(-1) === loop;
  return isOfPass && readsAny(given, names) && !leaps(given, names);
}

/** What a name gets, alone or as one of several: `low, high = at - half, at + half`. */
function givenTo(name: string, { targets: [target], value }: NodeOf<'Assign'>): Expression | undefined {
  if (target?.nodeType === 'Name') return value;
  const at =
    target?.nodeType === 'Tuple' ? target.elts.findIndex((one) => one.nodeType === 'Name' && one.id === name) : -1;
  return value.nodeType === 'Tuple' ? value.elts[at] : undefined;
}

/** `at * size`: parts that begin there have nothing in common. */
function leaps(bound: Expression, names: ReadonlySet<string>): boolean {
  return [...walkSyntax(bound)].some(
    (node) =>
      node.nodeType === 'BinOp' &&
      node.op.nodeType === 'Mult' &&
      [node.left, node.right].some((side) => readsAny(side, names)),
  );
}

/** The names that are one more in each pass of a loop, or in each call. */
export function steppedAt(loop: LoopNode | undefined, frame: FrameCode): ReadonlySet<string> {
  return loop === undefined ? steppedArguments(frame) : steppedNames(loop, frame);
}

/** The arguments that each caller in the file moves on by one from call to call: `at` of `for at in range(n): highest(bars, at)`. */
const steppedArguments = oncePer(
  (frame: FrameCode): ReadonlySet<string> =>
    new Set(
      bindings(frame.module.source, frame.index).flatMap(({ kind, target }) =>
        kind === 'argument' && isStepped(target, frame) ? [target] : [],
      ),
    ),
);

function isStepped(argument: string, frame: FrameCode): boolean {
  const given = argumentsFor(argument, frame);
  return (
    given.length > 0 &&
    given.every(
      ({ value, call }) =>
        isMoved(value) &&
        call?.loops.some((loop) => readsAny(value, steppedNames(loop, call.frame)) && isElseSame(call, loop)),
    )
  );
}

/** Whether each call of a loop is of the same object, and is given the same but for places: not `cost(at, weights[at])`. */
function isElseSame({ node, frame }: CodeNode<NodeOf<'Call'>>, loop: LoopNode): boolean {
  const names = steppedNames(loop, frame);
  return [node.func, ...givenValues(node)].every(
    (given) => (isMoved(given) && readsAny(given, names)) || isInvariantIn(given, loop, frame),
  );
}

/** `at`, `at + 1` */
function isMoved(value: Expression): boolean {
  return value.nodeType === 'Name' || (value.nodeType === 'BinOp' && [value.left, value.right].every(isPlain));
}

function isPlain({ nodeType }: Expression): boolean {
  return nodeType === 'Name' || nodeType === 'Constant';
}

/** What a loop moves on by one: `at` of `for at in range(n)`, `for at, row in enumerate(rows)`, `at += 1`. */
function steppedNames(loop: LoopNode, frame: FrameCode): ReadonlySet<string> {
  if (loop.nodeType === 'While') return namesCounted(frame).get(loop) ?? NONE;
  const heads = isComprehension(loop) ? loop.generators : [loop];
  return new Set(heads.flatMap(({ target, iter }) => steppedBy(target, iter, frame)));
}

const NONE: ReadonlySet<string> = new Set();

/** By loop: `at` of the `at += 1` in it. */
const namesCounted = oncePer((frame: FrameCode): ReadonlyMap<LoopNode, ReadonlySet<string>> => {
  const steps = nodesOf(frame, 'AugAssign').filter(
    ({ node }) => node.op.nodeType === 'Add' && isConstant(node.value, 1),
  );
  const byLoop = groupBy(steps, ({ loops }) => loops.slice(-1));
  const namesOf = (found: readonly CodeNode<NodeOf<'AugAssign'>>[]): readonly string[] =>
    found.flatMap(({ node: { target } }) => (target.nodeType === 'Name' ? [target.id] : []));
  return new Map([...byLoop].map(([loop, found]) => [loop, new Set(namesOf(found))]));
});

function steppedBy(target: Expression, iter: Expression, frame: FrameCode): readonly string[] {
  if (iter.nodeType !== 'Call') return [];
  const name = calledName(iter, frame);
  const [, , step] = iter.args;
  if (name === 'range' && target.nodeType === 'Name' && (step === undefined || isConstant(step, 1))) return [target.id];
  const first = target.nodeType === 'Tuple' ? target.elts[0] : undefined;
  return name === 'enumerate' && first?.nodeType === 'Name' ? [first.id] : [];
}

function readsAny(expression: Expression, names: ReadonlySet<string>): boolean {
  const stack: SyntaxNode[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeType === 'Name' && names.has(node.id)) return true;
    stack.push(...fieldNodes(node));
  }
  return false;
}

import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import {
  type CodeNode,
  codeAt,
  type FrameCode,
  groupBy,
  isWithin,
  type LoopNode,
  nodesInLoop,
  nodesOf,
} from '../module-code.ts';
import { calledName, methodCalled } from '../names.ts';
import { namesInAll } from '../names-in.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { copiedBy, sliceText, targetText } from './copied-whole.ts';

/**
 * A copy of the way so far, made for a place that a search comes to: `way + [place]` in an entry of its queue, or in a dict of
 * the ways by place.
 */
export type PathCopy = { readonly code: CodeNode; readonly path: string; readonly kept: 'queue' | 'dict' };

/**
 * All of them in a frame: the way was taken out of a queue, stack or heap, and with one more place goes back into it, in a
 * search that notes where it has been. Where each way is wanted, as of a walk over all ways, a copy is what it takes.
 */
export function pathCopies(frame: FrameCode): readonly PathCopy[] {
  return [...copiesInQueues(frame), ...copiesByPlace(frame)];
}

function copiesInQueues(frame: FrameCode): readonly PathCopy[] {
  return searches(frame).flatMap((search) => {
    if (!isNoting(search.loop, frame) || isLookedInto(search, frame)) return [];
    const copies = nodesInLoop(search.loop, frame).flatMap((code) => copyAt(code, search, frame) ?? []);
    const code = copies[0];
    const path = code === undefined ? undefined : copiedPath(code.node, search.taken);
    return code === undefined || path === undefined ? [] : [{ code, path, kept: 'queue' }];
  });
}

type Search = {
  readonly loop: LoopNode;
  /** The texts of what the entries are taken from. */
  readonly queues: ReadonlySet<string>;
  /** The names that get an entry, or a part of it. */
  readonly taken: ReadonlySet<string>;
};

const TAKING: ReadonlySet<string> = new Set(['pop', 'popleft', 'get', 'get_nowait']);
const GIVING: ReadonlySet<string> = new Set(['append', 'appendleft', 'put', 'put_nowait', 'extend']);

function searches(frame: FrameCode): readonly Search[] {
  const popped = nodesOf(frame, 'Assign').flatMap(({ node, loops }) => {
    const loop = loops.findLast(({ nodeType }) => nodeType === 'While');
    const queue = loop === undefined ? undefined : queueOf(node.value, frame);
    return loop === undefined || queue === undefined
      ? []
      : [{ loop, queues: new Set([queue]), taken: namesInAll(node.targets) }];
  });
  const walked = nodesOf(frame, 'For').flatMap(({ node }) => {
    const queues = new Set([targetText(node.iter), ...namesGiven(node.iter, frame)]);
    return queues.size > 1 ? [{ loop: node, queues, taken: namesBoundBy(node) }] : [];
  });
  return [...popped, ...walked];
}

/** `queue` of `queue.popleft()` and `heapq.heappop(queue)` */
function queueOf(value: Expression, frame: FrameCode): string | undefined {
  if (value.nodeType !== 'Call') return undefined;
  const [first] = value.args;
  if (calledName(value, frame) === 'heapq.heappop') return first === undefined ? undefined : targetText(first);
  const method = methodCalled(value, frame);
  return method !== undefined && TAKING.has(method.name) ? targetText(method.receiver) : undefined;
}

/** `following` of `level = following`, for a walk level by level. */
function namesGiven(walked: Expression, frame: FrameCode): readonly string[] {
  const given = givenByTarget(frame).get(targetText(walked)) ?? [];
  return given.flatMap(({ node: { value } }) => (value.nodeType === 'Name' ? [value.id] : []));
}

const givenByTarget = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Assign'), ({ node: { targets, value }, loops }) =>
    loops.length > 0 && value.nodeType === 'Name' ? [...new Set(targets.map(targetText))] : [],
  ),
);

/** `way + [place]` in what is put into the queue, or bound to a name that is. */
function copyAt(code: CodeNode, { queues, taken }: Search, frame: FrameCode): CodeNode | undefined {
  if (copiedPath(code.node, taken) === undefined) return undefined;
  const bound = code.parent?.node.nodeType === 'Assign' ? code.parent.node.targets[0] : undefined;
  if (bound === undefined) return isPut(code, queues, frame) ? code : undefined;
  if (bound.nodeType !== 'Name') return undefined;
  const uses = nodesOf(frame, 'Name').filter(({ node: { id, ctx } }) => id === bound.id && ctx.nodeType === 'Load');
  return uses.some((use) => isPut(use, queues, frame)) ? code : undefined;
}

/**
 * The text of a way, of which one that is longer by a place is made: `way + [place]`, `[*way, place]`, `list(way)`; the way
 * may be a part of the entry: `state.way`, `entry['way']`.
 */
function copiedPath(node: SyntaxNode, taken: ReadonlySet<string>): string | undefined {
  const path = wayIn(node);
  return path !== undefined && isOneOf(path, taken) ? targetText(path) : undefined;
}

function wayIn(node: SyntaxNode): Expression | undefined {
  if (node.nodeType === 'BinOp') {
    const isMore = node.right.nodeType === 'List' || node.right.nodeType === 'Tuple';
    return node.op.nodeType === 'Add' && isMore ? node.left : undefined;
  }
  if (node.nodeType === 'Call' || node.nodeType === 'Subscript') return copiedBy(node);
  if (node.nodeType !== 'List' && node.nodeType !== 'Tuple') return undefined;
  const [first] = node.elts;
  return first?.nodeType === 'Starred' ? first.value : undefined;
}

/** Whether a node stands in what is put into one of the queues: `queue.append((place, way))`, `queue += [way]`. */
function isPut(code: CodeNode, queues: ReadonlySet<string>, frame: FrameCode): boolean {
  for (let at = code.parent; at !== null; at = at.parent) {
    if (at.node.nodeType === 'AugAssign') return queues.has(targetText(at.node.target));
    if (at.node.nodeType === 'Call' && isGivenBy(at.node, queues, frame)) return true;
  }
  return false;
}

function isGivenBy(call: NodeOf<'Call'>, queues: ReadonlySet<string>, frame: FrameCode): boolean {
  const [first] = call.args;
  if (calledName(call, frame) === 'heapq.heappush') return first !== undefined && queues.has(targetText(first));
  const method = methodCalled(call, frame);
  return method !== undefined && GIVING.has(method.name) && queues.has(targetText(method.receiver));
}

/** It notes the places: `seen.add(place)`, `best[place] = cost`; in what is `known`, if that is given. */
function isNoting(loop: LoopNode, frame: FrameCode, known?: string): boolean {
  const isThat = (one: Expression): boolean => known === undefined || targetText(one) === known;
  return nodesInLoop(loop, frame).some(({ node }) => {
    if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Store' && isThat(node.value);
    const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
    return method?.name === 'add' && isThat(method.receiver);
  });
}

/** Each way is of use: `if place in way`, `ways.append(way)`, `yield way`. */
function isLookedInto({ loop, queues, taken }: Search, frame: FrameCode): boolean {
  return nodesInLoop(loop, frame).some(({ node }) => {
    if (node.nodeType === 'Yield') return node.value !== undefined && isOneOf(node.value, taken);
    if (node.nodeType === 'Compare') return node.comparators.some((one) => isWay(one, loop, taken, frame));
    if (node.nodeType !== 'Call' || isGivenBy(node, queues, frame)) return false;
    const method = methodCalled(node, frame);
    return method !== undefined && GIVING.has(method.name) && node.args.some((one) => isWay(one, loop, taken, frame));
  });
}

/** `way`, `state.way`, `entry[1]` */
function isOneOf(value: Expression, names: ReadonlySet<string>): boolean {
  if (value.nodeType === 'Name') return names.has(value.id);
  if (value.nodeType === 'Attribute') return isOneOf(value.value, names);
  return value.nodeType === 'Subscript' && value.slice.nodeType === 'Constant' && isOneOf(value.value, names);
}

/** What copies are made of in the loop: the way itself, and no place. */
function isWay(value: Expression, loop: LoopNode, taken: ReadonlySet<string>, frame: FrameCode): boolean {
  if (!isOneOf(value, taken)) return false;
  const text = targetText(value);
  return nodesInLoop(loop, frame).some(({ node }) => copiedPath(node, taken) === text);
}

/** `ways[place] = ways[here] + [place]`, in a search that asks first whether the place is known. */
function copiesByPlace(frame: FrameCode): readonly PathCopy[] {
  return nodesOf(frame, 'Assign').flatMap((code) => {
    const { targets, value } = code.node;
    const [target, ...others] = targets;
    const way = wayIn(value);
    if (target?.nodeType !== 'Subscript' || way?.nodeType !== 'Subscript' || others.length > 0) return [];
    const ways = targetText(target.value);
    const isNext = targetText(way.value) === ways && targetText(way) !== targetText(target);
    const copy = codeAt(value, frame);
    if (!isNext || copy === undefined || !isLongerBy(target.slice, value)) return [];
    return isAskedFirst(ways, sliceText(target.slice), copy, frame) ? [{ code: copy, path: ways, kept: 'dict' }] : [];
  });
}

/** The last place of the new way is that for which it is noted. */
function isLongerBy(place: Expression, made: Expression): boolean {
  const more = made.nodeType === 'BinOp' ? made.right : made;
  const last = more.nodeType === 'List' || more.nodeType === 'Tuple' ? more.elts.at(-1) : undefined;
  return last !== undefined && sliceText(last) === sliceText(place);
}

/**
 * `if place not in ways`, or places that come from a heap, the nearest first: then the way to a place is not found again after
 * others go on from it. And no way is looked into.
 */
function isAskedFirst(ways: string, place: string, code: CodeNode, frame: FrameCode): boolean {
  const [loop] = code.loops;
  if (loop === undefined) return false;
  const nodes = nodesInLoop(loop, frame);
  const isLookedInto = nodes.some(
    ({ node }) =>
      node.nodeType === 'Compare' &&
      node.comparators.some((one) => one.nodeType === 'Subscript' && targetText(one.value) === ways),
  );
  const isOfHeap = nodes.some(({ node }) => node.nodeType === 'Call' && calledName(node, frame) === 'heapq.heappop');
  const isNoted = nodes.some(({ node, parent }) => {
    if (node.nodeType !== 'Compare' || sliceText(node.left) !== place) return false;
    const isKept = node.comparators.some((one) => isNoting(loop, frame, targetText(one)));
    return isKept && isOnlyFor(node.ops[0]?.nodeType === 'NotIn', parent, code);
  });
  return (isNoted || isOfHeap) && !isLookedInto;
}

/** `if place not in seen and ...:` around it, `if place in seen or ...: continue` before; with `or more < cost[place]` not. */
function isOnlyFor(isNew: boolean, test: CodeNode | null, code: CodeNode): boolean {
  if (test?.node.nodeType === 'BoolOp')
    return (test.node.op.nodeType === 'And') === isNew && isOnlyFor(isNew, test.parent, code);
  if (test?.node.nodeType !== 'If') return false;
  const { body } = test.node;
  return isNew ? body.some((one) => isWithin(code, one)) : body[0]?.nodeType === 'Continue';
}

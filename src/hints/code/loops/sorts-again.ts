import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { calledName, methodCalled, selfAttribute, statementAround } from '../names.ts';
import { argumentNames } from '../own-name.ts';
import { callsNamed } from '../steady/invariance.ts';
import { isOneLonger } from '../steady/outlasts-call.ts';
import { isOnlyRead } from '../steady/result-use.ts';
import { isSameList } from '../steady/same-list.ts';
import { asksForChanged, hasSteadyKey, isKeyChanged, setsOfAsked } from '../steady/steady-key.ts';
import { callsTo, isBound } from '../values/call-arguments.ts';
import { operandsOf, targetText } from './copied-whole.ts';
import { takenFrom } from './first-items.ts';
import { isHandedAgain } from './handed-again.ts';
import { overlappingPart } from './overlapping.ts';

export const HEAPIFY = 'heapq.heapify';

const SORTS: ReadonlySet<string> = new Set(['sorted', '.sort', HEAPIFY]);

/** A call that sorts the same list again and again, or a window that moves on. */
export type SortAgain = {
  readonly code: CodeNode<NodeOf<'Call'>>;
  readonly by: 'sorted' | 'sort' | typeof HEAPIFY;
  readonly isWindow: boolean;
};

/** By the call. */
export const sortsAgain: (frame: FrameCode) => ReadonlyMap<SyntaxNode, SortAgain> = oncePer(
  (frame: FrameCode): ReadonlyMap<SyntaxNode, SortAgain> => {
    const sorts = callsNamed(frame, SORTS).flatMap((code) => sortAgain(code, frame) ?? []);
    return new Map(sorts.map((sort) => [sort.code.node, sort]));
  },
);

function sortAgain(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): SortAgain | undefined {
  const name = calledName(code.node, frame);
  const [given] = code.node.args;
  if (given !== undefined && name === 'sorted' && isPlainWindow(given, code, frame))
    return { code, by: 'sorted', isWindow: true };
  const lists = name === '.sort' ? [methodCalled(code.node, frame)?.receiver] : given && operandsOf(given);
  const isSame = lists?.some(
    (list) =>
      list !== undefined &&
      (isSameList(list, code, frame) || isOneLonger(list, code, frame) || isHandedAgain(list, frame)),
  );
  if (!isSame || takenFrom(code, frame) !== undefined) return undefined;
  if (!hasSteadyKey(code, frame) || isKeyChanged(code, frame)) return undefined;
  if (asksForChanged(code, frame) && !isQueueOfChanged(code, frame)) return undefined;
  if (name === HEAPIFY) return { code, by: name, isWindow: false };
  return { code, by: name === '.sort' ? 'sort' : 'sorted', isWindow: false };
}

/**
 * `sorted(values[at:at + width])[0]` in each step: all but one of the items were sorted in the step before. What is kept has
 * to be a list of its own, and `bisect` goes by no other order.
 */
function isPlainWindow(given: Expression, code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  if (code.node.keywords.length > 0 || !isOnlyRead(code, frame)) return false;
  return given.nodeType === 'Subscript' && overlappingPart(given, code, frame)?.kind === 'window';
}

/**
 * `queue.sort(key=...)` and `queue.pop()`, where an item is put in right after it has changed, here or by a caller: a heap
 * puts it in its place too. What changes inside of a heap stays where it is.
 */
function isQueueOfChanged(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const sorted = methodCalled(code.node, frame)?.receiver;
  if (sorted === undefined) return false;
  const text = targetText(sorted);
  const callsOn = (name: string, frames: readonly FrameCode[]): readonly CodeNode<NodeOf<'Call'>>[] =>
    frames.flatMap((one) =>
      nodesOf(one, 'Call').filter(({ node }) => {
        const method = methodCalled(node, one);
        return method?.name === name && targetText(method.receiver) === text;
      }),
    );
  const sets = setsOfAsked(code, frame);
  const isOfObject = selfAttribute(sorted, frame) !== null;
  if (sets === undefined || callsOn('pop', isOfObject ? frame.module.frames : [frame]).length === 0) return false;
  const appends = callsOn('append', [frame]);
  const pushes = [...appends, ...(appends.some(({ node }) => isFirstGiven(node, frame)) ? callsTo(frame) : [])];
  return sets.every((set) => pushes.some((push) => isPushedAfter(set, push)));
}

/** `self.queue.append(job)` in `put(self, job)` */
function isFirstGiven({ args: [item] }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [first] = argumentNames(frame).slice(isBound(frame) ? 1 : 0);
  return item?.nodeType === 'Name' && item.id === first;
}

/** `node.cost = cost` and `queue.append(node)`, in one block. */
function isPushedAfter(set: CodeNode<NodeOf<'Attribute'>>, push: CodeNode<NodeOf<'Call'>>): boolean {
  const [pushed] = push.node.args;
  const { value } = set.node;
  if (pushed?.nodeType !== 'Name' || value.nodeType !== 'Name' || pushed.id !== value.id) return false;
  const [first, second] = [statementAround(set), statementAround(push)];
  const block = blockOf(second);
  const at = block.indexOf(first.node);
  return at >= 0 && at < block.indexOf(second.node);
}

/** The statements beside one in the body of its function, loop or condition. */
function blockOf({ parent, frame }: CodeNode): readonly SyntaxNode[] {
  const around = parent === null ? frame.node : parent.node;
  return 'body' in around && Array.isArray(around.body) ? around.body : [];
}

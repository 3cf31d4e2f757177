import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { targetText } from '../code/accumulation.ts';
import { receiverOf } from '../code/consumption.ts';
import { callsNamed, isSameInEveryCall } from '../code/invariance.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { attributeBindings, bindingsOf, calledName, selfAttribute } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { isCalledInLoop, weighEdge } from '../weigh.ts';
import { takenFrom } from './sorted0.ts';

/**
 * The same list sorted again and again
 *
 * ## What it finds
 *
 * `rows.sort()` or `sorted(rows)` in a loop, or in a function that is called in one, where it is the same list each time:
 * one that each pass makes longer, or one that does not change at all. Lists that are new in each pass are not reported.
 *
 * ## Why it costs
 *
 * Each sort walks the whole list (`sorted` copies it before). To put one item into a list that is in order takes a
 * search and one move.
 *
 * ## Example
 *
 *     for score in scores:
 *         table.append(score)
 *         table.sort()
 *
 * ## Instead
 *
 *     for score in scores:
 *         bisect.insort(table, score)
 *
 * Or sort once after the loop; or keep a heap (`heapq`) where only the smallest is asked for.
 *
 * ## When it does not matter
 *
 * For short lists. CPython's sort takes one pass over a list that is in order already.
 */
export const sortInLoop: HintRule = {
  id: 'sort-in-loop',
  title: 'the same list sorted again and again',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Keep it in order with bisect.insort, use heapq, or sort once after the loop.',
  callees: ['sorted', 'list.sort'],
  match: (frame) => callsNamed(frame, SORTS).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (site.code.loops.length === 0 && !isCalledInLoop(evidence))
      return refused('it is in no loop, and its function is not called in one');
    return weighEdge(site, evidence, {
      callees: site.variant === 'sort' ? ['list.sort'] : ['sorted'],
      called: site.variant ?? 'sort',
      time: 'whole',
      leastCalls: 20,
      leastPerCall: 1e-6,
      gain: null,
      leastSaving: ({ cumtime }) => 0.6 * cumtime,
      whatRemains: 'what remains is a search in a list that is in order, and one move',
    });
  },
};

const SORTS: ReadonlySet<string> = new Set(['sorted', '.sort']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const list = name === '.sort' ? receiverOf(code.node) : code.node.args[0];
  if (list === undefined || takenFrom(code, frame) !== undefined || !isSameList(list, code, frame)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: name === '.sort' ? 'sort' : 'sorted' };
}

function isSameList(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  const text = targetText(list);
  const base = baseOf(list);
  if (base === undefined) return false;
  const loop = code.loops.find((one) => {
    return !isBoundIn(base, text, one, frame) && !isRebound(text, one, frame);
  });
  if (loop !== undefined) return !isFilledAnew(text, frame, loop);
  return isFunctionNode(frame.node) && isLastingList(list, text, frame);
}

/** The name with which `self.rows` or `rows` begins; undefined for what is made anew: a call, a slice, an item of something. */
function baseOf(list: Expression): string | undefined {
  let at = list;
  while (at.nodeType === 'Attribute') at = at.value;
  if (at.nodeType === 'Call' && at.func.nodeType === 'Attribute' && VIEWS.has(at.func.attr))
    return baseOf(at.func.value);
  return at.nodeType === 'Name' ? at.id : undefined;
}

const VIEWS: ReadonlySet<string> = new Set(['items', 'keys', 'values']);

function nodesIn(frame: FrameCode, loop: unknown): readonly CodeNode[] {
  return frame.nodes.filter(({ loops }) => loops.some((one) => one === loop));
}

/** The loop binds the name anew, and not only as a sorted copy of itself. */
function isBoundIn(base: string, text: string, loop: unknown, frame: FrameCode): boolean {
  return nodesIn(frame, loop).some(({ node, parent }) => {
    if (node.nodeType !== 'Name' || node.ctx.nodeType !== 'Store' || node.id !== base) return false;
    return parent?.node.nodeType !== 'Assign' || base !== text || !isSortedCopy(parent.node.value, text, frame);
  });
}

function isRebound(text: string, loop: unknown, frame: FrameCode): boolean {
  return nodesIn(frame, loop).some(
    ({ node }) =>
      node.nodeType === 'Assign' &&
      node.targets.some((target) => targetText(target) === text) &&
      !isSortedCopy(node.value, text, frame),
  );
}

/** `rows = sorted(rows)` and `rows = sorted(rows + [row])` keep the list. */
function isSortedCopy(value: Expression, text: string, frame: FrameCode): boolean {
  if (value.nodeType === 'BinOp') return targetText(value.left) === text;
  return (
    value.nodeType === 'Call' &&
    calledName(value, frame) === 'sorted' &&
    value.args.some((one) => targetText(one) === text)
  );
}

const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'insert']);

/** `rows.clear()` or `rows[:] = ...`: another list under the same name. */
function isFilledAnew(text: string, frame: FrameCode, loop: unknown): boolean {
  return nodesIn(frame, loop).some(({ node }) => {
    if (node.nodeType === 'Call' && node.func.nodeType === 'Attribute') {
      return node.func.attr === 'clear' && targetText(node.func.value) === text;
    }
    const isStore = node.nodeType === 'Subscript' && node.ctx.nodeType === 'Store' && node.slice.nodeType === 'Slice';
    return isStore && targetText(node.value) === text;
  });
}

function isGrown(text: string, frame: FrameCode, loop: unknown): boolean {
  return nodesOf(frame, 'Call').some(
    ({ node, loops }) =>
      (loop === null || loops.some((one) => one === loop)) &&
      node.func.nodeType === 'Attribute' &&
      GROWING.has(node.func.attr) &&
      targetText(node.func.value) === text,
  );
}

/** A list of the object or of the module that the function does not make itself, and that it makes longer or never changes. */
function isLastingList(list: Expression, text: string, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute') {
    const attribute = selfAttribute(list, frame);
    if (attribute === null) return false;
    const isMadeHere = bindingsOf(text, frame).some(
      ({ binding: { kind, value } }) => kind === 'assignment' && (value === null || !isSortedCopy(value, text, frame)),
    );
    return !isMadeHere && attributeBindings(attribute, frame).length > 0;
  }
  if (list.nodeType !== 'Name') return false;
  const own = bindingsOf(list.id, frame);
  if (own.some(({ binding }) => binding.kind !== 'argument')) return false;
  return isGrown(text, frame, null) || isSameInEveryCall(list, frame);
}

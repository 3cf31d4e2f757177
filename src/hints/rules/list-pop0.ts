import type { Expression, NodeOf } from '../../source/syntax.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { isSliced, methodCallsOn, sortsItself } from '../code/loops/method-calls-on.ts';
import { isNegative, type Newest, newestKept, restHandedOn, restOf } from '../code/loops/rest.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled, selfAttribute } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { otherOwnerOf, usesOnlyOfLists } from '../code/values/deque-uses.ts';
import { asDeque, madeAt } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { weighOwnTime } from '../weigh.ts';
import { weighFrontOfList } from '../weigh-front.ts';
import { orSteps } from '../weigh-steps.ts';

/**
 * Items taken from the front of a list
 *
 * ## What it finds
 *
 * `queue.pop(0)`, `del queue[0]`, `del queue[:n]`, `queue = queue[1:]` and `first, *queue = queue`, again and again, on a
 * list that is long, `last = last[-size:]` and `del last[:-size]`, which keep the newest, after each new item, and a function that calls itself with `queue[1:]` (on a short list too, where it does so once for each item and these calls take their time): a call of `pop` that takes no longer than one from the end is not reported.
 *
 * ## Why it costs
 *
 * A list is one array of references. Taking the first moves all others one place; a slice copies them.
 *
 * ## Example
 *
 *     queue = [root]
 *     while queue:
 *         node = queue.pop(0)
 *         queue.extend(node.children)
 *
 * ## Instead
 *
 *     queue = deque([root])
 *     while queue:
 *         node = queue.popleft()
 *         queue.extend(node.children)
 *
 * with `from collections import deque`; one with `maxlen=size` drops the oldest by itself. Where the list is only walked, a `for` loop or an index does it; where the order
 * is free, `pop()` from the end.
 *
 * ## When it does not matter
 *
 * While the list holds less than some hundred items.
 */
export const listPop0: HintRule = {
  id: 'list-pop0',
  title: 'items taken from the front of a list',
  article: 'built-ins',
  priority: 1,
  fix: 'Use collections.deque and popleft.',
  callees: ['list.pop'],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => popSite(code, frame) ?? []),
    ...nodesOf(frame, 'Delete').flatMap((code) => deleteSite(code, frame) ?? []),
    ...nodesOf(frame, 'Assign').flatMap((code) => restSite(code, frame) ?? []),
    ...[...nodesOf(frame, 'Assign'), ...nodesOf(frame, 'Delete')].flatMap((code) => newestSite(code, frame) ?? []),
    ...nodesOf(frame, 'Call').flatMap((code) => recursionSite(code, frame) ?? []),
  ],
  weigh: (site, evidence) => {
    const leastBeyond = site.isRecursive === true ? LONG_REST : 0;
    return site.variant === 'pop'
      ? weighFrontOfList(site, evidence, 'list.pop')
      : orSteps(weighOwnTime(site, evidence, { what: site.subject, leastBeyond }), site, evidence);
  },
};

/** Some hundred references are copied in that time; a call of a function by itself takes some of it. */
const LONG_REST = 5e-7;

function popSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args } = code.node;
  const method = methodCalled(code.node, frame);
  if (method?.name !== 'pop' || args.length !== 1 || !isConstant(args[0], 0)) return undefined;
  const kind = kindOf(method.receiver, method.frame);
  if (kind !== 'list' && kind !== 'unknown') return undefined;
  return {
    code,
    subject: sourceText(code.node, frame),
    variant: 'pop',
    fix: fixOf(sourceText(code.node, frame), method.receiver, method.frame),
  };
}

function fixOf(before: string, list: Expression, frame: FrameCode): Fix {
  const name = sourceText(list, frame);
  if (sortsItself(list, frame)) {
    const instead = 'keep it in the opposite order and take from its end, or use heapq';
    return { text: `A deque could not sort itself, as ${name} does in this file: ${instead}.`, before };
  }
  if (isSliced(list, frame)) {
    const instead = 'note the place of its first item in place of taking it out, or ask itertools.islice for slices';
    return { text: `A deque has no slices, which this file takes of ${name}: ${instead}.`, before };
  }
  const owner = otherOwnerOf(list, frame);
  if (owner !== undefined) {
    const instead = `note the place of the first item, or take from a deque of it if ${owner} may keep its items`;
    return { text: `${name} is ${owner}, which loses what is taken out of it: ${instead}.`, before };
  }
  const uses = usesOnlyOfLists(list, frame);
  if (uses !== undefined) {
    const text = `Make ${name} a collections.deque where ${uses} can do with one: a deque is not a list for ==, +, isinstance and json: pass list(${name}) there.`;
    return { text, before };
  }
  const text = `Make ${name} a collections.deque (which cannot be sliced).`;
  const made = madeAt(list, frame);
  if (made === undefined) return { text, before, after: `${name}.popleft()  # with ${name} a collections.deque` };
  return { text, before, after: `${asDeque(name, made, frame)}\n${name}.popleft()` };
}

/** `del queue[0]`, `del queue[:n]` */
function deleteSite(code: CodeNode<NodeOf<'Delete'>>, frame: FrameCode): Site | undefined {
  const found = code.node.targets.find(
    (target) => target.nodeType === 'Subscript' && isFront(target.slice) && kindOf(target.value, frame) === 'list',
  );
  if (found?.nodeType !== 'Subscript') return undefined;
  const subject = sourceText(code.node, frame);
  const isOne = found.slice.nodeType === 'Constant' && code.node.targets.length === 1;
  return {
    code,
    subject,
    variant: 'delete',
    isLasting: selfAttribute(found.value, frame) !== null,
    ...(isOne ? { fix: fixOf(subject, found.value, frame) } : {}),
  };
}

/** `0` or `:n` */
function isFront(slice: Expression): boolean {
  if (slice.nodeType !== 'Slice') return isConstant(slice, 0);
  const { lower, upper, step } = slice;
  return (
    step === undefined && (lower === undefined || isConstant(lower, 0)) && upper !== undefined && !isNegative(upper)
  );
}

/** `queue = queue[1:]`, `first, queue = queue[0], queue[1:]`, `first, *queue = queue`: each makes a new list of the rest. */
function restSite(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target, ...others] = code.node.targets;
  const rest = target === undefined || others.length > 0 ? undefined : restOf(target, code.node.value);
  if (rest === undefined || (rest.by !== 'star' && (rest.by !== 'slice' || kindOf(rest.of, frame) !== 'list')))
    return undefined;
  const list = rest.of;
  const isLasting = selfAttribute(list, frame) !== null;
  if (code.loops.length === 0 && !isLasting) return undefined;
  return { code, subject: sourceText(code.node, frame), variant: 'rest', isLasting };
}

/** `last = last[-size:]`, `del last[:-size]`: where that is done after each item, all are copied or moved for one that goes. */
function newestSite(code: CodeNode<NodeOf<'Assign'> | NodeOf<'Delete'>>, frame: FrameCode): Site | undefined {
  const kept = newestKept(code.node);
  if (kept === undefined || kindOf(kept.list, frame) !== 'list' || isSeldomCut(kept, code) || !growsByOne(kept, frame))
    return undefined;
  const isLasting = selfAttribute(kept.list, frame) !== null;
  if (isHandful(kept.size) || (code.loops.length === 0 && !isLasting)) return undefined;
  const [name, size] = [kept.list, kept.size].map((one) => sourceText(one, frame));
  const text = `Make ${name} a collections.deque(maxlen=${size}), which drops the oldest by itself (a deque has no slices: itertools.islice gives them).`;
  return { code, subject: sourceText(code.node, frame), variant: 'newest', isLasting, fix: { text } };
}

/** Copied in less time than a deque takes to be asked. */
function isHandful(size: Expression): boolean {
  return size.nodeType === 'Constant' && typeof size.value === 'number' && size.value < 100;
}

/** By `append`, or as `last + [item]`: of many that come at once most of the copying is theirs. */
function growsByOne({ list, added }: Newest, frame: FrameCode): boolean {
  if (added !== undefined) return added.nodeType === 'List' && added.elts.length === 1;
  const methods = methodCallsOn(list, frame).map(({ method }) => method);
  const isAddedTo = frame.module.frames.some((one) =>
    nodesOf(one, 'AugAssign').some(({ node: { target } }) => targetText(target) === targetText(list)),
  );
  return methods.includes('append') && !methods.includes('extend') && !isAddedTo;
}

/** What is cut once it has twice as many is copied once for all of these: `if len(last) > 2 * size:`. */
function isSeldomCut({ size }: Newest, { parent, frame }: CodeNode): boolean {
  if (parent?.node.nodeType !== 'If') return false;
  const { test } = parent.node;
  const limits = test.nodeType === 'Compare' ? [test.left, ...test.comparators] : [];
  return !limits.some((limit) => sourceText(limit, frame) === sourceText(size, frame));
}

/** `total(rows[1:])` in `total` itself */
function recursionSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const list = restHandedOn(code.node, frame);
  const kind = list === undefined ? undefined : kindOf(list, frame);
  if (kind !== 'list' && kind !== 'tuple') return undefined;
  const fix = { text: 'Hand on the list and a position in it, or write a loop: then nothing is copied.' };
  return { code, subject: sourceText(code.node, frame), variant: 'recursion', isRecursive: true, fix };
}

import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf, resumption } from '../code/module-code.ts';
import { bareName, calledName, methodCalled } from '../code/names.ts';
import { ownCallee } from '../code/own-callee.ts';
import { shortText } from '../code/source-text.ts';
import { callsByBareName, type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { passesOf } from '../evidence/passes.ts';
import { costsOfCalls } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/** How `Counter.update` is called in a profile. */
const UPDATE = 'collections.update';

const COUNTING = ['dict.get', 'dict.setdefault'];

/**
 * Items counted one by one
 *
 * ## What it finds
 *
 * A loop that does nothing but count what it walks, by a dict and `get`, `setdefault`, `in` or `except KeyError`; and
 * `counter.update([word])` with one item at a time.
 *
 * ## Why it costs
 *
 * `collections.Counter` counts a whole iterable in C. Its `update` is written in Python and looks first at what it was given:
 * for one item that takes three times as long as `counter[word] += 1`.
 *
 * ## Example
 *
 *     counts = {}
 *     for word in words:
 *         counts[word] = counts.get(word, 0) + 1
 *
 * ## Instead
 *
 *     counts = collections.Counter(words)
 *
 * or `counts.update(words)` where more are to come. What is counted together with other work: `counts[word] += 1`.
 *
 * ## When it does not matter
 *
 * For a few thousand items, or where each call would count few: below some thirty the loop is as quick. A Counter is a dict, but gives 0 for what it does not have, and no KeyError.
 */
export const countLoop: HintRule = {
  id: 'count-loop',
  title: 'items counted one by one',
  article: 'built-ins',
  priority: 2,
  fix: 'Let collections.Counter count them all.',
  callees: [UPDATE, ...COUNTING],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => updateSite(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap((code) => loopSite(code, frame) ?? []),
  ],
  weigh: (site, evidence) => {
    if (site.variant === 'update') {
      return weighEdge(site, evidence, {
        callees: [UPDATE],
        called: 'Counter.update',
        time: 'whole',
        leastCalls: 1000,
        leastShare: SHARES.told,
        gain: 'count-loop/update',
      });
    }
    const { ncalls } = sumCallsTo(evidence, COUNTING);
    const each = itemsEach(site, ncalls, evidence);
    if (each < FEW_ITEMS)
      return refused(`it counts some ${Math.ceil(each)} items each time: Counter.update takes as long`);
    const calls = costsOfCalls(COUNTING, evidence);
    const what = ncalls > 0 ? `${writeCount(ncalls)} items counted one by one` : 'a pass for each item';
    const basis = 'measured with collections.Counter; of what the loop and its calls take';
    return weighOwnLoop(site, evidence, { calls, gain: site.variant ?? null, basis, what });
  },
};

/** With fewer `Counter.update` takes as long as the loop: on 3.8 and 3.11 with 12, on 3.13 with 32 (medians of five). */
const FEW_ITEMS = 32;

/** How many items the loop counts each time that it begins, as far as the profile tells; else without end. */
function itemsEach({ code: { frame, loops } }: Site, counted: number, evidence: FrameEvidence): number {
  const [loop, outer] = [loops.at(-1), loops.at(-2)];
  const isAlone = nodesOf(frame, 'Call').filter(({ node }) => COUNTS.has(bareName(node, frame))).length === 1;
  if (loop?.nodeType !== 'For' || !isAlone || counted === 0) return Number.POSITIVE_INFINITY;
  const starts =
    endsOfWalked(loop.iter, counted, evidence) ??
    (outer === undefined ? evidence.ncalls : passesOf(outer, evidence)?.least);
  return starts === undefined || starts <= 0 ? Number.POSITIVE_INFINITY : counted / starts;
}

const COUNTS: ReadonlySet<string> = new Set(['get', 'setdefault']);

/** A generator is resumed once for each item, and once more to end. */
function endsOfWalked(walked: Expression, items: number, evidence: FrameEvidence): number | undefined {
  const callee = walked.nodeType === 'Call' ? ownCallee(walked, evidence.code) : undefined;
  if (walked.nodeType !== 'Call' || callee === undefined || resumption(callee) === null) return undefined;
  const { ncalls } = callsByBareName(evidence, [bareName(walked, evidence.code)]);
  return ncalls > items ? ncalls - items : undefined;
}

/** `counts.update([word])` in a loop. */
function updateSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [given, ...others] = code.node.args;
  const method = methodCalled(code.node, frame);
  if (method?.name !== 'update' || given === undefined || others.length > 0 || !isOne(given)) return undefined;
  const counter = shortText(method.receiver, method.frame);
  const text = `Give ${counter}.update all of them in one call, or count one by ${counter}[...] += 1.`;
  return { code, subject: shortText(code.node, frame), variant: 'update', fix: { text } };
}

/** `[word]`, `(word,)`, `{word: 1}` */
function isOne(given: Expression): boolean {
  if (given.nodeType === 'Dict') return given.keys.length === 1 && isConstant(given.values[0], 1);
  const isDisplay = given.nodeType === 'List' || given.nodeType === 'Tuple' || given.nodeType === 'Set';
  return isDisplay && given.elts.length === 1 && given.elts[0]?.nodeType !== 'Starred';
}

function loopSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { target, iter, body, orelse } = code.node;
  if (target.nodeType !== 'Name' || orelse.length > 0) return undefined;
  const counts = countedIn(body, target.id, frame);
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === body[0]);
  if (counts === undefined || first === undefined) return undefined;
  const walked = shortText(iter, frame);
  const variant = body[0]?.nodeType === 'If' ? 'count-loop/branches' : 'count-loop';
  const text = `Count them in one call: ${counts} = collections.Counter(${walked}), or ${counts}.update(${walked}) of a Counter that has some already.`;
  return { code: first, subject: `for ${target.id} in ${walked}`, lines: [lineOf(code.node)], variant, fix: { text } };
}

/** The dict in which a body that does nothing else counts the item. */
function countedIn(body: readonly SyntaxNode[], item: string, frame: FrameCode): string | undefined {
  const [first, second, ...others] = body;
  if (first === undefined || others.length > 0) return undefined;
  const counts = countedBy(first, item, frame) ?? (second === undefined ? undefined : addedOne(second, item));
  if (counts === undefined) return undefined;
  if (second === undefined) return first.nodeType === 'AugAssign' ? undefined : counts;
  return isBegun(first, counts, item, frame) && addedOne(second, item) === counts ? counts : undefined;
}

/** One statement that counts: by `get`, in two branches, or where the key is missing. */
function countedBy(step: SyntaxNode, item: string, frame: FrameCode): string | undefined {
  if (step.nodeType === 'Assign') return addedByGet(step, item, frame);
  if (step.nodeType === 'If') {
    const [one] = step.body;
    const [other] = step.orelse;
    if (one === undefined || other === undefined || step.body.length + step.orelse.length > 2) return undefined;
    const counts = addedOne(one, item) ?? addedOne(other, item);
    const isFirst = setsOne(one, item) === counts || setsOne(other, item) === counts;
    return counts !== undefined && isFirst && isAskedFor(step.test, item, counts) ? counts : undefined;
  }
  if (step.nodeType !== 'Try' || step.body.length !== 1 || step.handlers.length !== 1) return undefined;
  const counts = step.body[0] === undefined ? undefined : addedOne(step.body[0], item);
  const [set, ...others] = step.handlers[0]?.body ?? [];
  return set !== undefined && others.length === 0 && setsOne(set, item) === counts ? counts : undefined;
}

/** `counts[word] = counts.get(word, 0) + 1` */
function addedByGet({ targets, value }: NodeOf<'Assign'>, item: string, frame: FrameCode): string | undefined {
  const [target] = targets;
  const counts = target === undefined ? undefined : dictAt(target, item);
  if (counts === undefined || value.nodeType !== 'BinOp' || value.op.nodeType !== 'Add') return undefined;
  const sides = [value.left, value.right];
  const got = sides.find(({ nodeType }) => nodeType === 'Call');
  if (got?.nodeType !== 'Call' || !sides.some((side) => isConstant(side, 1))) return undefined;
  const [key, start] = got.args;
  const isGet = calledName(got, frame) === '.get' && got.func.nodeType === 'Attribute';
  return isGet && isItem(key, item) && isConstant(start, 0) && targetOf(got.func) === counts ? counts : undefined;
}

function targetOf(func: Expression): string | undefined {
  return func.nodeType === 'Attribute' ? targetText(func.value) : undefined;
}

/** `if word not in counts: counts[word] = 0`, `counts.setdefault(word, 0)` */
function isBegun(step: SyntaxNode, counts: string, item: string, frame: FrameCode): boolean {
  if (step.nodeType === 'If') {
    const [set, ...others] = [...step.body, ...step.orelse];
    return (
      set?.nodeType === 'Assign' &&
      others.length === 0 &&
      isConstant(set.value, 0) &&
      set.targets.every((target) => dictAt(target, item) === counts) &&
      isAskedFor(step.test, item, counts)
    );
  }
  if (step.nodeType !== 'Expr' || step.value.nodeType !== 'Call') return false;
  const method = methodCalled(step.value, frame);
  const [key, start] = step.value.args;
  return (
    method?.name === 'setdefault' && targetText(method.receiver) === counts && isItem(key, item) && isConstant(start, 0)
  );
}

/** `word in counts`, `word not in counts` */
function isAskedFor(test: Expression, item: string, counts: string): boolean {
  if (test.nodeType !== 'Compare' || !isItem(test.left, item)) return false;
  const [dict] = test.comparators;
  const isIn = test.ops[0]?.nodeType === 'In' || test.ops[0]?.nodeType === 'NotIn';
  return isIn && dict !== undefined && targetText(dict) === counts;
}

/** `counts` of `counts[word] += 1` */
function addedOne(step: SyntaxNode, item: string): string | undefined {
  const isOneMore = step.nodeType === 'AugAssign' && step.op.nodeType === 'Add' && isConstant(step.value, 1);
  return isOneMore ? dictAt(step.target, item) : undefined;
}

/** `counts` of `counts[word] = 1` */
function setsOne(step: SyntaxNode, item: string): string | undefined {
  const [target] = step.nodeType === 'Assign' ? step.targets : [];
  return step.nodeType === 'Assign' && isConstant(step.value, 1) && target !== undefined
    ? dictAt(target, item)
    : undefined;
}

function dictAt(target: Expression, item: string): string | undefined {
  return target.nodeType === 'Subscript' && isItem(target.slice, item) ? targetText(target.value) : undefined;
}

function isItem(key: Expression | undefined, item: string): boolean {
  return key?.nodeType === 'Name' && key.id === item;
}

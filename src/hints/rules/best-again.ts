import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writeCount } from '../amounts.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { type CodeNode, type FrameCode, groupBy, type LoopNode, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { namesBoundBy } from '../code/steady/invariance.ts';
import { callsByBareName, type FrameEvidence } from '../evidence/frame-evidence.ts';
import { isAnyCalledOften } from '../evidence/time-spent.ts';
import { costsOfCallsTo, savingOfCalls } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine } from '../weigh.ts';

/**
 * The best so far, measured again for each item
 *
 * ## What it finds
 *
 * `if distance(item) < distance(best): best = item` in a loop over the items, where the calls take a good part of the
 * time; the same with positions (`distance(items[at]) < distance(items[best])`) and with a property.
 *
 * ## Why it costs
 *
 * What `distance(best)` gave is known since it became the best: every second call is for nothing.
 *
 * ## Example
 *
 *     for car in cars:
 *         if best is None or distance(car, order) < distance(best, order):
 *             best = car
 *
 * ## Instead
 *
 *     for car in cars:
 *         away = distance(car, order)
 *         if best is None or away < least:
 *             best, least = car, away
 *
 * `min(cars, key=lambda car: distance(car, order))` reads better, but calls the lambda beside: 1.1 to 1.3 times as fast.
 *
 * ## When it does not matter
 *
 * For a few items, or where the call is a small part of the pass. Where what the best one gives changes while the loop runs,
 * it has to be asked again.
 */
export const bestAgain: HintRule = {
  id: 'best-again',
  title: 'the best so far, measured again for each item',
  article: 'built-ins',
  priority: 2,
  fix: 'Keep what the best one gave beside it.',
  callees: [],
  time: 'calls',
  match: sitesOf,
  matchIn: (evidence) => (isAnyCalledOften(LEAST_CALLS, evidence) ? sitesOf(evidence.code) : []),
  weigh,
};

function sitesOf(frame: FrameCode): readonly Site[] {
  return nodesOf(frame, 'Compare').flatMap((code) => siteOf(code, frame) ?? []);
}

const COMPARING: ReadonlySet<string> = new Set(['Lt', 'Gt', 'LtE', 'GtE']);

function siteOf(code: CodeNode<NodeOf<'Compare'>>, frame: FrameCode): Site | undefined {
  const { left, ops, comparators } = code.node;
  const [right, ...others] = comparators;
  const [op] = ops;
  if (right === undefined || others.length > 0 || op === undefined || !COMPARING.has(op.nodeType)) return undefined;
  const loop = code.loops.at(-1);
  if (loop?.nodeType !== 'For' && loop?.nodeType !== 'While') return undefined;
  const name = askedBy(left, frame);
  if (name === '' || name !== askedBy(right, frame)) return undefined;
  const [first, second] = [sourceText(left, frame), sourceText(right, frame)];
  const isOther = (item: string, best: string): boolean =>
    renamed(first, item, best) === second || renamed(second, item, best) === first;
  const kept = keptIn(frame).get(loop);
  const named = kept === undefined ? [] : [...new Set([left, right].flatMap((side) => [...namesIn(side)]))];
  const isKept = named.some((best) => kept?.get(best)?.some((item) => isOther(item, best)));
  return isKept ? { code, subject: shortText(code.node, frame), variant: name } : undefined;
}

/** `best`, `self.best` and `found[0]`, wherever in an expression. */
function* namesIn(expression: Expression): Iterable<string> {
  for (const node of walkSyntax(expression)) {
    if (node.nodeType === 'Name' || node.nodeType === 'Attribute' || node.nodeType === 'Subscript') {
      yield targetText(node);
    }
  }
}

/** What computes a value: a call, or a property by its name. */
function askedBy(side: Expression, frame: FrameCode): string {
  if (side.nodeType === 'Call') return bareName(side, frame);
  return side.nodeType === 'Attribute' ? side.attr : '';
}

/** `distance(best, order)` of `distance(car, order)` */
function renamed(text: string, from: string, to: string): string {
  const literal = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.])${literal}(?!\\w)`, 'gu'), () => to);
}

/** By loop: what is made the best, and of which items in the head of the loop: `best = item`. */
const keptIn = oncePer((frame: FrameCode): ReadonlyMap<LoopNode, ReadonlyMap<string, readonly string[]>> => {
  const byLoop = groupBy(nodesOf(frame, 'Assign'), ({ loops }) => loops.slice(-1));
  return new Map([...byLoop].map(([loop, assignments]) => [loop, itemsByBest(loop, assignments)]));
});

function itemsByBest(
  loop: LoopNode,
  assignments: readonly CodeNode<NodeOf<'Assign'>>[],
): ReadonlyMap<string, readonly string[]> {
  const items = namesBoundBy(loop);
  const kept = new Map<string, Set<string>>();
  for (const { node } of assignments) {
    const values = node.value.nodeType === 'IfExp' ? [node.value.body, node.value.orelse] : [node.value];
    const item = values.find((value) => isItem(value, items));
    if (item === undefined) continue;
    for (const best of node.targets.map(targetText)) {
      kept.set(best, (kept.get(best) ?? new Set()).add(targetText(item)));
    }
  }
  return new Map([...kept].map(([best, names]) => [best, [...names]]));
}

/** `car` of `for car in cars`, and `cars[at]` where the loop counts. */
function isItem(value: Expression, names: ReadonlySet<string>): boolean {
  if (value.nodeType === 'Name') return names.has(value.id);
  return value.nodeType === 'Subscript' && value.slice.nodeType === 'Name' && value.value.nodeType === 'Name';
}

const LEAST_CALLS = 1000;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const name = site.variant ?? '';
  const calls = callsByBareName(evidence, [name]);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of ${name} from here`);
  const cost = calls.cumtime / 2;
  const callees = costsOfCallsTo(name, evidence);
  const basis = 'every second of these calls is for the best so far';
  const saving = savingOfCalls({ callees, time: 'whole', part: 1 }, { least: 0.25, most: 0.5 }, basis, evidence);
  return edgeFinding('confirmed', cost, evidence, [edgeLine(name, calls.ncalls, calls.cumtime, evidence)], saving);
}

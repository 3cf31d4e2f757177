import type { Expression, NodeOf } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { targetText } from '../code/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsByBareName, type FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfCalls } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine } from '../weigh.ts';

/**
 * The best so far, measured again for each item
 *
 * ## What it finds
 *
 * `if distance(item) < distance(best): best = item` in a loop over the items, where the calls take a good part of the time.
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
  match: (frame) => nodesOf(frame, 'Compare').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

const COMPARING: ReadonlySet<string> = new Set(['Lt', 'Gt', 'LtE', 'GtE']);

function siteOf(code: CodeNode<NodeOf<'Compare'>>, frame: FrameCode): Site | undefined {
  const { left, ops, comparators } = code.node;
  const [right, ...others] = comparators;
  const [op] = ops;
  if (left.nodeType !== 'Call' || right?.nodeType !== 'Call' || others.length > 0 || op === undefined) return undefined;
  const loop = code.loops.at(-1);
  if (!COMPARING.has(op.nodeType) || loop?.nodeType !== 'For' || loop.target.nodeType !== 'Name') return undefined;
  const name = bareName(left, frame);
  const best = name === '' || name !== bareName(right, frame) ? undefined : otherName(left, right, loop.target.id);
  return best !== undefined && isKept(best, loop.target.id, loop, frame)
    ? { code, subject: shortText(code.node, frame), variant: name }
    : undefined;

  /** `best` of `distance(car, order) < distance(best, order)`, if all else is the same. */
  function otherName(one: NodeOf<'Call'>, other: NodeOf<'Call'>, item: string): string | undefined {
    const pairs = [...parts(one)].map((part, at): readonly [Expression, Expression | undefined] => [
      part,
      parts(other)[at],
    ]);
    const differing = pairs.filter(([a, b]) => b === undefined || sourceText(a, frame) !== sourceText(b, frame));
    const [first, ...more] = differing;
    if (first === undefined || more.length > 0 || parts(one).length !== parts(other).length) return undefined;
    const names = [first[0], first[1]].flatMap((part) => (part === undefined ? [] : [targetText(part)]));
    return names.includes(item) ? names.find((each) => each !== item) : undefined;
  }
}

/** The arguments of a call, and the object of a method. */
function parts({ func, args }: NodeOf<'Call'>): readonly Expression[] {
  return func.nodeType === 'Attribute' ? [func.value, ...args] : args;
}

/** `best = item` in the same loop. */
function isKept(best: string, item: string, loop: NodeOf<'For'>, frame: FrameCode): boolean {
  return nodesOf(frame, 'Assign').some(
    ({ node, loops }) =>
      loops.at(-1) === loop &&
      node.value.nodeType === 'Name' &&
      node.value.id === item &&
      node.targets.some((target) => targetText(target) === best),
  );
}

const LEAST_CALLS = 1000;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const name = site.variant ?? '';
  const calls = callsByBareName(evidence, [name]);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of ${name} from here`);
  const cost = calls.cumtime / 2;
  const callees = evidence.calls
    .filter(({ name: { bare } }) => bare === name)
    .map(({ callee, ncalls, cumtime }) => ({ callee, ncalls, seconds: cumtime }));
  const basis = 'every second of these calls is for the best so far';
  const saving = savingOfCalls({ callees, time: 'whole', part: 1 }, { least: 0.25, most: 0.5 }, basis, evidence);
  return edgeFinding('confirmed', cost, evidence, [edgeLine(name, calls.ncalls, calls.cumtime, evidence)], saving);
}

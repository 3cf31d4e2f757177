import { type Expression, isFunctionNode, lineOf, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount, writePercent } from '../amounts.ts';
import { type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isPureFrame, isRecursiveCall } from '../code/steady/pure-frame.ts';
import { isKnownBy } from '../code/values/known-by.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, shareOfTotal } from '../weigh.ts';

/**
 * A recursion that computes the same part twice
 *
 * ## What it finds
 *
 * A function or method that walks a structure, changes nothing, and has the same call of itself twice on one way through its
 * body: `depth(node.left)` in a condition and again in the result.
 *
 * ## Why it costs
 *
 * Each level doubles the calls for all levels below it: a tree of n levels takes two to the power of n calls, where one call
 * for each node would do.
 *
 * ## Example
 *
 *     def depth(node):
 *         if node is None:
 *             return 0
 *         return 1 + (depth(node.left) if depth(node.left) > depth(node.right) else depth(node.right))
 *
 * ## Instead
 *
 *     def depth(node):
 *         if node is None:
 *             return 0
 *         left, right = depth(node.left), depth(node.right)
 *         return 1 + (left if left > right else right)
 *
 * ## When it does not matter
 *
 * In structures of two or three levels.
 */
export const recursionTwice: HintRule = {
  id: 'recursion-twice',
  title: 'a recursion that computes the same part twice',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Keep the result of the call in a local name.',
  callees: [],
  time: 'recursion',
  match: (frame) => siteOf(frame),
  weigh,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const { node } = frame;
  if (!isFunctionNode(node) || node.decorator_list.some(({ nodeType }) => nodeType !== 'Name')) return [];
  const calls = nodesOf(frame, 'Call').filter((call) => isRecursiveCall(call.node, frame) && isOfPart(call.node));
  const alike = [...groupBy(calls, (call) => [sourceText(call.node, frame)]).values()];
  const again = alike.flatMap((same) => same.slice(1).filter((later) => isKnownBy(same[0]!, later, frame)));
  const [first] = again;
  if (first === undefined || node.decorator_list.some(isCaching) || !isPureFrame(frame)) return [];
  const lines = [
    ...new Set(alike.filter((same) => same.length > 1).flatMap((same) => same.map((one) => lineOf(one.node)))),
  ];
  const call = shortText(first.node, frame);
  return [
    { code: first, subject: call, lines, fix: { text: `Keep what ${call} gives in a local name, and use that.` } },
  ];
}

function isCaching(decorator: Expression): boolean {
  return decorator.nodeType === 'Name' && /cache|memo/i.test(decorator.id);
}

/** `depth(node.left)`, `node.left.depth()`, `sum_of(pair[0])` */
function isOfPart({ func, args }: NodeOf<'Call'>): boolean {
  const given = [...args, ...(func.nodeType === 'Attribute' ? [func.value] : [])];
  return given.some((one) =>
    [...walkSyntax(one)].some((node) => node.nodeType === 'Attribute' || node.nodeType === 'Subscript'),
  );
}

const LEAST_CALLS = 1000;
const LEAST_PER_RUN = 20;

const BASIS = 'each level doubles the calls; how many levels there are the profile does not show';

function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, primitiveCalls, cumtime, code } = evidence;
  const counted = `${writeCount(ncalls)} calls of ${code.scope.qualname} for ${writeCount(primitiveCalls)} from outside`;
  if (ncalls < LEAST_CALLS || ncalls < LEAST_PER_RUN * primitiveCalls) return refused(`${counted}: few levels`);
  const share = shareOfTotal(cumtime, evidence);
  const level = levelOfShare('likely', share, SHARES.sure);
  if (level === undefined) return refused(`the function is ${writePercent(share)} of the profile`);
  return edgeFinding(
    level,
    cumtime,
    evidence,
    [{ kind: 'edge', text: `${counted}: ${writePercent(share)} of the profile` }],
    savingOfFunction(cumtime, { least: 0.4, most: 1 }, BASIS, evidence),
  );
}

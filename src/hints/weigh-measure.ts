import { plural } from '../profile/notes.ts';
import { lineOf } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from './code/module-code.ts';
import { treeMeasure } from './code/steady/tree-measure.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { mostObjectsMade } from './evidence/objects-made.ts';
import { timesCalled } from './evidence/times-called.ts';
import { savingOfFunction } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

export const MEASURE = 'measure';

/** A function that works out a number of a node and all below it. */
export function measureSite(frame: FrameCode): readonly Site[] {
  const measure = treeMeasure(frame);
  const results = nodesOf(frame, 'Return');
  const code = results.at(-1);
  if (measure === undefined || code === undefined) return [];
  const text = `Keep it in an attribute of the node, and set that anew where ${measure.children.join(' or ')} of a node changes.`;
  const lines = [...new Set([code, ...results].map(({ node }) => lineOf(node)))];
  return [{ code, subject: frame.scope.qualname, why: MEASURE, lines, fix: { text } }];
}

/** So often it must have been begun: one walk of the whole tree comes to each node once. */
const LEAST_BEGUN = 50;
/** So many nodes it comes to in one question, and so often to each. */
const OFTEN = 5;

export function weighMeasure({ code: { frame } }: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, primitiveCalls, cumtime } = evidence;
  const measure = treeMeasure(frame);
  if (measure === undefined) return NO_PLACE;
  if (primitiveCalls < LEAST_BEGUN || ncalls < OFTEN * primitiveCalls) {
    return refused(
      `${writeCount(ncalls)} calls for ${writeCount(primitiveCalls)} from outside: it is rarely asked again`,
    );
  }
  const made = measure.owners.map((owner) => mostObjectsMade(owner, evidence));
  if (made.includes(0)) return refused('the profile does not tell how many nodes there are');
  const nodes = made.reduce((sum, one) => sum + one, 0);
  const changing = measure.changers.map((one) => ({ one, places: placesChanged(one, measure.children) }));
  if (changing.some(({ places }) => places.some(({ loops }) => loops.length > 0)))
    return refused('a loop changes what is below the nodes, and how often the profile does not tell');
  const changes = changing.reduce((sum, { one, places }) => {
    return sum + Math.max(1, places.length) * (one.parent === null ? 1 : timesCalled(one, evidence));
  }, 0);
  const needed = nodes + changes;
  const counted = `${writeCount(ncalls)} calls of ${frame.scope.qualname} for ${plural(writeCount(nodes), 'node')}, of which others were put below ${plural(writeCount(changes), 'time')} at most`;
  if (ncalls < OFTEN * needed) return refused(`${counted}: not again and again`);
  const share = shareOfTotal(cumtime, evidence);
  const level = levelOfShare('likely', share, SHARES.sure);
  if (level === undefined) return refused(`the function is ${writePercent(share)} of the profile`);
  const gone = 1 - needed / ncalls;
  return edgeFinding(
    level,
    cumtime,
    evidence,
    [{ kind: 'edge', text: `${counted}: ${durationText(cumtime)} of ${durationText(evidence.total)}` }],
    savingOfFunction(cumtime, { least: 0.7 * gone, most: gone }, BASIS, evidence),
  );
}

/** Where a function sets one of some attributes, or an item of it, or calls a method of it. */
function placesChanged(frame: FrameCode, attributes: readonly string[]): readonly CodeNode[] {
  return nodesOf(frame, 'Attribute').filter(({ node, parent }) => {
    if (!attributes.includes(node.attr)) return false;
    const around = parent?.node;
    const isHolder = around?.nodeType === 'Subscript' || around?.nodeType === 'Attribute';
    return (
      node.ctx.nodeType !== 'Load' ||
      (isHolder && around.value === node && (around.nodeType === 'Attribute' || around.ctx.nodeType !== 'Load'))
    );
  });
}

const BASIS = 'all calls but one for each node and each change of what is below one';

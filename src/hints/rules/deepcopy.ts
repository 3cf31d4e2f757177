import { lineOf, type NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { linesThatRead } from '../code/steady/readers-of.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import { SHARES } from '../level-of-share.ts';
import type { HintRule, Site } from '../rule.ts';
import { atMostPossible, shareOfTotal, weighEdge } from '../weigh.ts';

const CALLEES = ['copy.deepcopy'];

const NAMES: ReadonlySet<string> = new Set(['copy.deepcopy']);

/**
 * copy.deepcopy() again and again
 *
 * ## What it finds
 *
 * `copy.deepcopy(...)` in a loop, or in a function that is called in one. Of a method that gives such a copy the lines that only
 * read it are named too.
 *
 * ## Why it costs
 *
 * For every object under the copied one it looks up how its type is copied, notes the copy in a memo dict by `id()`, and
 * keeps the original alive until it is done: several calls and dict entries for each node, also for texts and numbers,
 * which need no copy.
 *
 * ## Example
 *
 *     settings = copy.deepcopy(DEFAULTS)
 *
 * ## Instead
 *
 *     settings = {**DEFAULTS, 'tags': list(DEFAULTS['tags'])}
 *
 * Copy the parts that will be changed, and share those that never are.
 *
 * ## When it does not matter
 *
 * For a copy now and then, and where the shape of the object is not known. Many copies are needed: below 5 % of the time it is
 * possible at most.
 */
export const deepcopy: HintRule = {
  id: 'deepcopy',
  title: 'copy.deepcopy() again and again',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Copy only what will be changed, level by level, and share what never changes.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).map((code) => siteOf(code, frame)),
  weigh: (site, evidence) => {
    const share = shareOfTotal(sumCallsTo(evidence, CALLEES).cumtime, evidence);
    const found = weighEdge(site, evidence, {
      callees: CALLEES,
      called: 'copy.deepcopy',
      time: 'whole',
      leastCalls: share < LARGE ? 10 : 3,
      gain: 'deepcopy',
    });
    return share < SHARES.sure ? atMostPossible(found) : found;
  },
  withoutSource: { callees: ['copy.deepcopy'], leastCalls: 100 },
};

/** Of the profile: a few copies of something large take as much as many of something small. */
const LARGE = 0.1;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site {
  const site = { code, subject: shortText(code.node, frame) };
  const readers = code.parent?.node.nodeType === 'Return' ? linesThatRead(frame) : [];
  if (readers.length === 0) return site;
  const text = `What only reads (line ${readers.join(', ')}) needs no copy: let it look at ${shortText(code.node.args[0] ?? code.node, frame)} itself.`;
  return { ...site, lines: [lineOf(code.node), ...readers], fix: { text } };
}

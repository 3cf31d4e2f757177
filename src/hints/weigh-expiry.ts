import type { Seconds } from '../profile/profile-table.ts';
import type { NodeOf } from '../source/syntax.ts';
import { oncePer } from '../text/lazily.ts';
import { writeCount } from './amounts.ts';
import { targetText } from './code/loops/copied-whole.ts';
import type { Expiry } from './code/loops/expiry.ts';
import { type CodeNode, groupBy, type ModuleCode, nodesOf } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { passesOf } from './evidence/passes.ts';
import { type Refusal, refused } from './rule.ts';
import { mostRuns } from './weigh-setters.ts';

/** An item that is looked at takes no longer, in plain code. */
const SLOWEST_ITEM: Seconds = 2e-7;

/** So many are looked at for each that goes. */
const LOOKED_AT_PER_GONE = 5;

/** A walk of a whole table is for little only where few of those that it looks at can have been deleted. */
export function mostOfThemGone(expiry: Expiry, cost: Seconds, evidence: FrameEvidence): Refusal | undefined {
  const gone = mostGone(expiry, evidence);
  if (gone * LOOKED_AT_PER_GONE * SLOWEST_ITEM * evidence.pace <= cost) return undefined;
  return refused(`up to ${writeCount(gone)} items went: it may be most of what it looks at`);
}

/** No more can go than were counted as they went, or than were put in. */
function mostGone({ deleting, table, walk }: Expiry, evidence: FrameEvidence): number {
  const counted = deleting === walk ? undefined : passesOf(deleting, evidence);
  if (counted?.isExact === true) return counted.least;
  const name = targetText(table);
  const { module } = evidence.code;
  const places = storesByName(module).get(name) ?? [];
  if (places.length === 0 || namesUpdated(module).has(name)) return Number.POSITIVE_INFINITY;
  return places.reduce((sum, place) => sum + mostRuns(place, evidence), 0);
}

/** `table[key] = value`, `table.setdefault(key, value)` */
const storesByName = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame): readonly CodeNode<NodeOf<'Subscript' | 'Attribute'>>[] => [
      ...nodesOf(frame, 'Subscript').filter(({ node }) => node.ctx.nodeType === 'Store'),
      ...nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === 'setdefault'),
    ]),
    ({ node }) => [targetText(node.value)],
  ),
);

const namesUpdated = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames.flatMap((frame) =>
        nodesOf(frame, 'Attribute').flatMap(({ node }) => (node.attr === 'update' ? [targetText(node.value)] : [])),
      ),
    ),
);

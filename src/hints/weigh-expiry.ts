import type { Seconds } from '../profile/profile-table.ts';
import { lastName } from '../source/dotted-text.ts';
import { writeCount } from './amounts.ts';
import { targetText } from './code/loops/copied-whole.ts';
import type { Expiry } from './code/loops/expiry.ts';
import { nodesOf } from './code/module-code.ts';
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
  const { frames } = evidence.code.module;
  const stores = frames
    .flatMap((frame) => nodesOf(frame, 'Subscript'))
    .filter(({ node: { ctx, value } }) => ctx.nodeType === 'Store' && targetText(value) === name);
  const calls = frames
    .flatMap((frame) => nodesOf(frame, 'Call'))
    .filter(({ node: { func } }) => func.nodeType === 'Attribute' && targetText(func.value) === name);
  const filledBy = (method: RegExp): typeof calls => calls.filter(({ node: { func } }) => method.test(lastName(func)));
  const places = [...stores, ...filledBy(/^setdefault$/)];
  if (places.length === 0 || filledBy(/^update$/).length > 0) return Number.POSITIVE_INFINITY;
  return places.reduce((sum, store) => sum + mostRuns(store, evidence), 0);
}

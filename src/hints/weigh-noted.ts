import type { Seconds } from '../profile/profile-table.ts';
import { writeCount } from './amounts.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import type { Site, Verdict } from './rule.ts';
import { weighHalves } from './weigh-halves.ts';

/** What comparing two texts or numbers takes at least in a search. */
const COMPARISON: Seconds = 1e-8;

/**
 * Weighs `if key not in seen: seen.append(key)` by its appends, whatever else the function does: before each of them all that
 * was there had been compared, which for n items are n²/2 comparisons. `lists`: into how many the items went.
 */
export function weighNoted(site: Site, lists: number, evidence: FrameEvidence): Verdict {
  const items = sumCallsTo(evidence, ['list.append']).ncalls / Math.max(1, lists);
  const name = evidence.code.scope.qualname;
  const into = lists === 1 ? 'the list' : `${writeCount(lists)} lists each`;
  return weighHalves(
    site,
    {
      things: lists,
      items,
      each: COMPARISON,
      least: 0.8,
      basis: 'the comparisons before each item that was put in; searches that find something come on top',
      step: `to search ${writeCount(items)} items for each of them`,
      text: (cost, own) =>
        `${name} put ${writeCount(items)} items into ${into}, each after a search in vain: at least some ${cost} of its ${own} of own time`,
    },
    evidence,
  );
}

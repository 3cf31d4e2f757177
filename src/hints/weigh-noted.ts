import type { Seconds } from '../profile/profile-table.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { type FrameEvidence, rowAt, sumCallsTo } from './evidence/frame-evidence.ts';
import { ownTime } from './evidence/own-time.ts';
import { SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { shareOfTotal } from './weigh.ts';
import { ownTimeVerdict } from './weigh-own-loop.ts';

/** What comparing two texts or numbers takes at least in a search. */
const COMPARISON: Seconds = 1e-8;

/**
 * Weighs `if key not in seen: seen.append(key)` by its appends, whatever else the function does: before each of them all that
 * was there had been compared, which for n items are n²/2 comparisons. `lists`: into how many the items went.
 */
export function weighNoted(site: Site, lists: number, evidence: FrameEvidence): Verdict {
  const items = sumCallsTo(evidence, ['list.append']).ncalls / Math.max(1, lists);
  const own = ownTime(site.code, evidence);
  const cost = Math.min(own.seconds, lists * (items ** 2 / 2) * COMPARISON * evidence.pace);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least)
    return refused(`to search ${writeCount(items)} items for each of them is ${writePercent(share)} of the profile`);
  const name = evidence.code.scope.qualname;
  const each = lists === 1 ? '' : ' each';
  const text = `${name} put ${writeCount(items)} items into ${lists === 1 ? 'the list' : `${writeCount(lists)} lists`}${each}, each after a search in vain: at least some ${durationText(cost)} of its ${durationText(own.seconds)} of own time`;
  return ownTimeVerdict(
    {
      level: 'likely',
      cost,
      share,
      text,
      row: rowAt(evidence, site.code)?.row ?? evidence.row,
      time: 'own',
      gone: { least: 0.8, most: 1 },
      basis: 'the comparisons before each item that was put in; searches that find something come on top',
    },
    evidence,
  );
}

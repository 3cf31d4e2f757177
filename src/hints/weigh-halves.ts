import type { Seconds } from '../profile/profile-table.ts';
import { durationText, writePercent } from './amounts.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import { ownTime } from './evidence/own-time.ts';
import { SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { shareOfTotal } from './weigh.ts';
import { ownTimeVerdict } from './weigh-own-loop.ts';

/** So many steps, each of which goes through half of the items on the average: n²/2 for n items of each of some things. */
type Halves = {
  readonly things: number;
  readonly items: number;
  /** What going through one item takes at least (before the machine's pace). */
  readonly each: Seconds;
  /** What part of it goes at least. */
  readonly least: number;
  readonly basis: string;
  /** `to copy the rest 9 times`. */
  readonly step: string;
  /** What was counted, with what took `cost` of `own`. */
  readonly text: (cost: string, own: string) => string;
  /** It may be all of the own time that its steps do not explain. */
  readonly mayBeMore?: true;
};

/** What so many things take of which half of the items are gone through for each of them, at so much an item. */
export function secondsOfHalves(things: number, items: number, each: Seconds): Seconds {
  return things * (items ** 2 / 2) * each;
}

/** Weighs it, whatever else the function does. */
export function weighHalves(site: Site, halves: Halves, evidence: FrameEvidence): Verdict {
  const { things, items, each, least, basis, step, text, mayBeMore = false } = halves;
  const own = ownTime(site.code, evidence);
  const cost = Math.min(own.seconds, secondsOfHalves(things, items, each) * evidence.pace);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`${step} is ${writePercent(share)} of the profile`);
  const upTo = mayBeMore ? Math.max(cost, own.unexplained) : cost;
  const found = ownTimeVerdict(
    {
      level: 'likely',
      cost,
      upTo,
      share,
      text: text(durationText(cost), durationText(own.seconds)),
      row: rowAt(evidence, site.code)?.row ?? evidence.row,
      time: 'own',
      gone: { least, most: 1 },
      basis,
    },
    evidence,
  );
  return found.verdict === 'refused' ? found : { ...found, savedOf: { least: upTo, most: upTo } };
}

import type { Seconds } from '../profile/profile-table.ts';
import { lastName } from '../source/dotted-text.ts';
import { isComprehension } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { targetText } from './code/loops/copied-whole.ts';
import { type Expiry, isAllOfFrame } from './code/loops/expiry.ts';
import { nodesOf } from './code/module-code.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import { ownTime } from './evidence/own-time.ts';
import { passesOf } from './evidence/passes.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { refused, type Verdict } from './rule.ts';
import { isRepeated, NOT_REPEATED, shareOfTotal } from './weigh.ts';
import { ownTimeVerdict } from './weigh-own-loop.ts';
import { mostRuns } from './weigh-setters.ts';

const LEAST_RUNS = 50;

/** Some hundred items; where a comprehension has no row of its own, the time is that of the whole function. */
const LEAST_PER_RUN: Seconds = 8e-6;

/** An item that is looked at takes no longer, in plain code. */
const SLOWEST_ITEM: Seconds = 2e-7;

/** So many are looked at for each that goes. */
const LOOKED_AT_PER_GONE = 5;

/** Weighs a walk of a whole table for what is too old, by the time of the walk against how many can have been deleted. */
export function weighExpiry(expiry: Expiry, evidence: FrameEvidence): Verdict {
  const { code, walk } = expiry;
  if (!isRepeated(code, evidence)) return NOT_REPEATED;
  const within = isComprehension(walk) ? [...code.within, walk] : code.within;
  const inside = { ...code, within, loops: [...code.loops, walk] };
  const row = rowAt(evidence, inside);
  const isAlone = row?.isReliable === true && row.row !== evidence.row;
  const own = ownTime(inside, evidence);
  const around = code.loops.at(-1);
  const runs = around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
  const cost = isAlone ? (evidence.table.cumtime[row.row] ?? 0) : own.seconds;
  if (runs !== undefined && runs < LEAST_RUNS) return refused(`only ${writeCount(runs)} times`);
  if (runs !== undefined && cost / runs < LEAST_PER_RUN * evidence.pace) {
    return refused(`it takes ${durationText(cost / runs)} each time: a handful of items`);
  }
  const gone = mostGone(expiry, evidence);
  if (gone * LOOKED_AT_PER_GONE * SLOWEST_ITEM * evidence.pace > cost)
    return refused(`up to ${writeCount(gone)} items went: it may be most of what it looks at`);
  const share = shareOfTotal(cost, evidence);
  const isClear = runs !== undefined && (isAlone || isAllOfFrame(expiry, evidence.code));
  const level = levelOfShare(isClear ? 'likely' : 'possible', share, SHARES.sure);
  if (level === undefined) return refused(`this costs only ${writePercent(share)} of the profile`);
  const times = runs === undefined ? 'in each pass' : `${writeCount(runs)} times`;
  const text = `${evidence.code.scope.qualname} looked through all of it ${times}: ${durationText(cost)} of ${durationText(evidence.total)}`;
  return ownTimeVerdict(
    {
      level,
      cost,
      share,
      text,
      row: isAlone ? row.row : evidence.row,
      time: isAlone ? 'whole' : 'own',
      gone: { least: 0.6, most: 1 },
      basis: 'all of it but a look at the oldest each time',
    },
    evidence,
  );
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

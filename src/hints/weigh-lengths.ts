import type { Seconds } from '../profile/profile-table.ts';
import type { Expression } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import type { ValueKind } from './code/values/known-results.ts';
import { kindOf } from './code/values/value-kind.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { type CountRange, itemsPut, timesReached } from './evidence/items-put.ts';
import { ownTime } from './evidence/own-time.ts';
import { savingOfSearches } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { type Refusal, refused, type Site, type TimeRange, type Verdict } from './rule.ts';
import { unitCost } from './unprofiled/unit-costs.ts';
import { shareOfTotal } from './weigh.ts';
import { secondsOfHalves } from './weigh-halves.ts';

/** Both are of the program without the profiler, which does not slow a search in C down as it does calls. */
const { least: LEAST_SHARE, habit: LIKELY_SHARE } = SHARES;

const FEW = 16;

/** A list that grows while it is searched is half as long on the average; all of that is passed by in a search in vain. */
const OF_LENGTH: CountRange = { least: 0.5, most: 1 };

/** Lists of one place are not equally long: most searches are in the longer ones. */
const UNEQUAL = 2;

/** So much of what the counts tell the own time must have left, or the searches end early. */
const CONFIRMED_BY_TIME = 0.7;

/**
 * Weighs a search in lists whose lengths are known by what was put into them: the number of searches and of items tell between
 * what and what the comparisons take. undefined where the counts leave it open.
 */
export function weighLengths(
  site: Site,
  list: Expression,
  asked: Expression,
  evidence: FrameEvidence,
): Verdict | undefined {
  const items = itemsPut(list, site.begunIn, evidence);
  if (items === undefined || isComparedInPython(evidence)) return undefined;
  if (items.most <= FEW) return refused(`each list got at most some ${writeCount(Math.ceil(items.most))} items`);
  const searches = timesReached(site.code, evidence);
  const time = timeBetween(searches, items, kindOf(asked, site.code.frame), evidence);
  const total = programTime(evidence);
  const most = time.most * UNEQUAL;
  if (most < LEAST_SHARE * total) return tooShort(items, most / total);
  const own = ownTime(site.code, evidence);
  // the pace is told by calls, which a busy machine may slow down more than the rest
  const left = own.seconds - own.explained / Math.max(1, evidence.pace);
  if (time.least < LIKELY_SHARE * total || left < CONFIRMED_BY_TIME * time.least) return undefined;
  const cost = Math.min(left, time.most);
  const savedOf = { least: Math.min(time.least, cost), most: cost };
  const length = writeCount((items.least + items.most) / 2);
  const name = evidence.code.scope.qualname;
  const text = `at least ${writeCount(searches.least)} searches in ${name}, in lists that each got some ${length} items: some ${durationText(cost)} of its ${durationText(own.seconds)} of own time`;
  return {
    verdict: 'reported',
    level: 'likely',
    cost,
    share: shareOfTotal(cost, evidence),
    of: 'self',
    evidence: [{ kind: 'self-time', text }],
    saving: savingOfSearches(savedOf, evidence),
    savedOf,
  };
}

/**
 * What the searches of a place take by their counts. At most each of them goes through all of its list, and lists of several
 * are not equally long; at least those for what was not there did (`lists`: how many got each item after such a search).
 */
export function timeOfSearches(
  site: Site,
  list: Expression,
  asked: Expression,
  lists: number,
  evidence: FrameEvidence,
): TimeRange | undefined {
  const items = isComparedInPython(evidence) ? undefined : itemsPut(list, site.begunIn, evidence);
  if (items === undefined) return undefined;
  const { cheap, dear } = comparisons(kindOf(asked, site.code.frame), evidence);
  const isOne = evidence.ncalls === 1 && list.nodeType === 'Name' && site.begunIn === undefined;
  const most = timesReached(site.code, evidence).most * items.most * dear * (isOne ? 1 : UNEQUAL);
  const least = secondsOfHalves(lists, items.least, cheap);
  return Number.isFinite(most) && least <= most ? { least, most } : undefined;
}

function tooShort({ most }: CountRange, share: number): Refusal {
  return refused(
    `each list got at most some ${writeCount(Math.ceil(most))} items: to search them takes less than ${writePercent(share)} of the program`,
  );
}

/** `__eq__` of a class: those calls are weighed by themselves. */
function isComparedInPython(evidence: FrameEvidence): boolean {
  return callsByBareName(evidence, ['__eq__']).ncalls > 0;
}

function timeBetween(searches: CountRange, items: CountRange, kind: ValueKind, evidence: FrameEvidence): CountRange {
  const { cheap, dear } = comparisons(kind, evidence);
  return {
    least: searches.least * items.least * OF_LENGTH.least * cheap,
    most: searches.most * items.most * OF_LENGTH.most * dear,
  };
}

/** Of a kind that is not known an item may be as quickly compared as a number, and as slowly as a pair. */
function comparisons(kind: ValueKind, evidence: FrameEvidence): { readonly cheap: Seconds; readonly dear: Seconds } {
  const dear = comparison(PAIR, evidence);
  return { cheap: kind === 'tuple' ? dear : comparison(VALUE, evidence), dear };
}

const VALUE = 'compared-value';
const PAIR = 'compared-tuple';

const USUAL_UNIT: Seconds = 8e-8;

function comparison(step: typeof VALUE | typeof PAIR, { unprofiled, pace }: FrameEvidence): Seconds {
  if (unprofiled.kind === 'untold') return USUAL_UNIT * pace * 0.1;
  const [{ unit, overheads }] = unprofiled.models;
  return unit * unitCost(step, overheads);
}

function programTime({ unprofiled, total }: FrameEvidence): Seconds {
  if (unprofiled.kind === 'untold') return total;
  return Math.max(...unprofiled.models.map(({ program }) => program().total));
}

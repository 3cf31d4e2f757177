import { durationText, writeCount, writePercent } from '../amounts.ts';
import { type KeySearch, keySearches, loopsAround } from '../code/key-searches.ts';
import type { FrameCode } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { type FrameEvidence, rowAt } from '../evidence/frame-evidence.ts';
import { ownTime } from '../evidence/own-time.ts';
import { passesOf } from '../evidence/passes.ts';
import { savingOfCalls } from '../expected-saving.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { isRepeated, NOT_REPEATED, shareOfTotal, weighEdge } from '../weigh.ts';

/**
 * One item searched for by its key, from the first item on
 *
 * ## What it finds
 *
 * `for item in items: if item.key == key: return item`, again and again over the same items, and the same with
 * `next(item for item in items if item.key == key)`, `[item for item in items if item.key == key][0]` and
 * `any(item.key == key for item in items)`. Keys that are set later, and keys that are the same each time (`item.state == FREE`),
 * are not what a dict is for, and are not reported.
 *
 * ## Why it costs
 *
 * Each search walks half of the items on average, and all of them where there is none: for n items and n searches that is the
 * square of n. A dict finds one in the time of a single step.
 *
 * ## Example
 *
 *     def account(self, number):
 *         for account in self.accounts:
 *             if account.number == number:
 *                 return account
 *         raise KeyError(number)
 *
 * ## Instead
 *
 *     def add(self, account):
 *         self.accounts[account.number] = account
 *
 *     def account(self, number):
 *         return self.accounts[number]
 *
 * ## When it does not matter
 *
 * For a few dozen items. The keys must be hashable and stay as they are; of items with one key a dict keeps the last, the
 * search finds the first (`setdefault` keeps that one). What adds and removes items has to do so in the dict too.
 */
export const linearLookup: HintRule = {
  id: 'linear-lookup',
  title: 'one item searched for by its key, from the first item on',
  article: 'built-ins',
  priority: 1,
  fix: 'Keep a dict of the items by that key.',
  callees: ['next', 'any'],
  match: (frame) => keySearches(frame).map((search) => siteOf(search, frame)),
  weigh,
};

function siteOf(search: KeySearch, frame: FrameCode): Site {
  const { code, by } = search;
  const begunIn = loopsAround(search).at(-1);
  return { code, subject: shortText(code.node, frame), variant: by, fix: fixOf(search, frame), begunIn };
}

function fixOf({ items, key, wanted, by }: KeySearch, frame: FrameCode): Fix {
  const text = `Keep a dict (for a mere test a set) by ${sourceText(key, frame)} where the items of ${sourceText(items, frame)} come and go.`;
  return by === 'any' ? { text } : { text, after: `by_key.get(${sourceText(wanted, frame)})` };
}

const LEAST_RUNS = 100;

/** A walk over some forty items; the look-up in a dict that replaces it takes a fiftieth of that. */
const LONG_WALK = 2e-6;

const LIKELY_SHARE = 0.05;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  if (site.variant === 'next' || site.variant === 'any') {
    return weighEdge(site, evidence, {
      callees: [site.variant],
      called: site.variant,
      names: new Set([site.variant]),
      time: 'whole',
      leastCalls: LEAST_RUNS,
      leastPerCall: LONG_WALK,
      gain: null,
      leastSaving: ({ cumtime }) => 0.8 * cumtime,
      whatRemains: WHAT_REMAINS,
    });
  }
  return weighWalk(site, evidence);
}

const WHAT_REMAINS = 'all of it but the look-up of a key; how long the walks are depends on the number of items';

/** A walk has no calls: its steps are what is left of the own time. */
function weighWalk({ code, begunIn }: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, pace, total, code: frame } = evidence;
  const own = ownTime(code, evidence);
  const runs = begunIn === undefined ? ncalls : passesOf(begunIn, evidence)?.least;
  if ((runs ?? LEAST_RUNS) < LEAST_RUNS) return refused(`only ${writeCount(runs ?? 0)} searches`);
  const perRun = own.unexplained / (runs ?? ncalls);
  if (perRun < LONG_WALK * pace) return refused(`a search takes ${durationText(perRun)}: a handful of items`);
  const share = shareOfTotal(own.unexplained, evidence);
  if (share < 0.01) return refused(`the searches are ${writePercent(share)} of the profile`);
  const row = rowAt(evidence, code)?.row ?? evidence.row;
  const callees = [{ callee: row, ncalls: 0, seconds: own.unexplained }];
  const gone = { least: 0.8, most: 1 };
  const isLikely = share >= LIKELY_SHARE && !own.hasRivals && runs !== undefined;
  const times = runs === undefined ? '' : ` in ${writeCount(runs)} searches of ${durationText(perRun)} each`;
  const text = `own time of ${frame.scope.qualname}: ${durationText(own.seconds)} of ${durationText(total)}${times}`;
  return {
    verdict: 'reported',
    level: isLikely ? 'likely' : 'possible',
    cost: own.unexplained,
    share,
    of: 'self',
    evidence: [{ kind: 'self-time', text }],
    saving: savingOfCalls({ callees, time: 'own', part: 1 }, gone, WHAT_REMAINS, evidence),
  };
}

import type { Seconds } from '../profile/profile-table.ts';
import { isComprehension, type NodeOf } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { targetText } from './code/loops/copied-whole.ts';
import { isTreeWalk } from './code/loops/tree-walked.ts';
import { type CodeNode, iterablesOf, type LoopNode, nodesOf } from './code/module-code.ts';
import { bareName, methodCalled } from './code/names.ts';
import { isRenewedByCalls } from './code/steady/list-renewed.ts';
import { framesMeant } from './code/steady/pure-frame.ts';
import { lengthOf } from './code/values/static-length.ts';
import { callsOfScope, type FrameEvidence, rowAt, sumCallsTo } from './evidence/frame-evidence.ts';
import { appendsIn } from './evidence/items-put.ts';
import { ownTime } from './evidence/own-time.ts';
import { passesOf } from './evidence/passes.ts';
import { isNeverReached } from './evidence/reached.ts';
import { resumedSearches } from './evidence/resumed-searches.ts';
import { type CallCosts, costsOfCallsTo } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { shareOfSites, shareOfTotal } from './weigh.ts';
import { ownTimeVerdict, secondsOf } from './weigh-own-loop.ts';
import { tooFewPerWalk } from './weigh-per-list.ts';
import { tooOftenSet } from './weigh-setters.ts';

/** Some sixty items. */
const LONG_SEARCH = 3e-6;
/** Some two dozen: measured among ten, a search takes up to 1 µs of own time, on 3.8 to 3.13. */
const NOT_SHORT = 1.2e-6;
/** What is left of the own time of a function that asks a dict. */
const LOOK_UP = 5e-7;
/** Of n searches a dict saves all but the two that it takes to make it. */
const LEAST_SEARCHES = 12;

/** The passes themselves are what is for nothing: their time is the function's own, wherever nothing else takes it. */
export function weighSearch(site: Site, calls: CallCosts['callees'], evidence: FrameEvidence): Verdict {
  if (isNeverReached(site.code, evidence)) return refused('its branch was not taken: what it calls was not called');
  const { seconds: own, hasRivals } = ownTime(site.code, evidence);
  const counted = searchesCounted(site, evidence);
  // what a join finds tells nothing of its searches: of a thousand rows one may fit
  const searches = counted ?? (site.why === undefined ? undefined : leastOfPairs(own, evidence));
  if (searches !== undefined && searches < LEAST_SEARCHES) return refused(`only ${writeCount(searches)} searches`);
  const seconds = own + secondsOf(calls);
  const often = tooOftenSet(site.setters ?? [], counted, seconds, evidence);
  if (often !== undefined) return often;
  const few = counted === undefined ? undefined : tooFewPerWalk(site.code, counted, evidence);
  if (few !== undefined) return few;
  const share = shareOfTotal(seconds, evidence);
  const perSearch = searches === undefined ? undefined : seconds / searches;
  if (perSearch !== undefined && isShort(perSearch / evidence.pace, share)) {
    return refused(`a search takes ${durationText(perSearch)}: a list of a few items`);
  }
  if (share < SHARES.least) return refused(`the function's own time is ${writePercent(share)} of the profile`);
  const isLikely = share >= SHARES.told && !hasRivals && perSearch !== undefined;
  const name = evidence.code.scope.qualname;
  const each = counted === undefined || perSearch === undefined ? '' : `, ${durationText(perSearch)} per search`;
  const text = `own time of ${name}${calls.length > 0 ? ' and its calls' : ''}: ${durationText(seconds)} of ${durationText(evidence.total)}${each}`;
  return ownTimeVerdict(
    {
      level: isLikely ? 'likely' : 'possible',
      cost: seconds,
      share,
      text,
      row: rowAt(evidence, site.code)?.row ?? evidence.row,
      time: 'own',
      calls,
      gone: { least: 0.6, most: 1 },
      basis: `all of ${calls.length > 0 ? 'that' : `the own time of ${name}`}, except one look-up per search`,
    },
    evidence,
  );
}

/** Among some dozen items a dict pays where what goes is much of the profile. */
function isShort(perSearch: Seconds, share: number): boolean {
  const isWorthIt = share * (1 - LOOK_UP / perSearch) >= SHARES.sure;
  return perSearch < (isWorthIt ? NOT_SHORT : LONG_SEARCH);
}

function searchesCounted(site: Site, evidence: FrameEvidence): number | undefined {
  const { why, code } = site;
  const [outer, inner = outer] = code.loops.slice(-2);
  if (why === 'combinations') return undefined;
  if (inner === undefined || !isComprehension(inner) || inner.generators.length === 1) {
    if (outer === undefined || outer === inner) return evidence.ncalls;
    if (inner !== undefined && iterablesOf(inner).some((list) => isRenewedByCalls(list, outer, code.frame))) {
      return undefined; // each may have a list of its own
    }
    return (
      passesOf(outer, evidence)?.least ??
      runsOfList(inner, evidence) ??
      searchesThatAppend(site, evidence) ??
      resumedSearches(code, evidence)
    );
  }
  const walked = inner.generators.slice(0, -1).map(({ iter }) => lengthOf(iter, evidence.code) ?? Number.NaN);
  const times = walked.reduce((product, length) => product * length, evidence.ncalls);
  return Number.isNaN(times) ? undefined : times;
}

/** Up to Python 3.11 a list comprehension has a row of its own, and each search is a call of it. */
function runsOfList(loop: LoopNode | undefined, evidence: FrameEvidence): number | undefined {
  return loop?.nodeType === 'ListComp' ? callsOfScope(loop, evidence) : undefined;
}

/**
 * Each search ends with an `append`: to what it finds, or to the list where it finds nothing (`groups.append([word])`). Then
 * there are no more searches than calls of it.
 */
function searchesThatAppend({ code: { loops, frame } }: Site, evidence: FrameEvidence): number | undefined {
  const [outer, loop] = loops.slice(-2);
  if (outer === undefined || loop?.nodeType !== 'For') return undefined;
  const appends = nodesOf(frame, 'Call').filter(
    (one) => one.loops.includes(outer) && methodCalled(one.node, frame)?.name === 'append',
  );
  const isOfList = ({ node }: CodeNode<NodeOf<'Call'>>): boolean =>
    node.func.nodeType === 'Attribute' && targetText(node.func.value) === targetText(loop.iter);
  const isBoth =
    appends.length === appendsIn(frame) && appends.some((one) => one.loops.at(-1) === loop) && appends.some(isOfList);
  const { ncalls } = sumCallsTo(evidence, ['list.append']);
  return isBoth && ncalls > 0 ? ncalls : undefined;
}

/** A pair that is looked at in plain code takes hardly longer, so the list has at least the root of so many items. */
const LONG_PAIR = 3e-7;

/** Where each item of a list is held against the others, the time tells how long the list is: the searches of all runs. */
function leastOfPairs(own: Seconds, { ncalls, pace }: FrameEvidence): number {
  return Math.floor(ncalls * Math.sqrt(own / Math.max(1, ncalls) / (LONG_PAIR * pace)));
}

/** All of them go, but one for each item and one for each search. */
export function callsOfForms({ code: { node, frame } }: Site, evidence: FrameEvidence): CallCosts['callees'] {
  const calls = [...walkSyntax(node)].flatMap((one) => (one.nodeType === 'Call' ? [bareName(one, frame)] : []));
  return [...new Set(calls)].flatMap((name) => costsOfCallsTo(name, evidence));
}

/** What makes the items anew for each search, `self.open_orders()` and `ast.walk(tree)`, is called once then. */
export function callsOfWalked({ code: { loops, frame } }: Site, evidence: FrameEvidence): CallCosts['callees'] {
  const loop = loops.at(-1);
  const walked = loop === undefined ? undefined : iterablesOf(loop).at(-1);
  const isMade = walked?.nodeType === 'Call' && (framesMeant(walked, frame).length > 0 || isTreeWalk(walked, frame));
  return isMade ? costsOfCallsTo(bareName(walked, frame), evidence) : [];
}

/** The part of some calls that this place has among its like. */
export function partOfSites(calls: CallCosts['callees'], site: Site, evidence: FrameEvidence): CallCosts['callees'] {
  const part = shareOfSites(site, evidence);
  return calls.map((call) => ({ ...call, ncalls: call.ncalls * part, seconds: call.seconds * part }));
}

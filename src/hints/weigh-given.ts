import { writeCount, writePercent } from './amounts.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { costsOfCallsTo, savingOfCalls } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, shareOfTotal, weighEdge } from './weigh.ts';

/** What calls what it is given for each item; `map` and `filter` do so where they are walked. */
const WALKERS = { max: ['max'], min: ['min'], sorted: ['sorted'], sort: ['list.sort'] } as const;

type Walker = keyof typeof WALKERS;

export function isWalker(name: string | undefined): name is Walker {
  return name !== undefined && Object.hasOwn(WALKERS, name);
}

/** A search for each item, by what is given to the walker. */
export function weighGiven(walker: Walker, site: Site, evidence: FrameEvidence): Verdict {
  return weighEdge(site, evidence, {
    callees: WALKERS[walker],
    called: walker,
    time: 'own',
    leastCalls: 1,
    leastPerCall: LONG_WALK,
    leastShare: SHARES.told,
    gain: null,
    leastSaving: ({ tottime }) => 0.7 * tottime,
    whatRemains: `what ${walker} takes with a look-up for each item`,
  });
}

/** Some dozen searches among some dozen items. */
const LONG_WALK = 2e-5;

const LAMBDA = '<lambda>';

/** A test of each item, by a lambda that is given to `filter`. */
export function weighFilter(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const calls = callsByBareName(evidence, [LAMBDA]);
  if (calls.ncalls < LEAST_ASKED) return refused(`only ${writeCount(calls.ncalls)} calls of the lambda from here`);
  const share = shareOfTotal(calls.cumtime, evidence);
  if (share < SHARES.least) return refused(`the calls of the lambda are ${writePercent(share)} of the profile`);
  const callees = costsOfCallsTo(LAMBDA, evidence);
  const basis = 'all of these calls, except one look-up per search';
  const saving = savingOfCalls({ callees, time: 'whole', part: 1 }, { least: 0.6, most: 1 }, basis, evidence);
  const line = edgeLine('a lambda', calls.ncalls, calls.cumtime, evidence);
  return edgeFinding('likely', calls.cumtime, evidence, [line], saving);
}

const LEAST_ASKED = 2000;

import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { Site, Verdict } from './rule.ts';
import { weighEdge } from './weigh.ts';

/** Weighs calls that move all items of a list by one place, against those of a deque: only on a long list they cost more. */
export function weighFrontOfList(site: Site, evidence: FrameEvidence, callee: 'list.pop' | 'list.insert'): Verdict {
  return weighEdge(site, evidence, {
    callees: [callee],
    called: callee,
    time: 'own',
    leastCalls: 20,
    leastPerCall: 'of-long-list',
    gain: null,
    leastSaving: ({ ncalls, tottime }) => tottime - 1.5 * ncalls * evidence.cheapCall,
    whatRemains: 'a call of a deque takes as long as the cheapest calls of this profile; its time above that goes',
  });
}

import { oncePer } from '../../text/lazily.ts';
import { isCallNamed } from '../code/call-names.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../code/module-code.ts';
import { mentions, shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { SHARES } from '../level-of-share.ts';
import type { HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

const COLLECT = 'gc.collect';

const MATCHED: ReadonlySet<string> = new Set([COLLECT]);

/**
 * Garbage collected by hand again and again
 *
 * ## What it finds
 *
 * `gc.collect()` in a loop, or in a function that is called in one, in a file that does not switch the collector off.
 *
 * ## Why it costs
 *
 * It walks all containers that the program holds, however few of them are new. What no cycle holds is freed without it, and
 * Python looks for cycles itself, among the new objects first.
 *
 * ## Example
 *
 *     for batch in batches:
 *         store.add(batch)
 *         gc.collect()
 *
 * ## Instead
 *
 *     for batch in batches:
 *         store.add(batch)
 *
 * Where large cycles must go at once, break them (`node.parent = None`, `weakref`), or collect once, after the last batch.
 *
 * ## When it does not matter
 *
 * Between tests or measurements, which begin with a clean heap for a reason, and while little is held.
 */
export const gcCollect: HintRule = {
  id: 'gc-collect',
  title: 'garbage collected by hand again and again',
  article: 'beyond',
  priority: 2,
  fix: 'Leave it to Python, or collect once, after the last one.',
  callees: [COLLECT],
  time: 'callees',
  match: (frame) => sitesOf(frame),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    return weighEdge(site, evidence, {
      callees: [COLLECT],
      called: COLLECT,
      time: 'whole',
      leastCalls: 20,
      leastShare: SHARES.told,
      gain: null,
      leastSaving: ({ cumtime }) => cumtime / 2,
      whatRemains: 'all but what Python collects by itself, which is mostly the newest objects',
    });
  },
};

function sitesOf(frame: FrameCode): readonly Site[] {
  if (!mentions('collect', frame.module.source) || isSwitchedOff(frame.module)) return [];
  return callsNamed(frame, MATCHED).map((code) => ({ code, subject: shortText(code.node, frame) }));
}

/** Whoever switches the collector off has to call it. */
const isSwitchedOff = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some((frame) => nodesOf(frame, 'Call').some(({ node }) => isCallNamed(OFF, node, frame))),
);

const OFF: ReadonlySet<string> = new Set(['gc.disable', 'gc.freeze', 'gc.set_threshold']);

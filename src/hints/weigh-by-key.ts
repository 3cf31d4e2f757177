import { writeCount } from './amounts.ts';
import { growingByKey } from './code/loops/growing-by-key.ts';
import { callsOfScope, type FrameEvidence } from './evidence/frame-evidence.ts';
import { appendsFrom } from './evidence/items-put.ts';
import { isSeenByOthers } from './evidence/other-files.ts';
import { type Refusal, refused, type Site } from './rule.ts';

/** So often each item must have been walked. */
const OFTEN = 4;

/** Undefined where each item was walked again and again. */
export function tooFewWalked({ code: { node, frame } }: Site, evidence: FrameEvidence): Refusal | undefined {
  const [walked] = node.nodeType === 'Call' ? node.args : [];
  const grown = growingByKey(walked, frame);
  if (walked?.nodeType !== 'GeneratorExp' || grown === undefined) return refused('its lists do not only get longer');
  if (isSeenByOthers(grown.table.attr, evidence)) return refused('other files of the program may change its lists');
  const steps = callsOfScope(walked, evidence) ?? 0;
  const put = grown.writers.reduce((sum, writer) => sum + appendsFrom(writer, evidence), 0);
  if (put === 0 || steps - evidence.ncalls < OFTEN * put)
    return refused(`${writeCount(steps)} steps over ${writeCount(put)} items: each was walked a few times at most`);
  return undefined;
}

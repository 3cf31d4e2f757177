import { durationText, writeCount, writePercent } from './amounts.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import type { MeasuredLine } from './evidence/line-times.ts';
import type { OwnTime } from './evidence/own-time.ts';
import { savingOfOwnTime } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { type EvidenceLine, refused, type Site, type Verdict } from './rule.ts';

/** A run of the line must take so many times what the steps of its loop would usually take. */
const SUSPICIOUS = 2.5;

/**
 * Weighs a site by what line_profiler measured of its line: better than own time, which has no lines. The line has that
 * part of its function's time in the profile; line_profiler pays for each line that runs, so cheap lines look dearer than
 * they are, and this one's part is rather too small.
 */
export function weighLine(
  site: Site,
  { line, hits, seconds: measured, whole }: MeasuredLine,
  own: OwnTime,
  evidence: FrameEvidence,
): Verdict {
  if (hits === 0) return refused('line_profiler saw no run of its line');
  const part = measured / whole;
  const cost = Math.min(own.seconds, part * evidence.cumtime);
  const share = evidence.total > 0 ? cost / evidence.total : 0;
  const name = evidence.code.scope.qualname;
  const took = `line_profiler: line ${line} took ${writePercent(part)} of ${name}, in ${writeCount(hits)} runs`;
  if (share < SHARES.least) return refused(took);
  const perRun = measured / hits;
  if (perRun < own.expectedPerPass * SUSPICIOUS) {
    const expected = durationText(own.expectedPerPass);
    return refused(`${took} of ${durationText(perRun)} each, where such steps usually take ${expected}`);
  }
  const counted = { ...own, passes: { least: hits, isExact: true }, hasRivals: false, unexplained: cost };
  const lines: readonly EvidenceLine[] = [
    { kind: 'line-time', text: `${took} of ${durationText(perRun)} each` },
    { kind: 'self-time', text: `own time of ${name}: ${durationText(own.seconds)} of ${durationText(evidence.total)}` },
  ];
  const row = rowAt(evidence, site.code)?.row ?? evidence.row;
  const basis = `its line's part of the own time of ${name}; how much of that goes depends on the size of the data`;
  const saving = { ...savingOfOwnTime(counted, row, evidence), basis };
  return { verdict: 'reported', level: 'confirmed', cost, share, of: 'line', evidence: lines, saving };
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import type { Seconds } from '../profile/profile-table.ts';
import type { ComprehensionNode } from '../source/syntax.ts';
import { durationText, writePercent } from './amounts.ts';
import { isLoop, type LoopNode, nodesInLoop } from './code/module-code.ts';
import { type FrameEvidence, rowAt } from './evidence/frame-evidence.ts';
import { ownTime, usualTime } from './evidence/own-time.ts';
import { passesOf } from './evidence/passes.ts';
import { isNeverReached } from './evidence/reached.ts';
import { type CallCosts, type Gone, savingOfCalls } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { type Level, refused, type Site, type TimeRange, type Verdict } from './rule.ts';
import { goneByGain, shareOfTotal, withOwnPart } from './weigh.ts';

/** What a rule asks of a loop whose steps are all of them plain code that C could do. */
export type OwnLoopQuestion = {
  /** The comprehension that is the loop itself: on Python 3.11 and older it has a row of its own. */
  readonly comprehension?: ComprehensionNode;
  /** Its calls, which go beside its own time. */
  readonly calls?: CallCosts['callees'];
  /** Less than that in one run of it (before the machine's pace) is a loop over a handful. */
  readonly leastPerRun?: Seconds;
  /** Of {@link MEASURED_GAINS}; null where it depends on the size of the data. */
  readonly gain: string | null;
  /** What goes at least, where no ratio was measured. */
  readonly least?: number;
  readonly basis: string;
  readonly what: string;
};

/** Weighs a loop by the own time of its function: where other loops may have taken that time, nothing is said. */
export function weighOwnLoop(site: Site, evidence: FrameEvidence, question: OwnLoopQuestion): Verdict {
  if (isNeverReached(site.code, evidence)) return refused('its branch was not taken: what it calls was not called');
  const { comprehension, calls = [], leastPerRun = 0, gain, least = 0.5, basis, what } = question;
  const { within, loops } = site.code;
  const code =
    comprehension === undefined
      ? site.code
      : { ...site.code, within: [...within, comprehension], loops: [...loops, comprehension] };
  const row = rowAt(evidence, code);
  const own = ownTime(code, evidence);
  const counted = row === undefined ? undefined : evidence.table.ncalls.values[row.row];
  // the calls of a generator are its items
  const runs = code.within.at(-1)?.nodeType === 'GeneratorExp' ? evidence.ncalls : (counted ?? evidence.ncalls);
  if (own.seconds / Math.max(1, runs) < leastPerRun * evidence.pace)
    return refused('one run of it takes next to nothing');
  const cost = own.seconds + secondsOf(calls);
  const share = shareOfTotal(cost, evidence);
  const isOwnRow = row !== undefined && row.row !== evidence.row;
  const level = levelOfShare(own.hasRivals && !isOwnRow ? 'possible' : 'likely', share, SHARES.sure);
  if (level === undefined) return refused(`this costs only ${writePercent(share)} of the profile`);
  const text = `${what}: ${durationText(cost)} of ${durationText(evidence.total)} in ${evidence.code.scope.qualname}`;
  const found = ownTimeVerdict(
    {
      level,
      cost,
      share,
      text,
      row: row?.row ?? evidence.row,
      time: 'own',
      calls,
      gone: goneByGain(gain) ?? { least, most: 1 },
      basis,
    },
    evidence,
  );
  return withOwnPart(found, timeOfSteps(loopOf(site, comprehension), secondsOf(calls), evidence));
}

/** Loops of plain code come out at that part of what is expected of them, where it is counted how often they go round. */
const OF_EXPECTED = { least: 0.5, most: 1.5 };

function loopOf({ code: { node, loops } }: Site, comprehension: ComprehensionNode | undefined): LoopNode | undefined {
  return comprehension ?? (isLoop(node) ? node : loops.at(-1));
}

/** What the steps of a loop take of which the passes are counted, and in which no other loop stands. */
function timeOfSteps(loop: LoopNode | undefined, calls: Seconds, evidence: FrameEvidence): TimeRange | undefined {
  const passes = loop === undefined ? undefined : passesOf(loop, evidence);
  if (loop === undefined || passes?.isExact !== true) return undefined;
  const nodes = nodesInLoop(loop, evidence.code);
  if (nodes.some(({ loops }) => loops.at(-1) !== loop)) return undefined;
  const expected = passes.least * usualTime(nodes.map(({ node }) => node)) * evidence.pace;
  return { least: calls + expected * OF_EXPECTED.least, most: calls + expected * OF_EXPECTED.most };
}

export function secondsOf(calls: CallCosts['callees']): Seconds {
  return calls.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** What some own time is spent for. */
export type OwnTimeFound = {
  readonly level: Level;
  readonly cost: Seconds;
  /** What it may be, where the cost is the part of that which is sure. */
  readonly upTo?: Seconds;
  readonly share: number;
  /** The evidence, in a sentence. */
  readonly text: string;
  /** Whose time it is; `whole`: with all that it calls. */
  readonly row: FunctionIndex;
  readonly time: 'own' | 'whole';
  /** The calls that have a part of the cost. */
  readonly calls?: CallCosts['callees'];
  /** Which part of it the fix takes away. */
  readonly gone: Gone;
  readonly basis: string;
  /** See {@link CallCosts}. */
  readonly isWorkOfC?: boolean;
};

/** Reports own time that no call of the profile tells. */
export function ownTimeVerdict(
  { level, cost, upTo = cost, share, text, row, time, calls = [], gone, basis, isWorkOfC = false }: OwnTimeFound,
  evidence: FrameEvidence,
): Verdict {
  const whole = calls.map((call) => ({ ...call, time: 'whole' as const }));
  const callees = [{ callee: row, ncalls: 0, seconds: upTo - secondsOf(calls) }, ...whole];
  return {
    verdict: 'reported',
    level,
    cost,
    share,
    of: 'self',
    evidence: [{ kind: 'self-time', text }],
    saving: savingOfCalls({ callees, time, part: 1, isWorkOfC }, gone, basis, evidence),
  };
}

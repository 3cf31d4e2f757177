import { callTimes } from '../profile/call-times.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { callerEdges } from '../profile/profile-table.ts';
import { givenValues, lineOf } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { type FrameCode, nodesOf } from './code/module-code.ts';
import { bareName } from './code/names.ts';
import { shortText } from './code/source-text.ts';
import { type AskedThrough, askedThrough, calleeAt, type PassedOn, placesPassed } from './code/steady/asked-through.ts';
import { canonicalName } from './evidence/callee-names.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { neededAnswers, neededCalls } from './evidence/needed-calls.ts';
import { frameOfRow, mostObjectsMade } from './evidence/objects-made.ts';
import { beyond } from './evidence/other-files.ts';
import { passesOf } from './evidence/passes.ts';
import { rowsOf, timeOf, timesCalled } from './evidence/times-called.ts';
import { savingOfCalls } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { atMostPossible, edgeFinding, shareOfSites, shareOfTotal } from './weigh.ts';

/** A function that asks another for the same in each call of a loop. */
export function throughSites(passed: PassedOn): readonly Site[] {
  return askedThrough(passed).map(({ asked, callee, by, loop }) => {
    const name = callee.scope.name;
    const lines = [passed, asked, ...nodesOf(callee, 'Return')].map(({ node }) => lineOf(node));
    const text = `Ask for ${name} once before ${loop.nodeType === 'Call' ? 'that call' : 'the loop'}, and hand it to ${by.scope.name}().`;
    const subject = shortText(passed.node, passed.frame);
    return { code: passed, subject, variant: name, why: THROUGH, lines, fix: { text } };
  });
}

export const THROUGH = 'through';

const LEAST_CALLS = 100;
/** So many calls for each that would do, but where what goes is much of the program. */
const OFTEN = 10;
const LEAST_PER_CALL = 1e-6;

type Calls = { readonly ncalls: number; readonly seconds: number };
const NONE: Calls = { ncalls: 0, seconds: 0 };

export function weighThrough({ code: passed, variant }: Site, evidence: FrameEvidence): Verdict {
  const through = askedThrough(passed).find(({ callee }) => callee.scope.name === variant);
  const ofAll = through === undefined ? 0 : timesCalled(through.by, evidence);
  if (through === undefined || ofAll < LEAST_CALLS) return NO_PLACE;
  const { by, callee } = through;
  const asked = callsBetween((row) => isRowOf(row, by, evidence), callee, evidence);
  const here = callsFrom(passed, by, evidence);
  const ofTime = here.seconds / Math.max(here.seconds, timeOf(by, evidence), Number.MIN_VALUE);
  const seconds = Math.min(asked.seconds * ofTime, here.seconds, evidence.cumtime);
  const found = weighAsked(through, { ncalls: (asked.ncalls * here.ncalls) / ofAll, seconds }, evidence);
  // what another file's methods do is not seen
  return through.isOfChanged && beyond(evidence).hasOthers ? atMostPossible(found) : found;
}

function weighAsked(
  { by, asked, callee, loop, outer }: AskedThrough,
  { ncalls, seconds }: Calls,
  evidence: FrameEvidence,
): Verdict {
  const name = callee.scope.name;
  const starts = outer === undefined ? evidence.ncalls : passesOf(outer, evidence)?.least;
  if (starts === undefined) return refused('the profile does not tell how often the loop began');
  const gone = 1 - starts / ncalls;
  const share = shareOfTotal(seconds, evidence);
  const often = gone * share < SHARES.large ? OFTEN : 1;
  if (ncalls < Math.max(LEAST_CALLS, often * starts))
    return refused(`${writeCount(ncalls)} calls of ${name} for ${writeCount(starts)} loops`);
  if (isToldOf(asked, callee, evidence)) return refused(`that ${name} is worked out again is said where it is defined`);
  if (seconds / ncalls < LEAST_PER_CALL * evidence.pace)
    return refused(`a call of ${name} takes ${durationText(seconds / ncalls)}: little`);
  const level = levelOfShare('likely', share, SHARES.sure);
  if (level === undefined) return refused(`these calls of ${name} are ${writePercent(share)} of the profile`);
  const text = `${by.scope.qualname}, called from line ${lineOf(loop)} on, asked ${name} ${writeCount(ncalls)} times, where ${writeCount(starts)} would do: ${durationText(seconds)} of ${durationText(evidence.total)}`;
  const callees = [{ callee: rowsOf(callee, evidence)[0] ?? evidence.row, ncalls, seconds }];
  return edgeFinding(
    level,
    seconds,
    evidence,
    [{ kind: 'edge', text }],
    savingOfCalls({ callees, time: 'whole', part: 1 }, { least: 0.8 * gone, most: gone }, BASIS, evidence),
  );
}

const BASIS = 'all calls but those that would do';

/** What changes seldom `recomputed` tells of, or the place that asks, which counts what it gives. */
function isToldOf({ node, ...at }: AskedThrough['asked'], callee: FrameCode, evidence: FrameEvidence): boolean {
  const ncalls = timesCalled(callee, evidence);
  const objects = callee.parent?.node.nodeType === 'ClassDef' ? mostObjectsMade(callee.parent, evidence) : 0;
  const isGiven = node.nodeType === 'Call' && givenValues(node).length > 0;
  const answers = isGiven
    ? neededCalls({ node, ...at }, callee, ncalls, evidence)
    : objects > 0
      ? neededAnswers(callee, objects, evidence)
      : undefined;
  return answers !== undefined && ncalls >= OFTEN * answers.needed;
}

/** How often the place calls its function, and how long that takes. */
function callsFrom(passed: PassedOn, by: FrameCode, evidence: FrameEvidence): Calls {
  const { frame, node } = passed;
  if (node.nodeType === 'Call') {
    const calls = callsBetween((row) => isRowOf(row, frame, evidence), by, evidence);
    return frame === evidence.code ? partOf(calls, shareOfSites({ code: passed, subject: '' }, evidence)) : calls;
  }
  const name = keyedBy(passed);
  const alike = by.module.frames
    .flatMap(placesPassed)
    .filter((one) => one.node.nodeType !== 'Call' && keyedBy(one) === name && calleeAt(one) === by);
  const calls = callsBetween((row) => canonicalName(evidence.table, row).bare === name, by, evidence);
  return partOf(calls, 1 / Math.max(1, alike.length));
}

function partOf({ ncalls, seconds }: Calls, part: number): Calls {
  return { ncalls: ncalls * part, seconds: seconds * part };
}

/** `sorted` of `sorted(names, key=self.weight)` */
function keyedBy({ parent, frame }: PassedOn): string {
  const call = parent?.parent?.node;
  return call?.nodeType === 'Call' ? bareName(call, frame) : '';
}

function isRowOf(row: FunctionIndex, frame: FrameCode, { table, row: own }: FrameEvidence): boolean {
  return table.functions.file[row] === table.functions.file[own] && frameOfRow(row, frame.module, table) === frame;
}

function callsBetween(isCaller: (row: FunctionIndex) => boolean, callee: FrameCode, evidence: FrameEvidence): Calls {
  const { table } = evidence;
  const edges = table.edges();
  let sum = NONE;
  for (const row of rowsOf(callee, evidence)) {
    const { start, end } = callerEdges(edges, row);
    for (let edge = start; edge < end; edge++) {
      if (!isCaller(edges.caller[edge]!)) continue;
      const seconds = callTimes(table, edge, row)?.cumtime ?? 0;
      sum = { ncalls: sum.ncalls + (edges.ncalls.values[edge] ?? 0), seconds: sum.seconds + seconds };
    }
  }
  return sum;
}

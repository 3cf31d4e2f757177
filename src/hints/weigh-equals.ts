import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type FrameCode, nodesOf } from './code/module-code.ts';
import { methodCalled } from './code/names.ts';
import { canonicalName } from './evidence/callee-names.ts';
import { callsByBareName, type FrameEvidence, ownTimeAt, rowAt } from './evidence/frame-evidence.ts';
import { costsOfCallsTo, savingOfCalls } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import type { Site, Verdict } from './rule.ts';
import { edgeFinding, edgeLine, sharedLine, shareOfTotal } from './weigh.ts';

const EQUALS = '__eq__';
const LEAST_CALLS = 1000;

/**
 * Weighs a search among objects with an `__eq__` in Python: they are compared by calls, which the profile has, and each costs
 * the search some time of its own too. `rivals`: how many places of the function may make them. undefined where they are few,
 * or may come from elsewhere.
 */
export function weighEquals(site: Site, rivals: () => number, evidence: FrameEvidence): Verdict | undefined {
  const { ncalls, cumtime } = callsByBareName(evidence, [EQUALS]);
  const row = rowAt(evidence, site.code)?.row ?? evidence.row;
  if (ncalls < LEAST_CALLS || isCompared(evidence.code) || !callsEquals(row, evidence)) return undefined;
  const part = 1 / Math.max(1, rivals());
  const seconds = cumtime + Math.min(cumtime, ownTimeAt(evidence, site.code));
  const cost = seconds * part;
  if (shareOfTotal(cost, evidence) < SHARES.told) return undefined;
  const callees = costsOfCallsTo(EQUALS, evidence);
  const basis = 'a set asks for __hash__ instead, and for __eq__ once at most';
  const saving = savingOfCalls({ callees, time: 'whole', part }, { least: 0.7, most: 1 }, basis, evidence);
  const lines = [edgeLine(EQUALS, ncalls, seconds, evidence), ...sharedLine(part)];
  return edgeFinding('likely', cost, evidence, lines, saving);
}

function callsEquals(row: FunctionIndex, { table }: FrameEvidence): boolean {
  const index = calleeIndex(table);
  return calleeEdges(index, row).some((edge) => canonicalName(table, index.callee[edge]!).bare === EQUALS);
}

/** `one == other`, `rows.index(row)`: then these calls may come from there. */
function isCompared(frame: FrameCode): boolean {
  const isEqual = nodesOf(frame, 'Compare').some(({ node: { ops } }) =>
    ops.some(({ nodeType }) => nodeType === 'Eq' || nodeType === 'NotEq'),
  );
  return isEqual || nodesOf(frame, 'Call').some(({ node }) => COMPARING.has(methodCalled(node, frame)?.name ?? ''));
}

const COMPARING: ReadonlySet<string> = new Set(['index', 'remove', 'count']);

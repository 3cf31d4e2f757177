import { type FrameCode, isWithin, nodesOf } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { frameOfRow } from './evidence/objects-made.ts';
import { isCalledFromElsewhere, rowsOf } from './evidence/times-called.ts';
import { valuesThrownAway } from './rules/log-fstring.ts';

export const IN_VAIN = 'it is called for log messages alone, which are thrown away: log-fstring says it of those';

/** From a message to what is called for its values. */
const DEEPEST = 4;

/** Whether all calls of a function, by whomever, are for messages that nobody reads: without them it takes no time at all. */
export function isMadeInVain(frame: FrameCode, evidence: FrameEvidence, depth: number = 0): boolean {
  const { table } = evidence;
  if (depth > DEEPEST || isCalledFromElsewhere(frame, evidence)) return false;
  const { start, caller } = table.edges();
  const rows = rowsOf(frame, evidence).flatMap((at) => [...caller.subarray(start[at], start[at + 1])]);
  // it calls itself as often as others begin it
  const callers = new Set(rows.map((row) => frameOfRow(row, frame.module, table)).filter((one) => one !== frame));
  return (
    callers.size > 0 && [...callers].every((one) => one !== undefined && isForMessages(frame, one, evidence, depth))
  );
}

function isForMessages(frame: FrameCode, caller: FrameCode, evidence: FrameEvidence, depth: number): boolean {
  const messages = valuesThrownAway(caller, evidence);
  const { name } = frame.scope;
  const named = [
    ...nodesOf(caller, 'Name').filter(({ node }) => node.id === name),
    ...nodesOf(caller, 'Attribute').filter(({ node }) => node.attr === name),
  ];
  const isThere = named.length > 0 && named.every((code) => messages.some((one) => isWithin(code, one)));
  return isThere || isMadeInVain(caller, evidence, depth + 1);
}

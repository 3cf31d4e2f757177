import { countOwnFiles } from '../../select/whose-code.ts';
import type { Expression } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, isCalled } from '../code/module-code.ts';
import { isMadeOfImported, readsImported } from '../code/steady/imported-data.ts';
import type { Beyond } from '../code/values/few-values.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isCalledFromElsewhere } from './times-called.ts';

/** What the profile says of the rest of the program. */
export function beyond(evidence: FrameEvidence): Beyond {
  return {
    isAllSeen: (callee) => !isCalledFromElsewhere(callee, evidence),
    hasOthers: countOwnFiles(evidence.table) > 1,
  };
}

/** Whether a value that is said to be the same each time is made of what another file holds, and may change; or what functions read. */
export function isLentByOthers(
  value: Expression | null,
  frames: readonly FrameCode[],
  evidence: FrameEvidence,
): boolean {
  if (countOwnFiles(evidence.table) < 2) return false;
  return (value !== null && isMadeOfImported(value, evidence.code)) || frames.some(readsImported);
}

/** Whether a file of which only the profile tells may set an attribute, or what is in it. */
export function isSeenByOthers(attribute: string, evidence: FrameEvidence): boolean {
  return !attribute.startsWith('_') && countOwnFiles(evidence.table) > 1;
}

/** The same of any attribute that some code reads: who changes it is looked for in one file alone. */
export function readsSeenByOthers(codes: readonly CodeNode[], evidence: FrameEvidence): boolean {
  return codes.some(
    (code) => code.node.nodeType === 'Attribute' && !isCalled(code) && isSeenByOthers(code.node.attr, evidence),
  );
}

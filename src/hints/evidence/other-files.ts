import { ownFiles } from '../../select/whose-code.ts';
import type { Beyond } from '../code/values/few-values.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isCalledFromElsewhere } from './times-called.ts';

/** What the profile says of the rest of the program. */
export function beyond(evidence: FrameEvidence): Beyond {
  return {
    isAllSeen: (callee) => !isCalledFromElsewhere(callee, evidence),
    hasOthers: ownFiles(evidence.table) > 1,
  };
}

/** Whether a file of which only the profile tells may set an attribute, or what is in it. */
export function isSeenByOthers(attribute: string, evidence: FrameEvidence): boolean {
  return !attribute.startsWith('_') && ownFiles(evidence.table) > 1;
}

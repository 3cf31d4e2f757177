import type { ProfileTable } from '../../profile/profile-table.ts';
import { originOfFile } from '../../select/function-origin.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
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
export function isSeenByOthers({ attr }: NodeOf<'Attribute'>, evidence: FrameEvidence): boolean {
  return isNameSeenByOthers(attr, evidence);
}

export function isNameSeenByOthers(attribute: string, { table }: FrameEvidence): boolean {
  return !attribute.startsWith('_') && ownFiles(table) > 1;
}

/** How many files of the program's own code ran. */
const ownFiles = oncePer(({ functions: { file }, length, strings }: ProfileTable): number => {
  const files = new Set(Array.from({ length }, (_, row) => file[row] ?? 0));
  const isOwn = (path: string): boolean => path !== '~' && !path.startsWith('<') && originOfFile(path) === 'own';
  return [...files].filter((one) => isOwn(strings.text(one))).length;
});

import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { standardName } from '../../../profile/function-name.ts';
import { escapeControls } from '../../../text/escape.ts';
import { CODE_GROUPS, type CodeGroup } from '../../../views/icicle/frame-facts.ts';
import { functionName } from '../../short-name.ts';
import type { PageProfile } from './read-profile.ts';

/** Whose code a function is, even one that is known only as a caller. */
export function groupOf({ groups }: PageProfile, index: FunctionIndex): CodeGroup {
  return CODE_GROUPS[groups[index] ?? -1] ?? 'builtin';
}

/** A function as lists call it. */
export function shownName({ table, facts }: PageProfile, index: FunctionIndex): string {
  return escapeControls(functionName({ table, fullPaths: facts.fullPaths }, index));
}

/** A function with its whole path. */
export function wholeName({ table }: PageProfile, index: FunctionIndex): string {
  return escapeControls(standardName(table, index));
}

import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { standardName } from '../../../profile/function-name.ts';
import { ORIGINS } from '../../../select/function-origin.ts';
import { escapeControls } from '../../../text/escape.ts';
import type { CodeGroup } from '../../../views/icicle/frame-facts.ts';
import { functionName } from '../../short-name.ts';
import type { PageProfile } from './read-profile.ts';

/** The words for it. */
export const CODE_WORDS: Readonly<Record<CodeGroup, string>> = {
  own: 'mine',
  library: 'library',
  builtin: 'built-in',
};

/** What only others mention is in no list: it has no code of its own. */
export function groupOf({ table, origins }: PageProfile, index: FunctionIndex): CodeGroup {
  const origin = index < table.length ? ORIGINS[origins[index]!] : 'builtin';
  return origin === 'own' || origin === 'builtin' ? origin : 'library';
}

/** A function as lists call it. */
export function shownName({ table, facts }: PageProfile, index: FunctionIndex): string {
  return escapeControls(functionName({ table, fullPaths: facts.fullPaths }, index));
}

/** A function with its whole path. */
export function wholeName({ table }: PageProfile, index: FunctionIndex): string {
  return escapeControls(standardName(table, index));
}

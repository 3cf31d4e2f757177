import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { changeOf } from '../../../views/function-change.ts';
import { CHANGES_OF_TIME, type ChangeOfTime } from '../profile-data.ts';
import type { PageProfile } from './read-profile.ts';

/** Words and signs, so that colours are not alone in saying it. */
export const CHANGE_WORDS: Readonly<Record<ChangeOfTime, string>> = {
  slower: 'slower itself',
  faster: 'faster itself',
  same: 'as before',
};

export const CHANGE_SIGNS: Readonly<Record<ChangeOfTime, string>> = { slower: '▲ ', faster: '▼ ', same: '' };

/** How much larger a number is than before; null without a comparison. */
export function deltaOf(
  { table, before }: PageProfile,
  column: 'tottime' | 'cumtime',
  row: FunctionIndex,
): number | null {
  return before === null || row >= table.length ? null : changeOf(before[column][row]!, table[column][row]!).delta;
}

/** How a function changed, by its own time: what it calls has changes of its own. */
export function changeOfTime({ before }: PageProfile, row: FunctionIndex): ChangeOfTime {
  return CHANGES_OF_TIME[before?.directions[row] ?? 0] ?? 'same';
}

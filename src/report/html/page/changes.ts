import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { changeOf } from '../../../views/function-change.ts';
import type { PageProfile } from './read-profile.ts';

/** How a function stands to what it was. Words and signs say it as well as colours. */
export type ChangeOfTime = 'slower' | 'faster' | 'same';

export const CHANGE_WORDS: Readonly<Record<ChangeOfTime, string>> = {
  slower: 'slower itself',
  faster: 'faster itself',
  same: 'as before',
};

export const CHANGE_SIGNS: Readonly<Record<ChangeOfTime, string>> = { slower: '▲ ', faster: '▼ ', same: '' };

/** How much more of a number there is than before; null without a comparison. */
export function deltaOf(
  { table, before }: PageProfile,
  column: 'tottime' | 'cumtime',
  row: FunctionIndex,
): number | null {
  return before === null || row >= table.length ? null : changeOf(before[column][row]!, table[column][row]!).delta;
}

/** By its own time: what it calls has a change of its own. */
export function changeOfTime(profile: PageProfile, row: FunctionIndex): ChangeOfTime {
  const delta = deltaOf(profile, 'tottime', row) ?? 0;
  const tolerance = Number(profile.facts.baseline?.tolerance ?? 0);
  return Math.abs(delta) <= tolerance ? 'same' : delta > 0 ? 'slower' : 'faster';
}

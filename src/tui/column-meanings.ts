import type { ProfileKind } from '../profile/profile-table.ts';
import { type ColumnId, FUNCTION_COLUMNS } from './function-columns.ts';
import type { Meaning } from './screen.ts';

/** Columns that are told apart by more than their heading. */
const NAMES_IN_TEXT: Readonly<Partial<Record<ColumnId, string>>> = {
  tottimePerCall: 'percall behind tottime',
  cumtimePerCall: 'percall behind cumtime',
  percent: 'its percentage',
  bar: 'the bar of the share',
};

/** `percall behind tottime, percall behind cumtime, the bar, ...`: in which order columns go. */
const ORDER_OF_GOING: string = FUNCTION_COLUMNS.filter(({ isOf }) => isOf === undefined)
  .toSorted((a, b) => a.goes - b.goes)
  .map(({ id, heading }) => NAMES_IN_TEXT[id] ?? heading.traced)
  .join(', ');

const NAME_MEANINGS: readonly Meaning[] = [
  {
    term: 'narrow windows',
    text: `columns go one by one, so that names can be read: ${ORDER_OF_GOING}; what sorts the list stays`,
  },
  {
    term: 'filename:lineno',
    text: 'only as much of the path as tells the file from the others in this profile; Right shows all of it',
  },
  { term: '(function)', text: 'in braces: a function written in C, which has no file' },
];

/** What the columns of functions mean, from left to right. Each percall has its own denominator, as in pstats. */
export function columnMeanings(kind: ProfileKind): readonly Meaning[] {
  const numbers = FUNCTION_COLUMNS.filter(({ isOf }) => isOf === undefined);
  return [...numbers.flatMap(({ help }) => (help === undefined ? [] : [help[kind]])), ...NAME_MEANINGS];
}

/** With a snapshot. */
export const MEMORY_MEANINGS: readonly Meaning[] = FUNCTION_COLUMNS.filter(({ isOf }) => isOf === 'memory').flatMap(
  ({ help }) => (help === undefined ? [] : [help.traced]),
);

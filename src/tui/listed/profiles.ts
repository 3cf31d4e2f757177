import { standardName } from '../../profile/function-name.ts';
import { type ListedTable, NUMBER_COLUMNS, numberCells } from '../../report/list-markdown.ts';
import { codeCell } from '../../report/markdown-text.ts';
import { type Contribution, profileContributions } from '../../views/contributions.ts';
import { NO_NUMBERS } from '../rows/no-numbers.ts';
import type { ProfilesScreen } from '../state/profiles-screen.ts';
import { contributionsOf } from '../state/reduce-profiles.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { MOST_LINES } from './most-lines.ts';

/** What each of the merged profiles brought, to the whole or to a function. */
export function profilesTable(state: ViewerState, screen: ProfilesScreen): readonly ListedTable[] {
  const all = contributionsOf(state, screen);
  const whole = screen.function === null ? profileContributions(state.table) : [];
  const functionsIn = new Map(whole.map(({ name, functions }) => [name, String(functions)]));
  return [
    {
      heading: headingOf(state, screen),
      columns: [...NUMBER_COLUMNS, { title: 'functions', align: 'right' }, { title: 'profile', align: 'left' }],
      rows: all.slice(0, MOST_LINES).map((one) => cells(one, functionsIn.get(one.name) ?? '')),
      total: all.length,
    },
  ];
}

function headingOf({ table }: ViewerState, { function: index, sort, isReversed }: ProfilesScreen): string {
  const what = index === null ? 'Profiles' : `${standardName(table, index)} in each profile`;
  return `${what} ${sort === 'given' ? 'as given' : `by ${sort}`}${isReversed ? ', reversed' : ''}`;
}

function cells({ name, numbers, share }: Contribution, functions: string): readonly string[] {
  return [...numberCells({ numbers: numbers ?? NO_NUMBERS, share }), functions, codeCell(name)];
}

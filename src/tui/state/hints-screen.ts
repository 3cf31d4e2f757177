import type { ProfileTable } from '../../profile/profile-table.ts';
import type { HintsView } from '../../views/hints-view.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** What to change in the program, ranked. */
export type HintsScreen = { readonly kind: 'hints'; readonly list: ListState };

/** The hints of a profile, once they were looked for: that parses sources, so nobody does it before a screen wants them. */
export type FoundHints = {
  readonly table: ProfileTable;
  /** null where it went wrong. */
  readonly view: HintsView | null;
  readonly failure: string | null;
};

export function hintsScreen(): HintsScreen {
  return { kind: 'hints', list: LIST_START };
}

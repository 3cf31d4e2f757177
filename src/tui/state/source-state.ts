import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { NoSourceView, SourceView } from '../../views/source-view.ts';
import type { ListState } from './list-state.ts';

/** What is known of the sources of a profile's functions; each is read when a screen first shows it. */
export type Sources = ReadonlyMap<FunctionIndex, SourceView | NoSourceView>;

/** The source pane of a function's screen. */
export type SourcePane = {
  /** Whether the keys are its. */
  readonly isActive: boolean;
  /** null until the user has moved in it. */
  readonly list: ListState | null;
  /** How many columns the source is moved to the left. */
  readonly shift: number;
};

export const SOURCE_PANE: SourcePane = { isActive: false, list: null, shift: 0 };

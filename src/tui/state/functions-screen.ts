import type { SortOrder } from '../../select/sort-keys.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** An order and the word that names it; `order` is null for the order of the dump. */
export type Ordering = { readonly name: string; readonly order: SortOrder | null };

/** All functions of the profile. */
export type FunctionsScreen = {
  readonly kind: 'functions';
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly list: ListState;
  /** How far the names are scrolled: 0 = fitted into their column (see rows/function-text.ts). */
  readonly scroll: number;
};

export function functionsScreen(ordering: Ordering, isReversed: boolean): FunctionsScreen {
  return { kind: 'functions', ordering, isReversed, list: LIST_START, scroll: 0 };
}

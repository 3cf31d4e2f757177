import type { FunctionIndex } from '../../profile/function-keys.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** The merged profiles one by one: as a whole, or one function in each of them. */
export type ProfilesScreen = {
  readonly kind: 'profiles';
  /** null: all functions. */
  readonly function: FunctionIndex | null;
  readonly sort: ProfilesSort;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** `given`: in the order in which they were given. */
export type ProfilesSort = 'given' | 'ncalls' | 'tottime' | 'cumtime';

export function profilesScreen(index: FunctionIndex | null): ProfilesScreen {
  return { kind: 'profiles', function: index, sort: 'given', isReversed: false, list: LIST_START };
}

import type { Steps } from '../profile/steps.ts';
import { recentResults } from './recent-results.ts';

/** {@link recentResults} of work in slices. Work that was dropped leaves nothing behind. */
export function recentSteps<T>(limit: number): (owner: object, key: string, make: () => Steps<T>) => Steps<T> {
  const recent = recentResults<{ made: { readonly value: T } | null }>(limit);
  return function* (owner, key, make) {
    const slot = recent(owner, key, () => ({ made: null }));
    slot.made ??= { value: yield* make() };
    return slot.made.value;
  };
}

import { resolveSortOrder, SORT_KEYS, type SortKey } from '../../select/sort-keys.ts';
import type { Ordering } from './functions-screen.ts';
import type { SortChoice } from './sort-choices.ts';

/** Every key that functions can be sorted by; keys that mean the same share a line. */
export const FUNCTION_CHOICES: readonly SortChoice[] = [
  ...groupByMeaning(SORT_KEYS).map((keys) => ({
    words: keys.map(({ name }) => name),
    title: keys[0].title,
    by: keys[0].name,
  })),
  { words: ['none'], title: 'order of the dump', by: 'none' },
];

/** The order that a word of `SORT_KEYS` names, or `none`. */
export function namedOrdering(name: string): Ordering {
  return { name, order: name === 'none' ? null : resolveSortOrder([name]) };
}

/** The line of {@link FUNCTION_CHOICES} that sorts as this order does, or -1. */
export function choiceOf(ordering: Ordering): number {
  return FUNCTION_CHOICES.findIndex(({ by }) => meaningOf(namedOrdering(by)) === meaningOf(ordering));
}

function groupByMeaning(keys: readonly SortKey[]): readonly (readonly [SortKey, ...SortKey[]])[] {
  const groups = new Map<string, [SortKey, ...SortKey[]]>();
  for (const key of keys) {
    const group = groups.get(JSON.stringify(key.fields));
    if (group === undefined) groups.set(JSON.stringify(key.fields), [key]);
    else group.push(key);
  }
  return [...groups.values()];
}

function meaningOf({ order }: Ordering): string {
  return JSON.stringify(order?.fields ?? null);
}

import { resolveSortOrder, SORT_KEYS, type SortColumn, type SortKey, type SortOrder } from '../select/sort-keys.ts';
import type { Ordering } from '../views/functions-view.ts';
import { memoryColumns } from '../views/memory-of-functions.ts';
import type { MenuChoice } from './list.ts';
import type { ViewerState } from './viewer.ts';

/** Every key that functions can be sorted by; keys that mean the same share a line. */
export const FUNCTION_CHOICES: readonly MenuChoice[] = [
  ...groupByMeaning(SORT_KEYS).map((keys) => ({
    words: keys.map(({ name }) => name),
    title: keys[0].title,
    by: keys[0].name,
  })),
  { words: ['none'], title: 'order of the dump', by: 'none' },
];

/** The order that a word of `SORT_KEYS` names, or `none`. */
export function namedOrdering(name: string): Ordering {
  return orderingOf(name === 'none' ? null : resolveSortOrder([name]));
}

/** One word for one thing: pstats has two names for most orders. */
const COLUMN_WORDS: Readonly<Record<SortColumn, string>> = {
  ncalls: 'ncalls',
  primitiveCalls: 'pcalls',
  tottime: 'tottime',
  cumtime: 'cumtime',
  tottimePerCall: 'tottime-percall',
  cumtimePerCall: 'cumtime-percall',
  file: 'filename',
  line: 'line',
  name: 'name',
  standardName: 'stdname',
};

/** An order with the words for it on the screen. */
export function orderingOf(order: SortOrder | null): Ordering {
  return { name: order?.fields.map(({ column }) => COLUMN_WORDS[column]).join(', ') ?? 'none', order };
}

/** The line of {@link FUNCTION_CHOICES} that sorts as this order does, or -1. */
export function choiceOf(ordering: Ordering): number {
  if (ordering.values !== undefined) return -1;
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

/** What functions can be sorted by where there is a snapshot. */
export const MEMORY_CHOICES: readonly (MenuChoice & { readonly by: 'memory' | 'memory-blocks' })[] = [
  { words: ['memory'], title: 'live bytes', by: 'memory' },
  { words: ['memory-blocks'], title: 'live blocks', by: 'memory-blocks' },
];

export const NO_SNAPSHOT = 'No snapshot was given: start with --memory FILE.';
export const NO_BASELINE = 'No baseline was given: start with --baseline FILE.';

/** The order that a word names; null for other words, and without a snapshot. */
export function memoryOrdering({ memory }: ViewerState, word: string): Ordering | null {
  if (memory === null || !isMemoryWord(word)) return null;
  const { size, blocks } = memoryColumns(memory);
  return { name: word, order: null, values: word === 'memory' ? size : blocks };
}

export function isMemoryWord(word: string): boolean {
  return MEMORY_CHOICES.some(({ by }) => by === word);
}

import { resolveSortOrder, SORT_KEYS, type SortKey } from '../../select/sort-keys.ts';
import { CALL_SORT_KEYS, type CallSortName } from '../../views/function-view.ts';
import type { Ordering, Screen } from './viewer-state.ts';

/** What to sort by; a screen takes what is meant for it. */
export type SortTarget = { readonly functions?: Ordering; readonly calls?: CallSortName };

/** One line of the sort menu: the words that name the key, and what it sorts by. */
export type SortChoice = SortTarget & { readonly words: readonly string[]; readonly title: string };

const FUNCTION_CHOICES: readonly SortChoice[] = [
  ...groupByMeaning(SORT_KEYS).map(functionChoice),
  { words: ['none'], title: 'order of the dump', functions: { name: 'none', order: null } },
];

const CALL_CHOICES: readonly SortChoice[] = CALL_SORT_KEYS.map(({ name, title }) => ({
  words: [name],
  title,
  calls: name,
}));

/** Every key that the screen can be sorted by; keys that mean the same share a line. */
export function sortChoices(screen: Screen): readonly SortChoice[] {
  return screen.kind === 'functions' ? FUNCTION_CHOICES : CALL_CHOICES;
}

/** The place of the key that is in use, or 0 for an order that no single key makes. */
export function currentChoice(screen: Screen): number {
  return Math.max(
    0,
    sortChoices(screen).findIndex((choice) => isInUse(choice, screen)),
  );
}

export function isInUse({ functions, calls }: SortChoice, screen: Screen): boolean {
  if (screen.kind === 'function') return calls === screen[screen.active].sort;
  return functions !== undefined && meaningOf(functions) === meaningOf(screen.ordering);
}

/** The order that a word of `SORT_KEYS` names. */
export function namedOrdering(name: string): Ordering {
  return { name, order: resolveSortOrder([name]) };
}

function functionChoice(keys: readonly [SortKey, ...SortKey[]]): SortChoice {
  const [{ name, title }] = keys;
  return { words: keys.map((key) => key.name), title, functions: namedOrdering(name) };
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

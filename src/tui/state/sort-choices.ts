/** One line of a sort menu: the words that name the key, what they mean, and what the action `sort` says. */
export type SortChoice = { readonly words: readonly string[]; readonly title: string; readonly by: string };

/** What a screen can be sorted by. */
export type SortMenu = {
  /** What is sorted: `functions`, `callers`. */
  readonly what: string;
  readonly choices: readonly SortChoice[];
  /** The choice in use; -1 for an order that no single one makes. */
  readonly current: number;
};

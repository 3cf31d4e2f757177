import type { CountedFunction } from '../../profile/argument-counts.ts';

/** What `run --arguments` counted of the functions of one file, in a run of its own; null for one that was not counted. */
export type ArgumentCounts = { readonly of: (line: number, name: string) => CountedFunction | null };

import type { Ordering } from '../../views/functions-view.ts';
import { memoryColumns } from '../../views/memory-of-functions.ts';
import type { SortChoice } from './sort-choices.ts';
import type { ViewerState } from './viewer-state.ts';

/** What functions can be sorted by where there is a snapshot. */
export const MEMORY_CHOICES: readonly (SortChoice & { readonly by: 'memory' | 'memory-blocks' })[] = [
  { words: ['memory'], title: 'live bytes', by: 'memory' },
  { words: ['memory-blocks'], title: 'live blocks', by: 'memory-blocks' },
];

export const NO_SNAPSHOT = 'No snapshot was given: start with --memory FILE.';

/** The order that a word names; null for other words, and without a snapshot. */
export function memoryOrdering({ memory }: ViewerState, word: string): Ordering | null {
  if (memory === null || !isMemoryWord(word)) return null;
  const { size, blocks } = memoryColumns(memory);
  return { name: word, order: null, values: word === 'memory' ? size : blocks };
}

export function isMemoryWord(word: string): boolean {
  return MEMORY_CHOICES.some(({ by }) => by === word);
}

import { distinctStrings } from '../../profile/distinct-strings.ts';
import { answerFor } from '../../profile/late-answer.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from '../../profile/steps.ts';
import type { StringId } from '../../profile/string-pool.ts';
import { sortByBytes } from '../../select/byte-sort.ts';
import { SORT_KEYS } from '../../select/sort-keys.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { recentResults } from '../../views/recent-results.ts';

/** What the words behind a command are: Tab completes them so. */
export type Completion = 'none' | 'sort-keys' | 'functions' | 'files' | 'commands';

/** What a word may be. */
export type WordCandidates = readonly string[];

/** The word that Tab completes: where it begins in the line, what it is so far, and what it may be. */
type WantedWord = {
  readonly start: number;
  readonly word: string;
  readonly completion: Completion;
  /** The command that it stands behind; none for the word that is the command. */
  readonly command: string;
};

const SORT_WORDS: readonly string[] = [...SORT_KEYS.map(({ name }) => name), 'none'];

/** What is being typed at the end of a line. The name of a file may have blanks: it is all that follows the command. */
export function wantedWord(line: string, completionOf: (command: string) => Completion): WantedWord {
  const [whole = '', command] = /^\s*(\S+)\s+/.exec(line) ?? [];
  if (command === undefined) return wordFrom(line, /^\s*/.exec(line)?.[0].length ?? 0, 'commands', '');
  const completion = completionOf(command);
  return wordFrom(line, completion === 'files' ? whole.length : line.lastIndexOf(' ') + 1, completion, command);
}

function wordFrom(line: string, start: number, completion: Completion, command: string): WantedWord {
  return { start, word: line.slice(start), completion, command };
}

/** What the word may be; null where only the file system knows. */
export function candidatesOf(
  { word, completion }: WantedWord,
  { commands, table }: { readonly commands: readonly string[]; readonly table: ProfileTable },
): WordCandidates | null {
  switch (completion) {
    case 'files':
      return null;
    case 'none':
      return [];
    case 'commands':
      return commands.filter((name) => name.startsWith(word));
    case 'sort-keys':
      return SORT_WORDS.filter((name) => name.startsWith(word));
    case 'functions':
      return answerFor(
        table.length,
        recentNames(table, word, () => madeOnce(() => nameSteps(table, word))),
      );
  }
}

/**
 * The names that begin so, each once, in the order of the alphabet. Those of built-ins are sentences and no words. A name
 * that begins otherwise is not decoded.
 */
function* nameSteps({ functions, strings }: ProfileTable, start: string): Steps<WordCandidates> {
  const bytes = encodeWtf8(start);
  const ids = distinctStrings(functions.name, strings);
  const found: StringId[] = [];
  yield* inSlices(ids.length, (from, to) => {
    for (const id of ids.slice(from, to))
      if (beginsWith(strings.bytesOf(id), bytes) && !/\s/.test(strings.text(id))) found.push(id);
  });
  const sorted = Int32Array.from(found);
  yield* sortByBytes(strings.slices(), sorted);
  return Array.from(sorted, (id) => strings.text(id));
}

/** Of many functions, who asks may have to wait for them. */
const recentNames = recentResults<MadeOnce<WordCandidates>>(1);

function beginsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** The line with as much of the word as all candidates share; a single one is whole, and no folder has a blank behind it. */
export function completeWord(line: string, { start, word }: WantedWord, candidates: WordCandidates): string {
  const [first] = candidates;
  if (first === undefined) return line;
  const shared = candidates.reduce(sharedStart, first);
  const end = candidates.length === 1 && !/[/\\]$/.test(first) ? ' ' : '';
  return line.slice(0, start) + (shared.length < word.length ? word : shared) + end;
}

function sharedStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return left.slice(0, length);
}

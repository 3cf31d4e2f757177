import type { ProfileTable } from '../profile/profile-table.ts';
import { printCalls } from '../pstats/print-calls.ts';
import { printStats } from '../pstats/print-stats.ts';
import { NAME_STYLES, type NameStyle } from '../pstats/write-name.ts';
import { parseRestriction, type Restriction } from '../select/restriction.ts';
import { joinChunks } from '../text/chunks.ts';
import { CALL_DIRECTIONS, type CallDirection } from '../views/call-list.ts';
import { type Selection, type SelectionOptions, selectRows } from '../views/selection.ts';
import {
  A_FLAG,
  A_FUNCTION,
  A_PROFILE,
  type ArgumentKind,
  type ArgumentKinds,
  BYTES,
  check,
  checkOptions,
  hasFields,
  isListOf,
  isNumber,
  LIST,
  OBJECT,
  oneWordOf,
  TEXT,
  TEXTS,
} from './argument.ts';
import { ORDER } from './sort-functions.ts';

const NUMBER: ArgumentKind = { words: 'a number', is: isNumber };

const RESTRICTION: ArgumentKind = {
  words: 'what parseRestriction returned',
  is: (value) =>
    hasFields(value, { kind: oneWordOf(['count', 'fraction']), value: NUMBER }) ||
    hasFields(value, { kind: oneWordOf(['regex']), pattern: TEXT }),
};

const OPTIONS: ArgumentKinds<Omit<SelectionOptions, 'matchNames'>> = {
  sort: ORDER,
  reverse: A_FLAG,
  restrictions: { words: 'a list of what parseRestriction returned', is: (value) => isListOf(RESTRICTION, value) },
  only: {
    words: 'a word and a function, { whose, isWanted }',
    is: (value) => hasFields(value, { whose: TEXT, isWanted: A_FUNCTION }),
  },
};

const ITERABLE: ArgumentKind = {
  words: 'Uint8Arrays, one after the other',
  is: (value) => OBJECT.is(value) && Symbol.iterator in Object(value),
};

/**
 * Which functions, in which order, as `Stats.get_print_list` has them: sorted, reversed (only what is sorted can be), then
 * restricted by one restriction after the other. Nothing stops a regex that takes long.
 *
 * @throws UsageError 'unsupported-regex' for a regex that only Python has
 */
export function selectGiven(table: ProfileTable, options: SelectionOptions): Selection {
  check('table', table, A_PROFILE);
  checkOptions(options, OPTIONS);
  check('sort', options.sort, ORDER);
  return selectRows(table, options);
}

/**
 * A restriction as the pstats browser reads one word: `int()`, else `float()` (between 0 and 1), else a regex.
 *
 * @throws UsageError 'bad-restriction' for a float outside 0 to 1
 */
export function parseGiven(word: string): Restriction {
  check('word', word, TEXT);
  return parseRestriction(word);
}

/**
 * The bytes that `Stats.print_stats` prints, in chunks.
 * `fileLines`: the lines about the files that pstats prints first (none in what `python -m cProfile -s` prints).
 */
export function printStatsGiven(
  table: ProfileTable,
  selection: Selection,
  fileLines: readonly string[],
  style: NameStyle = 'raw',
): Generator<Uint8Array> {
  checkPrinted(table, selection, style);
  check('fileLines', fileLines, TEXTS);
  return printStats(table, selection, fileLines, style);
}

/** The bytes that `Stats.print_callers` or `Stats.print_callees` prints, in chunks. Nothing for an empty selection. */
export function printCallsGiven(
  table: ProfileTable,
  selection: Selection,
  direction: CallDirection,
  style: NameStyle = 'raw',
): Generator<Uint8Array> {
  checkPrinted(table, selection, style);
  check('direction', direction, oneWordOf(CALL_DIRECTIONS));
  return printCalls(table, selection, direction, style);
}

function checkPrinted(table: ProfileTable, selection: Selection, style: NameStyle): void {
  check('table', table, A_PROFILE);
  check('selection', selection, {
    words: 'what selectRows returned for this profile',
    is: (value) => hasFields(value, { rows: rowsOf(table), effects: LIST }),
  });
  check('style', style, oneWordOf(NAME_STYLES));
}

function rowsOf({ length }: ProfileTable): ArgumentKind {
  return {
    words: 'rows',
    is: (value) => value instanceof Int32Array && value.every((row) => row >= 0 && row < length),
  };
}

/** The chunks of a printed text as one array. */
export function joinGiven(chunks: Iterable<Uint8Array>): Uint8Array {
  check('chunks', chunks, ITERABLE);
  const list = [...chunks];
  for (const chunk of list) check('a chunk', chunk, BYTES);
  return joinChunks(list);
}

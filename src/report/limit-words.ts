import { assertNever } from '../errors.ts';
import { durationText, writeCount } from '../hints/amounts.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Limit } from '../views/limits.ts';
import { codes, type Phrase } from './phrase.ts';
import { cutMiddle } from './short-name.ts';

/** One limit of a profile, as a sentence without its full stop. */
export function limitPhrase(table: ProfileTable, limit: Limit): Phrase {
  switch (limit.kind) {
    case 'mixed-threads':
      return [
        'other threads ran, and since Python 3.12 cProfile writes the calls of all threads as if one had made them: times and callers of functions that ran side by side are mixed up',
      ];
    case 'no-primitive-calls':
      return [
        `${plural(limit.rows.length, 'function')} without primitive calls, as pre-releases of Python 3.12 wrote them: their cumtime is not known (`,
        ...named(table, limit.rows),
        ')',
      ];
    case 'lost-time':
      return [
        `${durationText(limit.seconds)} of what `,
        ...named(table, limit.callers),
        ' called is in no row: usually because a profile keeps one of several functions with the same file, line and name',
        ...(limit.shared.length === 0 ? [] : [' (others may be hidden behind ', ...named(table, limit.shared), ')']),
      ];
    case 'coarse-clock':
      return [
        `the clock ticked only every ${durationText(limit.tick)}: ${writeCount(limit.zeros)} functions have no time at all, and short times are a matter of chance`,
      ];
    default:
      return assertNever(limit);
  }
}

/** At most this many functions are named. */
const MOST_NAMED = 3;

function named(table: ProfileTable, rows: readonly FunctionIndex[]): Phrase {
  const names = rows.slice(0, MOST_NAMED).map((row) => cutMiddle(standardName(table, row), 100));
  const more = rows.length - MOST_NAMED;
  return [...codes(names), more > 0 ? ` and ${more} more` : ''];
}

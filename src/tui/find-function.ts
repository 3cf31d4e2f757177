import { PyprofError } from '../errors.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { type MatchNames, restrictRows } from '../select/restrict-rows.ts';
import { lastOfKind } from './trail.ts';
import type { ViewerState } from './viewer.ts';

/** This many names are tested at once: the host gives up on a regex that takes too long for them. */
const ROWS_AT_ONCE = 2000;

export type FoundFunction = { readonly row: FunctionIndex } | { readonly refusal: string };

/**
 * The first function of the list that has just this name, else the first that it matches as a Python regex: who asks for
 * `build` does not mean `rebuild_index`. Or why there is none, in a sentence for the user.
 */
export function* findSteps(state: ViewerState, pattern: string, matchNames: MatchNames): Steps<FoundFunction> {
  const { table } = state;
  const list = lastOfKind(state, 'functions');
  if (list === undefined) return { refusal: 'There is no list of functions.' };
  if (list.pending !== null) return { refusal: 'The list is not ready yet: try again in a moment.' };
  const { rows } = list.view;
  const named = rowNamed(table, rows, pattern);
  if (named !== undefined) return { row: named };
  try {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      if (at > 0) yield;
      const some = rows.subarray(at, at + ROWS_AT_ONCE);
      const restricted = restrictRows(
        table,
        { rows: some, total: some.length },
        [{ kind: 'regex', pattern }],
        matchNames,
      );
      if (restricted.effects.some(({ kind }) => kind === 'invalid-regex')) return { refusal: `No regex: ${pattern}` };
      const [row] = restricted.rows;
      if (row !== undefined) return { row };
    }
    return { refusal: `No function of the list matches ${pattern}` };
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return { refusal: error.message };
  }
}

/** The first of the rows whose function has just this name. */
function rowNamed({ functions, strings }: ProfileTable, rows: Int32Array, name: string): FunctionIndex | undefined {
  const id = strings.find(name);
  return id < 0 ? undefined : rows.find((row) => functions.name[row] === id);
}

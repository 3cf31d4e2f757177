import { UsageError } from '../errors.ts';
import { type Count, countAt } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type FunctionKey, functionKey, lineText, standardNameOf } from '../profile/function-name.ts';
import {
  type EdgeIndex,
  edgeHasTimes,
  type FunctionTable,
  type NumberColumns,
  type ProfileTable,
  type Seconds,
} from '../profile/profile-table.ts';
import type { StringPool } from '../profile/string-pool.ts';
import { CALL_DIRECTIONS, type CallDirection, callLines } from '../views/call-list.ts';
import { A_PROFILE, type ArgumentKind, check, hasFields, OBJECT, oneWordOf, shown } from './argument.ts';

/** A profile, or a side of a comparison, which has no calls. */
const FUNCTIONS: ArgumentKind = {
  words: 'what decodeProfile returned, or a side of what compareRuns returned',
  is: (value) => hasFields(value, { functions: OBJECT, strings: OBJECT }),
};

/** Who a function is. */
type FunctionIdentity = {
  /** Its row; `table.length` or more for a caller without a row. */
  readonly index: FunctionIndex;
  /** As the profile has it: `~` for a built-in function. */
  readonly file: string;
  /** Where its `def` is, from 1; 0 for a built-in function. */
  readonly line: number;
  readonly name: string;
  /** As pstats prints it: `file:line(name)`, or `{name}` for a built-in function. */
  readonly standardName: string;
};

/** A function with its numbers. In a sampled profile the counts are samples. */
type FunctionDescription = FunctionIdentity & {
  /** All calls. */
  readonly ncalls: Count;
  /** Calls that were not made by recursion. */
  readonly primitiveCalls: Count;
  /** Seconds in the function itself. */
  readonly tottime: Seconds;
  /** Seconds in the function and in all that it calls. */
  readonly cumtime: Seconds;
};

/** The other end of a call, with the numbers of the calls between the two. */
type CallDescription = FunctionIdentity & {
  readonly ncalls: Count;
  readonly primitiveCalls: Count;
  /** Seconds in the called function itself, while it was called from here; null where the profile has only counts. */
  readonly tottime: Seconds | null;
  /** The same with all that it calls. */
  readonly cumtime: Seconds | null;
};

/**
 * A function of a profile as one object, for a page, JSON or a test.
 *
 * @throws UsageError 'no-such-function' for a row that the profile does not have
 */
export function describeFunction(table: FunctionTable, row: FunctionIndex): FunctionDescription {
  check('table', table, FUNCTIONS);
  refuseOtherRows(table, row);
  const { file, line, name } = table.functions;
  return {
    ...identityOf(table.strings, row, { file: file[row]!, line: line[row]!, name: name[row]! }),
    ...countsAt(table, row),
    tottime: table.tottime[row]!,
    cumtime: table.cumtime[row]!,
  };
}

/**
 * Who called a function, or what it called, in the order of pstats: by file, line and name. The first call for a
 * profile reads all its callers.
 *
 * @throws UsageError 'no-such-function' for a row that the profile does not have
 */
export function listCalls(
  table: ProfileTable,
  row: FunctionIndex,
  direction: CallDirection,
): readonly CallDescription[] {
  check('table', table, A_PROFILE);
  check('direction', direction, oneWordOf(CALL_DIRECTIONS));
  refuseOtherRows(table, row);
  return callLines(table, row, direction).map(({ edge, other }) => describeCall(table, edge, other));
}

function describeCall(table: ProfileTable, edge: EdgeIndex, other: FunctionIndex): CallDescription {
  const edges = table.edges();
  const hasTimes = edgeHasTimes(edges, edge);
  return {
    ...identityOf(table.strings, other, functionKey(table, other)),
    ...countsAt(edges, edge),
    tottime: hasTimes ? edges.tottime[edge]! : null,
    cumtime: hasTimes ? edges.cumtime[edge]! : null,
  };
}

function refuseOtherRows({ length }: FunctionTable, row: FunctionIndex): void {
  if (Number.isInteger(row) && row >= 0 && row < length) return;
  throw new UsageError('no-such-function', `there is no row ${shown(row)}: the profile has ${length}`);
}

function identityOf(strings: StringPool, index: FunctionIndex, key: FunctionKey): FunctionIdentity {
  return {
    index,
    file: strings.text(key.file),
    line: Number(lineText(key.line)),
    name: strings.text(key.name),
    standardName: standardNameOf(strings, key),
  };
}

function countsAt({ ncalls, primitiveCalls }: NumberColumns, at: number): { ncalls: Count; primitiveCalls: Count } {
  return { ncalls: countAt(ncalls, at), primitiveCalls: countAt(primitiveCalls, at) };
}

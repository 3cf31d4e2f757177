// Asks the library for all that it says of a profile: in Node, and bundled for a browser.
import {
  DecodeError,
  decodeProfile,
  describeFunction,
  listCalls,
  mergeProfiles,
  resolveSortOrder,
  SORT_KEYS,
  sortRows,
  stripDirs,
} from 'pyprof-view';

/** The answers as text, for another process to compare. */
export function probe(bytes) {
  return JSON.stringify({ ...answers(decodeProfile(bytes)), broken: failuresOf(bytes) }, plainNumbers);
}

function answers(table) {
  const stripped = stripDirs(table);
  return {
    table: factsOf(table),
    stripped: factsOf(stripped),
    merged: factsOf(mergeProfiles([table, stripped, table], ['a', 'b', 'c'])),
  };
}

function factsOf(table) {
  const { kind, length, totals, notes } = table;
  const rows = Array.from({ length: Math.min(length, 50) }, (_, row) => row);
  return {
    kind,
    length,
    totals,
    notes,
    orders: SORT_KEYS.map(({ name }) => [...sortRows(table, resolveSortOrder([name]), { first: 200 })]),
    functions: rows.map((row) => describeFunction(table, row)),
    callers: rows.map((row) => listCalls(table, row, 'callers')),
    callees: rows.map((row) => listCalls(table, row, 'callees')),
  };
}

/** What is said of files that end too early. */
function failuresOf(bytes) {
  return [0, 1, 100, bytes.length - 1].map((length) => {
    try {
      return decodeProfile(bytes.slice(0, length)).length;
    } catch (error) {
      return [error instanceof DecodeError, error.name, error.code, error.offset, error.message];
    }
  });
}

function plainNumbers(_key, value) {
  return typeof value === 'bigint' || Number.isNaN(value) ? String(value) : value;
}

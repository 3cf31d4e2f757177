// The ten functions with the most own time, as JSON: node top-ten.mjs out.prof
import { readFileSync } from 'node:fs';
import { decodeProfile, describeFunction, listCalls, resolveSortOrder, sortRows } from 'pyprof-view';

const table = decodeProfile(readFileSync(process.argv[2]));
const rows = sortRows(table, resolveSortOrder(['tottime']), { first: 10 });
const functions = Array.from(rows, (row) => ({
  ...describeFunction(table, row),
  callers: listCalls(table, row, 'callers').map(({ standardName, cumtime }) => ({ standardName, cumtime })),
}));

console.log(JSON.stringify({ total: table.totals.tottime, functions }, bigintAsText, 2));

/** JSON has no bigint, which a count of 2**53 and more is. */
function bigintAsText(_key, value) {
  return typeof value === 'bigint' ? String(value) : value;
}

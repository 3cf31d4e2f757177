// The ten functions with the most own time, as JSON: node top-ten.mjs out.prof
import { readFileSync } from 'node:fs';
import { decodeProfile, describeFunction, listCalls, resolveSortOrder, sortRows } from 'pyprof-view';

try {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error('usage: node top-ten.mjs out.prof');
  console.log(JSON.stringify(topTen(decodeProfile(readFileSync(path))), bigintAsText, 2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function topTen(table) {
  const rows = sortRows(table, resolveSortOrder(['tottime']), { first: 10 });
  const functions = Array.from(rows, (row) => ({
    ...describeFunction(table, row),
    callers: listCalls(table, row, 'callers').map(({ standardName, cumtime }) => ({ standardName, cumtime })),
  }));
  return { total: table.totals.tottime, functions };
}

/** JSON has no bigint, which a count of 2**53 and more is. */
function bigintAsText(_key, value) {
  return typeof value === 'bigint' ? String(value) : value;
}

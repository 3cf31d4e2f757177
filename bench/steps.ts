import { openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The CPU time of the steps of a built library on a dump, each done once in a new process: `{"step": ms}` on descriptor 3. */
const [tree = '', path = ''] = process.argv.slice(2);
const library = pathToFileURL(resolve(tree, 'dist/index.js')).href;
const { decodeProfile, printStats, resolveSortOrder, selectRows } = (await import(
  library
)) as typeof import('../src/index.ts');

const steps: Record<string, number> = {};

function step<T>(name: string, run: () => T): T {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  steps[name] = (user + system) / 1000;
  return result;
}

const devNull = openSync('/dev/null', 'w');
const table = step('decode', () => decodeProfile(readFileSync(path)));
step('print all', () => {
  for (const chunk of printStats(table, selectRows(table, { sort: null }), [])) writeSync(devNull, chunk);
});
for (const keys of ['cumulative', 'calls', 'line', 'filename', 'name', 'stdname', 'time,name', 'nfl']) {
  step(`sort ${keys}`, () => selectRows(table, { sort: resolveSortOrder(keys.split(',')) }));
}
writeSync(3, JSON.stringify(steps));

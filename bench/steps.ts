import { openSync, readFileSync, writeSync } from 'node:fs';
import { decodeProfile, printStats, resolveSortOrder, selectRows } from '../src/index.ts';

/** The CPU time of our steps on a dump, each done once in a new process: `{"step": ms}` on descriptor 3. */
const steps: Record<string, number> = {};

function step<T>(name: string, run: () => T): T {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  steps[name] = (user + system) / 1000;
  return result;
}

const path = process.argv[2] ?? '';
const devNull = openSync('/dev/null', 'w');
const table = step('decode', () => decodeProfile(readFileSync(path)));
step('print all', () => {
  for (const chunk of printStats(table, selectRows(table, { sort: null }), [])) writeSync(devNull, chunk);
});
for (const keys of ['cumulative', 'calls', 'line', 'filename', 'name', 'stdname', 'time,name', 'nfl']) {
  step(`sort ${keys}`, () => selectRows(table, { sort: resolveSortOrder(keys.split(',')) }));
}
writeSync(3, JSON.stringify(steps));

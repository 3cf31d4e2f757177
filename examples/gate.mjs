// Fails where a function is called more often than before: node gate.mjs before.prof after.prof
import { readFileSync } from 'node:fs';
import { compareRuns, decodeProfile, describeFunction, PyprofError, renderComparison } from 'pyprof-view';

const LIMITS = ['calls>10%', 'total-calls>5%'];

try {
  const [before, after] = process.argv.slice(2).map((path) => decodeProfile(readFileSync(path)));
  process.exitCode = check(compareRuns([before], [after], { failOn: LIMITS }));
} catch (error) {
  if (!(error instanceof PyprofError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 2;
}

function check(runs) {
  const failed = runs.gates.filter(({ status }) => status === 'failed');
  for (const { gate, breaches } of failed) {
    const [worst] = breaches;
    console.log(`${gate}: ${nameOf(runs, worst)}, ${worst.change.before} -> ${worst.change.after}`);
  }
  if (failed.length > 0) console.log(renderComparison(runs, 'markdown'));
  return failed.length === 0 ? 0 : 1;
}

function nameOf({ after }, { function: change }) {
  return change === null ? 'all calls' : describeFunction(after, change.afterRow).standardName;
}

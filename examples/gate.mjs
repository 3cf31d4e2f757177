// Fails where a function is called more often than before: node gate.mjs before.prof after.prof
import { readFileSync } from 'node:fs';
import { compareRuns, decodeProfile, describeFunction, renderComparison } from 'pyprof-view';

const LIMITS = ['calls>10%', 'total-calls>5%'];

try {
  const [before, after, ...others] = process.argv.slice(2).map((path) => decodeProfile(readFileSync(path)));
  if (after === undefined || others.length > 0) throw new Error('usage: node gate.mjs before.prof after.prof');
  process.exitCode = check(compareRuns([before], [after], { failOn: LIMITS }));
} catch (error) {
  // a file that is missing, or is no profile: 1 is for a gate that failed, and Node's own code for an error
  console.error(`${error.code ?? 'error'}: ${error.message}`);
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

import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How many blocks of the program's code some work runs: V8 counts them for coverage. Unlike seconds, the number is the
 * same on a busy machine. V8 counts in what it compiles from now on: the code must be imported after this file.
 */
export async function countSteps(work: () => void): Promise<number> {
  await takeCounts(); // what ran before
  work();
  const counts = await takeCounts();
  if (counts.length === 0) throw new Error('V8 counted no step of src/hints and src/source');
  return counts.reduce((sum, count) => sum + count, 0);
}

async function takeCounts(): Promise<readonly number[]> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const ours = result.filter(({ url }) => /\/src\/(?:hints|source)\//.test(url));
  return ours.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
}

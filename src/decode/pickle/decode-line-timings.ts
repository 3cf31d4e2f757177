import { DecodeError } from '../../errors.ts';
import type { LineTime, LineTimings, TimedFunction } from '../../profile/line-timings.ts';
import { compareCodePoints } from '../../text/code-points.ts';
import { pickleLimits } from './limits.ts';
import { readPickle } from './read-pickle.ts';
import { refuseOtherFiles } from './refuse-other-files.ts';

/**
 * At most this many lines are read in all, more than the largest program has: functions may share one list, so a small
 * file could otherwise claim any number of lines.
 */
const MOST_LINES = 1_000_000;

/**
 * What line_profiler's `LineStats` or `kernprof -l` wrote: `{(file, line, name): [(line, hits, time), ...]}` and the
 * unit of the times. The class has moved between modules from version to version; its name has not changed. `now`: a
 * clock in milliseconds that never goes back.
 *
 * @throws DecodeError
 */
export function decodeLineTimings(bytes: Uint8Array, now: () => number): LineTimings {
  refuseOtherFiles(bytes, 'line-profiler');
  const { root, asObject } = readPickle(
    bytes,
    (name) => /^_?line_profiler(\..*)?\.LineStats$/.test(name),
    pickleLimits(now),
  );
  const stats = asObject(root);
  const timings = stats?.state.get('timings');
  const unit = stats?.state.get('unit');
  if (!(timings instanceof Map)) throw unlike('it has no timings');
  if (typeof unit !== 'number' || !(unit > 0) || !Number.isFinite(unit)) throw unlike('it has no unit of time');
  checkLength(timings);
  const functions = Array.from(timings, ([key, lines]) => readFunction(key, lines, unit));
  return { unit, functions: functions.sort(inPrintedOrder) };
}

function checkLength(timings: ReadonlyMap<unknown, unknown>): void {
  let lines = 0;
  for (const list of timings.values()) lines += Array.isArray(list) ? list.length : 0;
  if (lines > MOST_LINES)
    throw new DecodeError(
      'pickle-too-large',
      0,
      `the file times ${lines} lines, and ${MOST_LINES} is the most that is read`,
    );
}

/** line_profiler prints the functions sorted by their keys. */
function inPrintedOrder(a: TimedFunction, b: TimedFunction): number {
  return compareCodePoints(a.file, b.file) || a.line - b.line || compareCodePoints(a.name, b.name);
}

function readFunction(key: unknown, lines: unknown, unit: number): TimedFunction {
  if (!Array.isArray(key) || key.length !== 3 || !Array.isArray(lines))
    throw unlike('a function is not (file, line, name): lines');
  const [file, line, name]: readonly unknown[] = key;
  if (typeof file !== 'string' || !isCount(line) || typeof name !== 'string')
    throw unlike('a function is not (file, line, name)');
  const times = lines.map((item: unknown) => readLine(item, unit)).sort((a, b) => a.line - b.line);
  return { file, line, name, lines: times, time: times.reduce((sum, { time }) => sum + time, 0) };
}

function readLine(item: unknown, unit: number): LineTime {
  if (!Array.isArray(item) || item.length !== 3) throw unlike('a line is not (line, hits, time)');
  const [line, hits, time]: readonly unknown[] = item;
  if (!isCount(line) || !isCount(hits) || !isCount(time)) throw unlike('a line is not (line, hits, time)');
  return { line, hits, time: time * unit };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function unlike(what: string): DecodeError {
  return new DecodeError('not-line-timings', 0, `the pickle is not an .lprof of line_profiler: ${what}`);
}

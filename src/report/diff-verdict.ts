import { assertNever } from '../errors.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { FunctionTable } from '../profile/profile-table.ts';
import { medianOf } from '../profile/run-set.ts';
import type { DiffView } from '../views/diff-view.ts';
import { changeOf, relativeChange } from '../views/function-change.ts';
import { FEWEST_RUNS, perCall } from '../views/run-times.ts';
import { diffUnit } from './diff-words.ts';
import { groupedDigits, signedPercent, signedTime, timeWithUnit } from './time-unit.ts';

/** Paces of the two sides that differ by more than this factor get a warning. */
const FAR_APART = 1.3;

/**
 * What a comparison says, in sentences without a full stop: first about the calls, which are counted, then about the
 * time and whether it is more than noise, last about the machine.
 */
export function verdict(view: DiffView): readonly [string, ...string[]] {
  if (!Number.isFinite(view.totals.tottime.delta)) return ['The total times are not numbers, and cannot be compared'];
  const others = [functionsSentence(view), ...paceSentences(view), strangersSentence(view)].filter(
    (sentence) => sentence !== '',
  );
  const time = timeSentence(view);
  return view.kind === 'sampled' ? [time, ...others] : [callsSentence(view), time, ...others];
}

/** `Every function was called as often as before: only time moved`, or how many were not. */
function callsSentence({ calls, counts, totals }: DiffView): string {
  const parts = [
    calls.more === 0 ? '' : `${plural(calls.more, 'function')} called more often`,
    calls.fewer === 0 ? '' : `${calls.more === 0 ? plural(calls.fewer, 'function') : calls.fewer} called less often`,
    counts.appeared === 0 ? '' : `${counts.appeared} new`,
    counts.vanished === 0 ? '' : `${counts.vanished} gone`,
  ].filter((part) => part !== '');
  const { delta } = totals.ncalls;
  if (parts.length === 0) return 'Every function was called as often as before: only time moved';
  const size = `${groupedDigits(String(Math.abs(delta)))} calls ${delta < 0 ? 'fewer' : 'more'}`;
  const percent = signedPercent(relativeChange(totals.ncalls));
  return `The calls differ: ${parts.join(', ')}; ${delta === 0 ? 'as many calls in total' : `${size} in total (${percent})`}`;
}

/** `Total time 1.544 s -> 2.133 s (+0.589 s, +38.1 %; +33.9 % per call); one run each cannot tell noise from change`. */
function timeSentence(view: DiffView): string {
  const { tottime, ncalls } = view.totals;
  const unit = diffUnit(view);
  const [before, after] = [tottime.before, tottime.after].map((value) => timeWithUnit(value, unit));
  const percent = signedPercent(relativeChange(tottime));
  const change = [`${signedTime(tottime.delta, unit)} ${unit}`, percent].filter((part) => part !== '').join(', ');
  const each = changeOf(perCall(tottime.before, ncalls.before), perCall(tottime.after, ncalls.after));
  const eachPercent = signedPercent(relativeChange(each));
  const perCallPart =
    view.kind === 'sampled' || ncalls.delta === 0 || eachPercent === '' ? '' : `; ${eachPercent} per call`;
  return `Total time ${before} -> ${after} (${change}${perCallPart}): ${certaintyWords(view)}`;
}

function certaintyWords({ certainty, runs, totals }: DiffView): string {
  switch (certainty) {
    case 'single-runs':
      return `a single run cannot tell noise from change; ${FEWEST_RUNS} on each side can (diff --before, --after)`;
    case 'few-runs':
      return `${Math.min(runs.before, runs.after)} runs are too few to tell noise from change; it takes ${FEWEST_RUNS} on each side`;
    case 'decided':
      return totals.isNoise.tottime
        ? 'noise, the runs differ as much among themselves'
        : 'more than the noise of the runs';
    default:
      return assertNever(certainty);
  }
}

/** Only where there are enough runs to say so. */
function functionsSentence({ certainty, directions }: DiffView): string {
  if (certainty !== 'decided') return '';
  const { slower, faster } = directions;
  if (slower + faster === 0) return 'No function is slower or faster by more than noise and tolerance';
  return `${plural(slower, 'function')} slower and ${faster} faster by more than noise and tolerance`;
}

/** Two programs, or one whose files have other names now: in nothing but built-ins can such profiles be compared. */
function strangersSentence({ comparison: { before, after, beforeOf } }: DiffView): string {
  const rows = pythonRows(after);
  const isEmpty = rows.length === 0 || pythonRows(before).length === 0;
  if (isEmpty || rows.some((row) => beforeOf[row]! >= 0)) return '';
  return 'No Python function is in both profiles: are they of one program? If its files have moved, --map OLD=NEW says where';
}

function pythonRows({ functions, strings, length }: FunctionTable): readonly FunctionIndex[] {
  const rows = Array.from({ length }, (_, row) => row);
  return rows.filter((row) => strings.text(functions.file[row]!) !== BUILTIN_FILE);
}

/** How fast the machine was, and a warning where that differs so much that even dividing by it misleads. */
function paceSentences({ times }: DiffView): readonly string[] {
  if (times === null) return [];
  const { paces } = times;
  if (paces === null)
    return [
      'Too few functions were called equally often in all runs to tell how fast the machine was in each: times are as measured',
    ];
  const range = (values: readonly number[]): string =>
    `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
  const said = `The machine took ${range(paces.before)} times as long as in the typical run before, ${range(paces.after)} after; times of functions are divided by that`;
  const apart = medianOf(paces.after) / medianOf(paces.before);
  if (apart <= FAR_APART && apart >= 1 / FAR_APART) return [said];
  const factor = `${Math.max(apart, 1 / apart).toFixed(1)} times as long ${apart > 1 ? 'after' : 'before'}`;
  return [
    said,
    `Functions that were called equally often took ${factor}: if the runs were not taken in turn (one before, one after), the machine may be why`,
  ];
}

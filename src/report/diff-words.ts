import { BUILTIN_FILE, rowStandardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { FunctionTable } from '../profile/profile-table.ts';
import type { DiffView } from '../views/diff-view.ts';
import {
  type Change,
  type ChangeKind,
  type DiffMetric,
  type FunctionChange,
  growthOf,
} from '../views/function-change.ts';
import type { GateFailure } from '../views/gate.ts';
import { cutMiddle, shortModule, shortStandardName } from './short-name.ts';
import {
  signedCount,
  signedPercent,
  signedTime,
  type TimeUnit,
  timeText,
  timeUnitFor,
  timeWithUnit,
} from './time-unit.ts';

/** A comparison with all that a document says besides: what it was made of, and the gates. */
export type DiffDocument = {
  readonly view: DiffView;
  readonly names: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Directories are shown only if asked for; functions were matched with them. */
  readonly fullPaths: boolean;
  readonly gates: readonly string[];
  readonly failures: readonly GateFailure[];
};

/** How the rows of a list are marked. Words, not colours. */
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  changed: '',
  appeared: 'new',
  vanished: 'gone',
  noise: 'noise',
  same: '',
};

export const METRIC_WORDS: Readonly<Record<DiffMetric, string>> = {
  tottime: 'tottime',
  cumtime: 'cumtime',
  ncalls: 'calls',
};

/** The unit of the whole document: of the longer of the two runs. */
export function diffUnit({ totals }: DiffView): TimeUnit {
  return timeUnitFor(Math.max(totals.tottime.before, totals.tottime.after));
}

/** `file:line(name)` of a function as the second profile has it; of one that is gone, as the first had it. */
export function changeName({ view, fullPaths }: DiffDocument, { beforeRow, afterRow }: FunctionChange): string {
  const { before, after } = view.comparison;
  const name = afterRow < 0 ? rowStandardName(before, beforeRow) : rowStandardName(after, afterRow);
  const file = afterRow < 0 ? fileAt(before, beforeRow) : fileAt(after, afterRow);
  return cutMiddle(fullPaths ? name : shortStandardName(name, file));
}

function fileAt({ strings, functions }: FunctionTable, row: number): string {
  return strings.text(functions.file[row]!);
}

/** A file as the modules are listed. */
export function moduleName({ fullPaths }: DiffDocument, file: string): string {
  return fullPaths && file !== BUILTIN_FILE ? file : shortModule(file);
}

/** `0.531 s faster (-63.1 %)`, `no slower, no faster`; for several runs also whether that is more than noise. */
export function verdict(view: DiffView): string {
  const { tottime, isNoise } = view.totals;
  if (!Number.isFinite(tottime.delta)) return 'The total times are no numbers to compare';
  const unit = diffUnit(view);
  const size = timeWithUnit(Math.abs(tottime.delta), unit);
  if (/^0\.000 /.test(size)) return 'The same total time';
  const growth = signedPercent(growthOf(tottime));
  const direction = tottime.delta > 0 ? 'slower' : 'faster';
  const noise = isNoise ? '; this is within the spread of the runs: noise' : '';
  return `${size} ${direction}${growth === '' ? '' : ` (${growth})`}${noise}`;
}

/** `62 functions changed, 6 appeared, 2 vanished; 105 within the tolerance of 0.008 s`. */
export function countsSentence(view: DiffView): string {
  const { counts, options } = view;
  const unit = diffUnit(view);
  const parts = [
    `${plural(counts.changed, 'function')} changed`,
    `${counts.appeared} appeared`,
    `${counts.vanished} vanished`,
  ];
  const noise =
    counts.noise === 0
      ? []
      : [
          `${counts.noise} differ less than the runs among themselves (noise; in the list such numbers are in parentheses)`,
        ];
  const same = `${counts.same} the same in calls and, within ${timeWithUnit(options.tolerance, unit)}, in time`;
  return [...parts, ...noise, same].join(', ');
}

/** What is not listed, so that the list and this add up to the change of the total; empty where nothing is hidden. */
export function hiddenSentence(view: DiffView): string {
  const { hidden, rows } = view;
  if (hidden.count === 0) return '';
  const total = rows.length + hidden.count;
  const time = `${signedTime(hidden.tottime, diffUnit(view))} ${diffUnit(view)}`;
  return `${plural(hidden.count, 'more function')} of ${total}: ${time} of tottime, ${signedCount(hidden.ncalls)} calls together`;
}

/** A gate as documents tell it. `named`: the functions that it failed on; `more`: how many others. */
export type GateOutcome = { readonly text: string; readonly named: readonly GateFailure[]; readonly more: number };

/** So many functions are named for one gate; a changed helper can push hundreds over a limit. */
const MOST_FAILURES = 10;

export function gateOutcomes({ gates, failures }: DiffDocument): readonly GateOutcome[] {
  return [...new Set(gates)].map((text) => {
    const failed = failures.filter(({ gate }) => gate.text === text);
    const named = failed.slice(0, MOST_FAILURES);
    return { text, named, more: failed.length - named.length };
  });
}

/** `cumtime>10%: 0.200 s -> 0.300 s (+50.0 %)`, without the function. */
export function failureText({ change, gate }: GateFailure, unit: TimeUnit): string {
  const isCount = gate.metric.units.includes('calls');
  const [before, after] = [change.before, change.after].map((value) =>
    isCount ? String(value) : timeWithUnit(value, unit),
  );
  const growth = signedPercent(growthOf(change));
  const delta = isCount ? signedCount(change.delta) : `${signedTime(change.delta, unit)} ${unit}`;
  return `${before} -> ${after} (${growth === '' ? delta : `${delta}, ${growth}`})`;
}

/** The time after, and its change: in parentheses where it is within the spread of the runs. */
export function timeCells(change: Change, unit: TimeUnit, isNoise: boolean): readonly [string, string] {
  const delta = signedTime(change.delta, unit);
  return [timeText(change.after, unit), isNoise ? `(${delta})` : delta];
}

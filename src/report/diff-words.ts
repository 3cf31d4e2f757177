import { BUILTIN_FILE } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { FunctionTable } from '../profile/profile-table.ts';
import { changedName, type DiffView } from '../views/diff-view.ts';
import {
  type Change,
  type ChangeKind,
  type DiffMetric,
  type FunctionChange,
  relativeChange,
} from '../views/function-change.ts';
import type { Gate, GateName } from '../views/gate.ts';
import type { GateFailure, GateResult } from '../views/judge-gates.ts';
import type { OwnCode } from '../views/own-code.ts';
import { FEWEST_RUNS } from '../views/run-times.ts';
import { ownPartsPhrase } from './own-code-words.ts';
import { code, type Phrase } from './phrase.ts';
import { cutMiddle, shortModule, shortStandardName } from './short-name.ts';
import {
  groupedDigits,
  signedCount,
  signedPercent,
  signedTime,
  type TimeUnit,
  timeText,
  timeUnitFor,
  timeWithUnit,
} from './time-unit.ts';

/** A comparison with what else documents say: what it was made of, and the gates. */
export type DiffReport = {
  readonly view: DiffView;
  readonly names: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Directories are shown only if asked for; functions were matched with them. */
  readonly fullPaths: boolean;
  readonly gates: readonly GateResult[];
  /** Whose functions the gates looked at; null where there are no gates. */
  readonly gateOn: 'mine' | 'all' | null;
  /** What counts as the user's own code; null where nothing asked. */
  readonly ownCode: OwnCode | null;
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

/** The unit of the whole document: that of the longer of the two runs. */
export function diffUnit({ totals }: DiffView): TimeUnit {
  return timeUnitFor(Math.max(totals.tottime.before, totals.tottime.after));
}

/** `file:line(name)` of a function as the second profile has it; of one that is gone, as the first had it. */
export function changeName({ view, fullPaths }: DiffReport, change: FunctionChange): string {
  const { beforeRow, afterRow } = change;
  const { before, after } = view.comparison;
  const name = changedName(view.comparison, change);
  const file = afterRow < 0 ? fileAt(before, beforeRow) : fileAt(after, afterRow);
  return cutMiddle(fullPaths ? name : shortStandardName(name, file));
}

function fileAt({ strings, functions }: FunctionTable, row: number): string {
  return strings.text(functions.file[row]!);
}

/** A file as the modules are listed. */
export function moduleName({ fullPaths }: DiffReport, file: string): string {
  return fullPaths && file !== BUILTIN_FILE ? file : shortModule(file);
}

/** `62 functions changed, 6 appeared, 2 vanished; 105 within the tolerance of 0.008 s`. */
export function countsSentence(view: DiffView): string {
  const { counts, options, certainty } = view;
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
          `${counts.noise} ${counts.noise === 1 ? 'differs' : 'differ'} no more than the runs of one side do${certainty === 'decided' ? ' (noise)' : ''}; in the list such numbers are in parentheses`,
        ];
  const same = `${counts.same} the same in calls and, within ${timeWithUnit(options.tolerance, unit)}, in time`;
  return [...parts, ...noise, same].join(', ');
}

/** What is not listed: with the list it adds up to the change of the total. Empty where nothing is hidden. */
export function hiddenSentence(view: DiffView): string {
  const { hidden, rows } = view;
  if (hidden.count === 0) return '';
  const total = rows.length + hidden.count;
  const time = `${signedTime(hidden.tottime, diffUnit(view))} ${diffUnit(view)}`;
  return `${plural(hidden.count, 'more function')} of ${total}: ${time} of tottime, ${groupedDigits(signedCount(hidden.ncalls))} calls together`;
}

/** A gate as documents show it. `named`: the functions that it failed on; `more`: how many others. */
export type GateOutcome = Pick<GateResult, 'status'> & {
  readonly text: string;
  /** `(own code: app.py)` for a gate that looks only at the user's own functions; else nothing. */
  readonly whose: Phrase;
  readonly named: readonly GateFailure[];
  readonly more: number;
  /** Functions that exceeded the limit but are not the user's; nothing where the gate looked at all functions. */
  readonly others: Phrase;
};

/**
 * At most this many functions are named for one gate: a changed function with many callers can push hundreds over a
 * limit.
 */
const MOST_FAILURES = 10;

export function gateOutcomes(report: DiffReport): readonly GateOutcome[] {
  return report.gates.map(({ gate, status, failures, passedOver }) => {
    const named = failures.slice(0, MOST_FAILURES);
    return {
      text: gate.text,
      whose: whosePhrase(report, gate),
      status,
      named,
      more: failures.length - named.length,
      others: othersPhrase(report, passedOver),
    };
  });
}

function whosePhrase({ gateOn, ownCode }: DiffReport, gate: Gate): Phrase {
  if (gateOn !== 'mine' || ownCode === null || gate.function !== null || isOfTotal(gate)) return [];
  return [' (', ...ownPartsPhrase(ownCode), ')'];
}

/** `1 other function exceeded it: {method 'append' of 'list' objects}, +4,000 (--gate-on all counts it)`. */
function othersPhrase(report: DiffReport, [worst, ...more]: readonly GateFailure[]): Phrase {
  if (worst === undefined || worst.function === null) return [];
  const delta = GATE_NUMBERS[worst.gate.metric.name](diffUnit(report.view)).signed(worst.change.delta);
  const [noun, list] = more.length === 0 ? ['other function', 'it'] : ['other functions', 'them'];
  const most = more.length === 0 ? '' : 'most of all ';
  return [
    `${more.length + 1} ${noun} exceeded it: ${most}`,
    code(changeName(report, worst.function)),
    `, ${delta} (`,
    code('--gate-on all'),
    ` counts ${list})`,
  ];
}

function isOfTotal({ metric }: Gate): boolean {
  return metric.name === 'total' || metric.name === 'total-calls';
}

/** `0.200 s -> 0.300 s (+0.100 s, +50.0 %), slower in 16 of 16 pairs of the faster runs, calls equal`, without the function. */
export function failureText(failure: GateFailure, unit: TimeUnit): string {
  const { change, gate, pairs } = failure;
  const text = GATE_NUMBERS[gate.metric.name](unit);
  const percent = signedPercent(relativeChange(change));
  const delta = text.signed(change.delta);
  const evidence = pairs === null ? '' : `, slower in ${pairs.slower} of ${pairs.pairs} pairs of the faster runs`;
  const numbers = `${text.plain(change.before)} -> ${text.plain(change.after)}`;
  return `${numbers} (${percent === '' ? delta : `${delta}, ${percent}`})${evidence}${callsPhrase(failure)}`;
}

type NumberText = { readonly plain: (value: number) => string; readonly signed: (value: number) => string };

const countNumbers = (): NumberText => ({
  plain: (value) => groupedDigits(String(value)),
  signed: (value) => groupedDigits(signedCount(value)),
});

const timeNumbers = (unit: TimeUnit): NumberText => ({
  plain: (value) => timeWithUnit(value, unit),
  signed: (value) => `${signedTime(value, unit)} ${unit}`,
});

/** A call takes microseconds or less, which in milliseconds would be 0.000. */
const perCallNumbers = (): NumberText => ({
  plain: (value) => `${timeText(value * 1000, 'ms')} us a call`,
  signed: (value) => `${signedTime(value * 1000, 'ms')} us`,
});

const GATE_NUMBERS: Readonly<Record<GateName, (unit: TimeUnit) => NumberText>> = {
  'total-calls': countNumbers,
  calls: countNumbers,
  new: timeNumbers,
  tottime: timeNumbers,
  cumtime: timeNumbers,
  'tottime-percall': perCallNumbers,
  'cumtime-percall': perCallNumbers,
  total: timeNumbers,
};

/** Beside a time: whether the function was called more often. Where the gate is on calls, that is said already. */
function callsPhrase({ function: item, pairs }: GateFailure): string {
  if (item === null || pairs === null) return '';
  const [before, after] = callCells(item.ncalls);
  return before === after ? ', calls equal' : `, calls ${before} -> ${after}`;
}

/** `3 runs before and 1 after; a time is decided from 5 on each side on`. */
export function undecidedText({ runs }: DiffView): string {
  return `${plural(runs.before, 'run')} before, ${runs.after} after; a gate on time needs ${FEWEST_RUNS} on each side`;
}

/** Before, after, and the change: in parentheses where it is within the noise of the runs. */
export function timeCells(
  change: Change,
  unit: TimeUnit,
  { isNoise }: { readonly isNoise: boolean },
): readonly [string, string, string] {
  const delta = signedTime(change.delta, unit);
  return [timeText(change.before, unit), timeText(change.after, unit), isNoise ? `(${delta})` : delta];
}

/** The calls before and after. */
export function callCells({ before, after }: Change): readonly [string, string] {
  return [groupedDigits(String(before)), groupedDigits(String(after))];
}

/** `+12.5 %`: how much more time a call takes; in parentheses where it is within the noise of the runs. */
export function changePerCall({ kind, tottimePerCall, isNoise }: FunctionChange): string {
  const percent = kind === 'changed' ? signedPercent(relativeChange(tottimePerCall)) : '';
  return percent !== '' && isNoise.tottimePerCall ? `(${percent})` : percent;
}

import { formatDuration } from '../text/duration.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import type { DiffMetric, FunctionChange } from '../views/function-change.ts';
import type { LineNumbers } from '../views/line-numbers.ts';
import type { Glyphs } from './theme.ts';

/** How times are written: in the unit that suits each (`45.6 ms`), or all in seconds as pstats prints them (`0.046`). */
export type Units = 'adapting' | 'seconds';

export type TimeStyle = { readonly units: Units; readonly glyphs: Glyphs };

/** A time without a width to keep. */
function timeText(seconds: number, { units, glyphs }: TimeStyle): string {
  return units === 'seconds' ? formatFixed3(seconds) : formatDuration(seconds, glyphs.micro);
}

/** The same in running text, always with its unit. */
export function timeInText(seconds: number, style: TimeStyle): string {
  return style.units === 'seconds' ? `${formatFixed3(seconds)} s` : timeText(seconds, style);
}

/** What stands for a time that the dump does not have. */
export const ABSENT = '-';

/** What fills a column in which a number has no room at all. */
const OVERFLOW = '#';

/** A time in a column; a number of a hand-made dump that is too wide is rounded, and says so with `~`. */
export function timeCell(seconds: number | null, width: number, style: TimeStyle): string {
  if (seconds === null) return ABSENT;
  const text = timeText(seconds, style);
  return text.length <= width ? text : approximate(width, (digits) => seconds.toExponential(digits));
}

/** Time per call; nothing where there are no calls to divide by, as in pstats. */
export function perCallCell(
  numbers: LineNumbers,
  column: 'tottime' | 'cumtime',
  width: number,
  style: TimeStyle,
): string {
  const perCall = column === 'tottime' ? numbers.tottimePerCall : numbers.cumtimePerCall;
  return perCall === null && numbers[column] !== null ? '' : timeCell(perCall, width, style);
}

/** All calls, and behind a slash those that were not made by recursion, where these are fewer. */
export function callsCell({ ncalls, primitiveCalls }: LineNumbers, width: number): string {
  const text = primitiveCalls === null ? ncalls : `${ncalls}/${primitiveCalls}`;
  return text.length <= width ? text : approximate(width, (digits) => exponentOf(ncalls, digits));
}

/** `~1.2e+30`, with as many digits as there is room for. */
function approximate(width: number, write: (digits: number) => string): string {
  for (let digits = 6; digits >= 0; digits--) {
    const text = `~${write(digits)}`;
    if (text.length <= width) return text;
  }
  return OVERFLOW.repeat(width);
}

/** Of the digits of a whole number that may be larger than any double. */
function exponentOf(count: string, digits: number): string {
  const sign = count.startsWith('-') ? '-' : '';
  const figures = count.slice(sign.length);
  const fraction = figures.slice(1, 1 + digits);
  return `${sign}${figures.slice(0, 1)}${fraction === '' ? '' : '.'}${fraction}e+${figures.length - 1}`;
}

/** ` 5.3%`; what is above the whole is no share, and no percentage is made up for it. */
export function percentCell(share: number | null): string {
  if (share === null) return '';
  if (share > 1.0005) return '>100%';
  const percent = Math.min(100, share * 100);
  return percent >= 99.95 ? '100%' : `${percent.toFixed(1)}%`;
}

/** A bar of at most `width` cells, in eighths of a cell where the glyphs have them and rounded to these. */
export function barCell(share: number | null, width: number, { barFull, barParts }: Glyphs): string {
  if (share === null || share <= 0) return '';
  const steps = barParts.length + 1;
  const filled = Math.round(Math.min(1, share) * width * steps);
  const full = Math.floor(filled / steps);
  return barFull.repeat(full) + (barParts[(filled % steps) - 1] ?? '');
}

/** What changed in a number: `+45.6 ms`, `-3`, `new` for a function that was not there, nothing where nothing did. */
export function changeCell(
  change: FunctionChange | undefined,
  metric: DiffMetric,
  width: number,
  style: TimeStyle,
): string {
  if (change === undefined) return '';
  if (change.kind === 'appeared') return 'new';
  if (change.kind === 'vanished') return 'gone';
  const { delta } = change[metric];
  if (!Number.isFinite(delta) || delta === 0) return '';
  const sign = delta < 0 ? '-' : '+';
  const size = Math.abs(delta);
  return sign + (metric === 'ncalls' ? changedCalls(size, width - 1) : timeCell(size, width - 1, style));
}

/** `+264 ms`, in running text. */
export function signedTimeText(seconds: number, style: TimeStyle): string {
  return seconds < 0 ? `-${timeInText(-seconds, style)}` : `+${timeInText(seconds, style)}`;
}

function changedCalls(calls: number, width: number): string {
  const text = String(calls);
  return text.length <= width ? text : `~${calls.toExponential(0)}`;
}

/** A row of a list that has nothing to count. */
export const NO_NUMBERS: LineNumbers = {
  ncalls: '-',
  primitiveCalls: null,
  tottime: null,
  tottimePerCall: null,
  cumtime: null,
  cumtimePerCall: null,
};

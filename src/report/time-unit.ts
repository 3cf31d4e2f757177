import type { ProfileKind, Seconds } from '../profile/profile-table.ts';
import { formatDuration } from '../text/duration.ts';
import { formatFixed3 } from '../text/fixed3.ts';

/** What the times of one document are written in: seconds with three digits, as pstats, or thousandths of them. */
export type TimeUnit = 's' | 'ms';

/** With a total below a second, three digits of seconds would make most rows 0.000. */
export function timeUnitFor(total: Seconds): TimeUnit {
  return Math.abs(total) < 1 ? 'ms' : 's';
}

/** `0.638`: the number alone, for a column whose heading names the unit. */
export function timeText(seconds: Seconds, unit: TimeUnit): string {
  return formatFixed3(unit === 'ms' ? seconds * 1000 : seconds);
}

/** The same in a cell; nothing where the dump has no time. */
export function timeOrBlank(seconds: Seconds | null, unit: TimeUnit): string {
  return seconds === null ? '' : timeText(seconds, unit);
}

/** `1.14 µs`: a time for each call, in the unit that suits it; nothing where there are no calls. */
export function timePerCall(seconds: Seconds | null): string {
  return seconds === null ? '' : formatDuration(seconds, 'µs');
}

/** `0.638 s` */
export function timeWithUnit(seconds: Seconds, unit: TimeUnit): string {
  return `${timeText(seconds, unit)} ${unit}`;
}

/** `+0.638`, `-0.638`, and `0.000` where it rounds to that: no sign without a digit to back it. */
export function signedTime(seconds: Seconds, unit: TimeUnit): string {
  return signed(timeText(seconds, unit));
}

/** `1234567` as `1,234,567`, however many digits; other texts (`nan`, `True`) as they are. */
export function groupedDigits(text: string): string {
  return text.replace(
    /^([+-]?)(\d+)$/,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ','),
  );
}

/** All calls and, after a slash, those that were not made by recursion, where these are fewer. */
export function callsText(ncalls: string, primitiveCalls: string | null): string {
  return primitiveCalls === null ? groupedDigits(ncalls) : `${groupedDigits(ncalls)}/${groupedDigits(primitiveCalls)}`;
}

/** `1 call`, `152,925 calls`; samples in a sampled profile. `count`: its digits. */
export function countedCalls(kind: ProfileKind, count: string): string {
  return `${groupedDigits(count)} ${kind === 'traced' ? 'call' : 'sample'}${count === '1' ? '' : 's'}`;
}

/** A count with its sign; `0` has none. */
export function signedCount(count: number): string {
  return signed(String(count));
}

/** `+12.5 %`; nothing where there was nothing before. */
export function signedPercent(relative: number | null): string {
  if (relative === null) return '';
  return `${signed((relative * 100).toFixed(1))} %`;
}

function signed(text: string): string {
  if (/^-?0*\.?0*$/.test(text)) return text.replace('-', '');
  return text.startsWith('-') ? text : `+${text}`;
}

/** `12.5 %` of a whole. Above the whole: a function that threads or a recursion counted more than once. */
export function percentText(share: number | null): string {
  if (share === null) return '';
  return share > 1.0005 ? '>100 %' : `${(share * 100).toFixed(1)} %`;
}

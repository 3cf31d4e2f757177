import { assertNever } from '../errors.ts';
import { formatByteSize } from '../text/byte-size.ts';
import { formatDuration } from '../text/duration.ts';
import type { Saving } from './rule.ts';

/** Numbers in sentences for people. */

export function writeCount(count: number): string {
  const rounded = Math.round(count);
  // each place that is weighed has a sentence with counts in it, and V8 takes a microsecond and more for a locale
  return Number.isSafeInteger(rounded)
    ? String(rounded).replace(/\B(?=(?:\d{3})+$)/g, ',')
    : rounded.toLocaleString('en-US');
}

export function writePercent(share: number): string {
  const percent = share * 100;
  return `${percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

export function durationText(seconds: number): string {
  return formatDuration(seconds, 'µs');
}

export function bytesText(bytes: number): string {
  return formatByteSize(Math.round(bytes));
}

/** `630 ms to 679 ms, 12 % to 14 % of the program: <basis>`, `up to 1.20 MiB: <basis>`; the basis alone if no amount is known. */
export function savingText({ low, high, unit, ofProgram, basis }: Saving): string {
  if (high === 0) return basis;
  switch (unit) {
    case 'bytes':
      return `${low === 0 ? `up to ${bytesText(high)}` : `${bytesText(low)} to ${bytesText(high)}`}: ${basis}`;
    case 'share':
      return `not known in seconds; ${writePercent(high)} of the program's time without the profiler is at stake: ${basis}`;
    case 'seconds': {
      const parts = ofProgram === undefined ? '' : `, ${percentRange(ofProgram)} of the program`;
      return `${durationText(low)} to ${durationText(high)}${parts}: ${basis}`;
    }
    default:
      return assertNever(unit);
  }
}

function percentRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [writePercent(low), writePercent(high)];
  return from === to ? from : `${from} to ${to}`;
}

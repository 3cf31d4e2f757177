import { formatByteSize } from '../text/byte-size.ts';
import { formatDuration } from '../text/duration.ts';
import type { Saving } from './rule.ts';

/** Numbers in sentences for people. */

export function writeCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

export function writePercent(share: number): string {
  const percent = share * 100;
  return `${percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

export function durationText(seconds: number): string {
  return formatDuration(seconds);
}

export function bytesText(bytes: number): string {
  return formatByteSize(Math.round(bytes));
}

/** `630 ms to 679 ms: <basis>`, `up to 1.20 MiB: <basis>`; the basis alone where no saving can be promised. */
export function savingText({ low, high, unit, basis }: Saving): string {
  if (high === 0) return basis;
  const amount = unit === 'bytes' ? bytesText : durationText;
  const range = low === 0 ? `up to ${amount(high)}` : `${amount(low)} to ${amount(high)}`;
  return `${range}: ${basis}`;
}

import { formatByteSize } from '../text/byte-size.ts';
import { formatDuration } from '../text/duration.ts';

/** Numbers in sentences for people. */

export function countText(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

export function percentText(share: number): string {
  const percent = share * 100;
  return `${percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

export function durationText(seconds: number): string {
  return formatDuration(seconds);
}

export function bytesText(bytes: number): string {
  return formatByteSize(Math.round(bytes));
}

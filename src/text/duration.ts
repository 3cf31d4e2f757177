import { formatFixed3 } from './fixed3.ts';

const UNITS: readonly (readonly [perSecond: number, unit: 's' | 'ms' | 'us' | 'ns'])[] = [
  [1, 's'],
  [1e3, 'ms'],
  [1e6, 'us'],
  [1e9, 'ns'],
];

/** In seconds. Anything shorter is not a measurement: clocks tick in nanoseconds. */
const SHORTEST = 0.5e-9;

/**
 * Seconds to three significant digits, in the unit that needs no leading zeros: `1.23 s`, `45.6 ms`, `780 us`, `12.0
 * ns`. From 1000 s on, whole seconds with all their digits; what is not finite as pstats writes it (`nan`, `inf`).
 *
 * @param micro how microseconds are written: `us`, or `µs` where the terminal can show it
 */
export function formatDuration(seconds: number, micro: string = 'us'): string {
  if (!Number.isFinite(seconds)) return formatFixed3(seconds);
  const size = Math.abs(seconds);
  if (size < SHORTEST) return '0 s';
  const sign = seconds < 0 ? '-' : '';
  const rounded = Number(size.toPrecision(3)); // first: 999.6 ms are 1.00 s
  if (rounded >= 1000) return `${sign}${Math.round(size)} s`;
  const [perSecond, unit] = UNITS.find(([factor]) => rounded * factor >= 0.9999999) ?? [1e9, 'ns'];
  return `${sign}${threeDigits(rounded * perSecond)} ${unit === 'us' ? micro : unit}`;
}

/** `1.23`, `12.3`, `123`; less than 1 only in the smallest unit. */
function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

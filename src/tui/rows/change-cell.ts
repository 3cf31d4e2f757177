import type { DiffMetric, FunctionChange } from '../../views/function-change.ts';
import { type TimeStyle, timeCell, timeWithUnit } from './number-text.ts';

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
  return sign + (metric === 'ncalls' ? callsCell(size, width - 1) : timeCell(size, width - 1, style));
}

/** `+264 ms`, in running text. */
export function signedTimeText(seconds: number, style: TimeStyle): string {
  return seconds < 0 ? `-${timeWithUnit(-seconds, style)}` : `+${timeWithUnit(seconds, style)}`;
}

function callsCell(calls: number, width: number): string {
  const text = String(calls);
  return text.length <= width ? text : `~${calls.toExponential(0)}`;
}

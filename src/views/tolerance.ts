import type { Seconds } from '../profile/profile-table.ts';

/** Seconds, or a part of the total time before. */
export type Tolerance = { readonly amount: number; readonly unit: '%' | 's' };

export const DEFAULT_TOLERANCE: Tolerance = { amount: 1, unit: '%' };

export function toleranceSeconds({ amount, unit }: Tolerance, total: Seconds): Seconds {
  if (unit === 's') return amount;
  return total > 0 && Number.isFinite(total) ? (total * amount) / 100 : 0;
}

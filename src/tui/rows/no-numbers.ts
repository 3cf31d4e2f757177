import type { LineNumbers } from '../../views/line-numbers.ts';

/** A row of a list that has nothing to count. */
export const NO_NUMBERS: LineNumbers = {
  ncalls: '-',
  primitiveCalls: null,
  tottime: null,
  tottimePerCall: null,
  cumtime: null,
  cumtimePerCall: null,
};

import type { DiffMetric } from '../../views/function-change.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** What changed since the baseline, function by function. */
export type ComparisonScreen = {
  readonly kind: 'comparison';
  /** Whose change sorts. */
  readonly sort: DiffMetric;
  readonly isReversed: boolean;
  readonly list: ListState;
};

export function comparisonScreen(): ComparisonScreen {
  return { kind: 'comparison', sort: 'tottime', isReversed: false, list: LIST_START };
}

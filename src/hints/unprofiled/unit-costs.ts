import type { Overheads } from './overheads.ts';

/** What some steps take without the profiler, in units of `unitOf`, by minor version of Python 3. */
type UnitCost = { readonly upTo11: number; readonly in12: number; readonly from13: number };

/**
 * CPU time of loops on CPython 3.11.7, 3.12.1 and 3.13.0. In a profile of 27 such loops, which calls hundreds of functions
 * as a program does, the unit was 81, 91 and 97 ns: twice what a loop of one call shows. Before 3.11 they were not
 * measured, and are taken to be as there.
 */
export type Step =
  | 'cached-compile'
  | 'cached-pattern'
  | 'python-call'
  | 'exception-with-message'
  | 'exception-of-decimal'
  | 'plain-exception'
  | 'compared-value'
  | 'compared-tuple';

const UNIT_COSTS: Readonly<Record<Step, UnitCost>> = {
  /** `re.compile` of a pattern in the cache: 176, 215, 230 ns. */
  'cached-compile': { upTo11: 2.2, in12: 2.4, from13: 2.4 },
  /** `re.search(pattern, text)` less `pattern.search(text)`: 180 to 246, 269, 230 to 277 ns. */
  'cached-pattern': { upTo11: 2.6, in12: 2.9, from13: 2.6 },
  /** A call of a function of Python is 20, 19, 18 ns; some 11 of them are left when its expression stands in the loop. */
  'python-call': { upTo11: 0.15, in12: 0.13, from13: 0.12 },
  /** Raised and caught, with a message that is made: `int('x')` 619, 837, 741 ns. */
  'exception-with-message': { upTo11: 7.7, in12: 9, from13: 7.7 },
  /** `Decimal('1,234.5')` 294, 425, 401 ns where `int('x')` took 664, 880, 751. */
  'exception-of-decimal': { upTo11: 3.4, in12: 4.3, from13: 4.1 },
  /** `KeyError` of a dict: 153, 197, 182 ns. */
  'plain-exception': { upTo11: 1.9, in12: 2.1, from13: 1.9 },
  /** An item that a search passes by, in a list of 2,000: numbers and texts took 6 to 8 ns on 3.8 to 3.13. */
  'compared-value': { upTo11: 0.08, in12: 0.09, from13: 0.085 },
  /** Pairs took 14 ns up to 3.11, and 17 since. */
  'compared-tuple': { upTo11: 0.17, in12: 0.18, from13: 0.17 },
};

export function unitCost(step: Step, { to }: Overheads): number {
  const { upTo11, in12, from13 } = UNIT_COSTS[step];
  return to <= 11 ? upTo11 : to === 12 ? in12 : from13;
}

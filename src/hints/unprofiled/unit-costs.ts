import type { Overheads } from './overheads.ts';

/** What some steps take without the profiler, in units of the cheapest call of the profile, by minor version of Python 3. */
type UnitCost = { readonly upTo11: number; readonly in12: number; readonly from13: number };

/**
 * CPU time, the least of 25 rounds in turn on CPython 3.11.7, 3.12.1 and 3.13.0, where the cheapest call showed 36, 45 and
 * 56 ns. Before 3.11 they were not measured, and are taken to be as there.
 */
export type Step =
  | 'cached-compile'
  | 'cached-pattern'
  | 'python-call'
  | 'exception-with-message'
  | 'plain-exception'
  | 'strptime'
  | 'copied-value'
  | 'rebuilt-object';

const UNIT_COSTS: Readonly<Record<Step, UnitCost>> = {
  /** `re.compile` of a pattern in the cache: 176, 215, 230 ns. */
  'cached-compile': { upTo11: 4.8, in12: 4.8, from13: 4.1 },
  /** `re.search(pattern, text)` less `pattern.search(text)`: 180 to 246, 269, 230 to 277 ns. */
  'cached-pattern': { upTo11: 5.2, in12: 5, from13: 4.6 },
  /** A call of a function of Python is 20, 19, 18 ns; some 11 of them are left when its expression stands in the loop. */
  'python-call': { upTo11: 0.32, in12: 0.25, from13: 0.2 },
  /** Raised and caught, with a message that is made: `int('x')` 619, 837, 741 ns. */
  'exception-with-message': { upTo11: 17, in12: 19, from13: 13 },
  /** `KeyError` of a dict: 153, 197, 182 ns. */
  'plain-exception': { upTo11: 4.2, in12: 4.4, from13: 3.2 },
  /** `datetime.strptime` of six fields: 3.8, 4.3, 4.2 us. */
  strptime: { upTo11: 105, in12: 96, from13: 75 },
  /** `copy.deepcopy` of a number or a text, and for each item of a list: 136 to 151, 152, 128 ns. */
  'copied-value': { upTo11: 3.9, in12: 3.4, from13: 2.6 },
  /** `copy.deepcopy` of an object with one field: 3.1, 3.8, 4.4 us. */
  'rebuilt-object': { upTo11: 85, in12: 85, from13: 78 },
};

export function unitCost(step: Step, { to }: Overheads): number {
  const { upTo11, in12, from13 } = UNIT_COSTS[step];
  return to <= 11 ? upTo11 : to === 12 ? in12 : from13;
}

import { isOneOfThree, isOnlyMeasured, isPutInUnread } from './code/step-places.ts';
import { SHARES } from './level-of-share.ts';
import type { Slow } from './slow.ts';

/** Functions that go through all of something at each step, or compare with all. */
export const SLOW_STEPS: readonly Slow[] = [
  {
    names: ['ast.get_source_segment'],
    callee: 'ast.get_source_segment',
    leastCalls: 50,
    gain: null,
    leastGone: 0.7,
    whatRemains: 'a slice of the lines for each node',
    instead:
      'Each call splits the whole source: split it once and take lines[node.lineno - 1:node.end_lineno] (col_offset counts bytes of UTF-8).',
  },
  {
    names: ['.getvalue'],
    callee: 'io.StringIO.getvalue',
    also: ['io.BytesIO.getvalue'],
    called: 'getvalue',
    leastCalls: 200,
    leastPerCall: 5e-7,
    gain: null,
    leastGone: 0.8,
    whatRemains: 'one addition for each step',
    instead: 'Each call copies all that was written: count along what is written.',
    fits: isOnlyMeasured,
  },
  {
    names: ['sorted', 'statistics.median'],
    callee: 'sorted',
    also: ['statistics.median'],
    called: 'sorted or median',
    leastCalls: 1000,
    gain: null,
    leastGone: 0.5,
    whatRemains: 'one or two comparisons',
    instead: 'low if value < low else high if value > high else value',
    fits: isOneOfThree,
  },
  {
    names: ['bisect.insort', 'bisect.insort_right'],
    callee: 'bisect.insort_right',
    leastCalls: 1000,
    gain: null,
    leastGone: 0.5,
    whatRemains: 'one append for each item, and one sort',
    instead: 'Nobody looks at the list before the loop ends: append, and sort once behind it.',
    fits: isPutInUnread,
  },
  {
    names: ['difflib.get_close_matches'],
    callee: 'difflib.get_close_matches',
    leastCalls: 50,
    leastShare: SHARES.sure,
    gain: null,
    whatRemains: 'it depends on the words that come again',
    most: 'likely',
    instead:
      'Each call compares the word with all of them: ask `in` a set first, and keep the answers in a dict by word.',
  },
];

import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { HintRule } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** They go through the whole stack. */
const OF_ALL: ReadonlySet<string> = new Set(
  'inspect.stack inspect.getouterframes traceback.extract_stack traceback.format_stack traceback.print_stack'.split(
    ' ',
  ),
);

/** Each of them looks for the source of the frames that it gives, and reads their lines. */
const NAMES: ReadonlySet<string> = new Set([
  ...OF_ALL,
  'inspect.trace',
  'inspect.getinnerframes',
  'inspect.getframeinfo',
]);

/**
 * The stack looked at in every call
 *
 * ## What it finds
 *
 * `inspect.stack()`, `inspect.getframeinfo(...)`, `traceback.extract_stack()` and their kin in a loop, or in a function that is
 * called in one.
 *
 * ## Why it costs
 *
 * They make a record of each frame with its lines of source: they look for the file, ask the disk whether it has changed and
 * split it into lines. `inspect.stack()` does so for the whole stack, however few of its entries are used.
 *
 * ## Example
 *
 *     caller = inspect.stack()[1]
 *     note(caller.function, caller.lineno)
 *
 * ## Instead
 *
 *     frame = sys._getframe(1)
 *     note(frame.f_code.co_name, frame.f_lineno)
 *
 * `inspect.currentframe().f_back` is the same frame. Where the caller can give its name, that costs nothing.
 *
 * ## When it does not matter
 *
 * Where an error is reported. `sys._getframe` is CPython's; other Pythons may not have it. A frame keeps its variables alive:
 * do not store it.
 */
export const stackInspection: HintRule = {
  id: 'stack-inspection',
  title: 'the stack looked at in every call',
  article: 'beyond',
  priority: 2,
  fix: 'Take what is needed of one frame: sys._getframe(1).f_code.co_name, .f_lineno.',
  callees: [...NAMES],
  time: 'callees',
  match: (frame) =>
    callsNamed(frame, NAMES).map((code) => ({
      code,
      subject: shortText(code.node, frame),
      variant: calledName(code.node, frame),
    })),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? '';
    return weighEdge(site, evidence, {
      callees: [called],
      called,
      time: 'whole',
      leastCalls: 50,
      leastPerCall: WITH_SOURCE,
      ...(OF_ALL.has(called) ? { gain: null, whatRemains: DEEPER } : { gain: 'stack-inspection' }),
    });
  },
};

/** Each looks through all modules for sources that are none: what was promised was 13 to 84 times what a fix saved. */
const DEEPER =
  "under the profiler the stack has the profiler's own frames too, and what is looked for in vain for them may be most of it";

/** Without the lines of source (`context=0`) a call takes less. */
const WITH_SOURCE = 5e-6;

import type { NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { fieldsWrittenOut } from '../fix-fields.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['dataclasses.asdict', 'dataclasses.astuple']);

/**
 * dataclasses.asdict() for each of many objects
 *
 * ## What it finds
 *
 * `dataclasses.asdict(row)` and `astuple(row)` in a loop, or in a function that is called in one.
 *
 * ## Why it costs
 *
 * It goes down into every list, dict and dataclass that it finds, and copies all else by `copy.deepcopy`: several calls in
 * Python for each field, also for texts and numbers (since Python 3.12 those are told apart sooner).
 *
 * ## Example
 *
 *     rows = [asdict(order) for order in orders]
 *
 * ## Instead
 *
 *     rows = [{'number': order.number, 'price': order.price} for order in orders]
 *
 * or `dict(vars(order))` for a class without slots, whose fields are all plain values. Before Python 3.13 the attributes of an
 * object are read at half the speed once `vars` has made its dict: that is for objects that are hardly asked any more.
 *
 * ## When it does not matter
 *
 * For some hundred objects. What is written out shares lists and inner objects with the original, where `asdict` copies
 * them; a field that is added later has to be added here too.
 */
export const asdict: HintRule = {
  id: 'asdict',
  title: 'dataclasses.asdict() for each of many objects',
  article: 'beyond',
  priority: 2,
  fix: "Write it out: {'number': order.number, ...}. dict(vars(order)) is quick too, but before Python 3.13 it halves the speed at which the object's attributes are read from then on.",
  callees: [...NAMES],
  time: 'callees',
  match: (frame) => callsNamed(frame, NAMES).map((code) => siteOf(code, frame)),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: [site.variant ?? 'dataclasses.asdict'],
      called: site.variant ?? 'dataclasses.asdict',
      time: 'whole',
      leastCalls: 50,
      gain: 'asdict',
    }),
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site {
  const variant = calledName(code.node, frame);
  const fix = fieldsWrittenOut(code, variant.endsWith('astuple'), frame);
  return { code, subject: shortText(code.node, frame), variant, ...(fix === undefined ? {} : { fix }) };
}

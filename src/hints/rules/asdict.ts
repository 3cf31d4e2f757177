import type { Expression, NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
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
 * or `dict(vars(order))` for a class without slots, whose fields are all plain values.
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
  fix: 'Write the dict out, or take dict(vars(row)) where all fields are plain values.',
  callees: [...NAMES],
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
  const [object] = code.node.args;
  const isPlain = variant === 'dataclasses.asdict' && object !== undefined && code.node.keywords.length === 0;
  const site = { code, subject: shortText(code.node, frame), variant };
  return isPlain ? { ...site, fix: fixOf(code.node, object, frame) } : site;
}

function fixOf(call: NodeOf<'Call'>, object: Expression, frame: FrameCode): Fix {
  const text =
    'Write the dict out, or take that of the object, where all its fields are plain values and it has no __slots__.';
  return { text, before: sourceText(call, frame), after: `dict(vars(${sourceText(object, frame)}))` };
}

import { isComprehension, lastLineOf, lineOf, type NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { allocationLine, weighBytes } from '../weigh-bytes.ts';

/**
 * Very many records, a dict each
 *
 * ## What it finds
 *
 * A dict with written-out keys that a loop, a comprehension or a function called in a loop makes and adds to a list, where a snapshot shows that very many of
 * them were alive. Without a snapshot nothing is said.
 *
 * ## Why it costs
 *
 * A dict of one to five keys takes 184 bytes (a size class of 192 in pymalloc's pools), and each repeats the table that all the others have too. An object
 * with `__slots__` and three values takes 64, a tuple the same.
 *
 * ## Example
 *
 *     rows.append({'number': number, 'city': city, 'price': price})
 *
 * ## Instead
 *
 *     rows.append(Row(number, city, price))
 *
 * with a class that has `__slots__`, a `NamedTuple`, or one list (or `array`) a column.
 *
 * ## When it does not matter
 *
 * For some thousand records, and where the dicts are handed on to `json` or `csv` at once. Objects with slots take
 * longer to build than dicts do.
 */
export const dictRecord: HintRule = {
  id: 'dict-record',
  title: 'very many records, a dict each',
  article: 'beyond',
  priority: 3,
  fix: 'Make the records objects with __slots__, tuples, or columns.',
  callees: [],
  match: (frame) => [
    ...nodesOf(frame, 'Dict').flatMap((code) => (hasWrittenKeys(code.node) ? (siteOf(code, frame) ?? []) : [])),
    ...nodesOf(frame, 'Call').flatMap((code) => (isDictCall(code.node, frame) ? (siteOf(code, frame) ?? []) : [])),
  ],
  weigh: (site, evidence) => {
    const { node } = site.code;
    const held = allocationLine(evidence, lineOf(node), lastLineOf(node));
    if (held === null) return refused('only a snapshot (--memory) can show how many dicts are alive');
    if (held.blocks < MANY_BLOCKS || held.share < 0.01) return refused('the snapshot shows few dicts of that line');
    if (held.bytes / held.blocks < LEAST_MEAN) return refused('the blocks of that line are too small for dicts');
    return weighBytes(held, 'dicts that were alive', KEPT);
  },
};

const MANY_BLOCKS = 1000;
const LEAST_MEAN = 56;

/** 64 of 184 bytes. */
const KEPT = 0.35;

function hasWrittenKeys({ keys }: NodeOf<'Dict'>): boolean {
  return keys.length >= 2 && keys.every((key) => key?.nodeType === 'Constant' && typeof key.value === 'string');
}

/** `dict(number=number, city=city)` */
function isDictCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const { args, keywords } = call;
  if (args.length > 0 || keywords.length < 2 || keywords.some(({ arg }) => arg == null)) return false;
  return calledName(call, frame) === 'dict';
}

/** Where the function adds one record each time it is called, the loop is in its caller: the blocks of the line tell. */
function siteOf(code: CodeNode<NodeOf<'Dict'> | NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const around = code.parent?.node;
  const isAdded = around?.nodeType === 'Call' && around.func.nodeType === 'Attribute' && around.func.attr === 'append';
  const isElement = around !== undefined && isComprehension(around) && 'elt' in around && around.elt === code.node;
  const isHandedOver = around?.nodeType === 'Yield' || around?.nodeType === 'Return';
  const isNamed = around?.nodeType === 'Assign' && code.loops.length > 0;
  return isAdded || isElement || isHandedOver || isNamed ? { code, subject: shortText(code.node, frame) } : undefined;
}

import type { NodeOf } from '../../source/syntax.ts';
import { durationText } from '../amounts.ts';
import { readsOf } from '../code/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfCalls } from '../expected-saving.ts';
import type { Fix, HintRule, Site, Verdict } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * A sorted copy, only for its first items
 *
 * ## What it finds
 *
 * `sorted(values)[0]`, `sorted(values)[-1]`, `sorted(values)[:k]`, and the same through a name that is used for nothing
 * else.
 *
 * ## Why it costs
 *
 * `sorted` copies all references and puts all of them in order: n log n comparisons for an answer that needs n.
 *
 * ## Example
 *
 *     cheapest = sorted(offers, key=price)[0]
 *     best = sorted(scores)[-10:]
 *
 * ## Instead
 *
 *     cheapest = min(offers, key=price)
 *     best = heapq.nlargest(10, scores)
 *
 * Of equal items `min` and `max` take the first, as `sorted(...)[0]` does; `sorted(...)[-1]` takes the last.
 *
 * With `key=` the key is asked of every item all the same: only what `sorted` itself takes can go.
 * `max` takes the first of equal items where `sorted(...)[-1]` takes the last.
 *
 * ## When it does not matter
 *
 * For a handful of items, or where `k` is near to their number.
 */
export const sorted0: HintRule = {
  id: 'sorted0',
  title: 'a sorted copy, only for its first items',
  article: 'built-ins',
  priority: 1,
  fix: 'Use min or max for one item, heapq.nsmallest or nlargest for some.',
  callees: ['sorted', 'list.sort'],
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

const CALLEES = ['sorted'];

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const verdict = weighEdge(site, evidence, {
    callees: CALLEES,
    called: 'sorted',
    time: 'whole',
    leastCalls: 1,
    leastPerCall: 4e-6,
    gain: site.variant === 'some' ? 'sorted0/ten' : 'sorted0/first',
  });
  if (verdict.verdict === 'refused' || !isKeyed(site)) return verdict;
  const calls = sumCallsTo(evidence, CALLEES);
  const basis = `of the edge's ${durationText(verdict.cost)} only what sorted does itself; the key is still asked of every item`;
  const sorting = evidence.calls.filter(({ name }) => name.full === 'sorted');
  const callees = sorting.map(({ callee, ncalls, tottime }) => ({ callee, ncalls, seconds: tottime }));
  const part = calls.cumtime > 0 ? verdict.cost / calls.cumtime : 1;
  return {
    ...verdict,
    saving: savingOfCalls({ callees, time: 'own', part }, { least: 0.3, most: 0.9 }, basis, evidence),
  };
}

/** min and nsmallest call the key as often as sorted does. */
function isKeyed({ code: { node } }: Site): boolean {
  return node.nodeType === 'Call' && node.keywords.some(({ arg }) => arg === 'key');
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (calledName(code.node, frame) !== 'sorted') return undefined;
  const taken = takenFrom(code, frame);
  if (taken === undefined) return undefined;
  const fix = fixOf(code.node, taken, frame);
  const variant = taken.node.slice.nodeType === 'Slice' ? 'some' : 'one';
  return { code, subject: shortText(taken.node, frame), variant, ...(fix === undefined ? {} : { fix }) };
}

/** The subscript that takes the first items of a sorted copy of which nothing else is used. */
export function takenFrom(code: CodeNode, frame: FrameCode): CodeNode<NodeOf<'Subscript'>> | undefined {
  const { parent } = code;
  if (parent?.node.nodeType === 'Subscript' && parent.node.value === code.node) return firstOnly(parent);
  if (parent?.node.nodeType !== 'Assign' || parent.node.targets.length !== 1) return undefined;
  const [target] = parent.node.targets;
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length !== 1) return undefined;
  const reads = readsOf(target.id, frame);
  const [read] = reads;
  const isAlone =
    reads.length === 1 && read?.parent?.node.nodeType === 'Subscript' && read.parent.node.value === read.node;
  return isAlone && read?.parent != null && read.loops.length <= code.loops.length ? firstOnly(read.parent) : undefined;
}

function firstOnly(code: CodeNode): CodeNode<NodeOf<'Subscript'>> | undefined {
  const { node } = code;
  if (node.nodeType !== 'Subscript') return undefined;
  const found = { ...code, node };
  if (isIndex(node.slice, 0) || isIndex(node.slice, -1)) return found;
  if (node.slice.nodeType !== 'Slice' || node.slice.step !== undefined) return undefined;
  const { lower, upper } = node.slice;
  const isFirst = (lower === undefined || isIndex(lower, 0)) && upper !== undefined && isCount(upper);
  const isLast = upper === undefined && lower?.nodeType === 'UnaryOp' && isCount(lower.operand);
  return isFirst || isLast ? found : undefined;
}

function isIndex(node: NodeOf<'Subscript'>['slice'], value: number): boolean {
  if (node.nodeType === 'Constant') return node.value === value;
  return (
    node.nodeType === 'UnaryOp' &&
    node.op.nodeType === 'USub' &&
    node.operand.nodeType === 'Constant' &&
    -Number(node.operand.value) === value
  );
}

const MOST_WRITTEN_OUT = 100;

/** A small number or a name; `len(x) // 2` is another matter. */
function isCount(node: NodeOf<'Subscript'>['slice']): boolean {
  if (node.nodeType === 'Constant')
    return typeof node.value === 'number' && node.value > 0 && node.value <= MOST_WRITTEN_OUT;
  return node.nodeType === 'Name' || node.nodeType === 'Attribute';
}

function fixOf(call: NodeOf<'Call'>, taken: CodeNode<NodeOf<'Subscript'>>, frame: FrameCode): Fix | undefined {
  const [values, ...others] = call.args;
  if (values === undefined || others.length > 0 || taken.node.value !== call) return undefined;
  const reverse = call.keywords.find(({ arg }) => arg === 'reverse');
  if (reverse !== undefined && reverse.value.nodeType !== 'Constant') return undefined;
  const isReversed = reverse?.value.nodeType === 'Constant' && reverse.value.value === true;
  const key = call.keywords.find(({ arg }) => arg === 'key');
  const given = [sourceText(values, frame), ...(key === undefined ? [] : [`key=${sourceText(key.value, frame)}`])].join(
    ', ',
  );
  const before = sourceText(taken.node, frame);
  const { slice } = taken.node;
  if (slice.nodeType !== 'Slice') {
    const isLeast = isIndex(slice, 0) !== isReversed;
    const isLast = isIndex(slice, -1) && key !== undefined;
    const text = isLast ? 'One pass finds it: of equal ones the first, not the last.' : 'One pass finds it.';
    return { text, before, after: `${isLeast ? 'min' : 'max'}(${given})` };
  }
  if (slice.upper === undefined) return undefined;
  const after = `heapq.${isReversed ? 'nlargest' : 'nsmallest'}(${sourceText(slice.upper, frame)}, ${given})`;
  return { text: 'A heap of the few keeps them.', before, after };
}

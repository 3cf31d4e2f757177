import type { Expression, NodeOf } from '../../source/syntax.ts';
import { lineOf } from '../../source/syntax.ts';
import { durationText } from '../amounts.ts';
import { readsOf } from '../code/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../code/names.ts';
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
 * `sorted(values)[0]`, `sorted(values)[-1]`, `sorted(values)[:k]`, `first, *_ = sorted(values)`, `next(iter(sorted(values)))`,
 * `sorted(values).pop()`, a loop over them that ends in its first pass, and the same with `copy.sort()` or through a name that
 * is used for nothing else. For the first few items the list has to be long: below some hundred items `nsmallest` takes
 * longer than `sorted`.
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
 *     best = heapq.nlargest(10, scores)[::-1]
 *
 * `nlargest` begins with the largest: turn the result round where the order counts.
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

/** Some two hundred numbers are sorted in the first, seven hundred in the second: below, `nsmallest` is no faster. */
const LEAST_FOR_ONE = 4e-6;
const LEAST_FOR_SOME = 3e-5;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const callee = isMethod(site.code) ? 'list.sort' : 'sorted';
  const isSome = site.variant === 'some';
  const verdict = weighEdge(site, evidence, {
    callees: [callee],
    called: callee,
    // with a key the calls of it stay
    time: isKeyed(site) ? 'own' : 'whole',
    leastCalls: 1,
    leastPerCall: isSome ? LEAST_FOR_SOME : LEAST_FOR_ONE,
    gain: isSome ? 'sorted0/ten' : 'sorted0/first',
  });
  if (verdict.verdict === 'refused' || !isKeyed(site)) return verdict;
  const whole = sumCallsTo(evidence, [callee]);
  const basis = `of the ${durationText(whole.cumtime)} of its calls ${callee} itself takes ${durationText(verdict.cost)}; the key is still asked of every item`;
  const sorting = evidence.calls.filter(({ name }) => name.full === callee);
  const callees = sorting.map((one) => ({ callee: one.callee, ncalls: one.ncalls, seconds: one.tottime }));
  const part = whole.tottime > 0 ? Math.min(1, verdict.cost / whole.tottime) : 1;
  return {
    ...verdict,
    saving: savingOfCalls({ callees, time: 'own', part }, { least: 0.3, most: 0.9 }, basis, evidence),
  };
}

function isMethod({ node }: CodeNode): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Attribute';
}

/** min and nsmallest call the key as often as sorted does. */
function isKeyed({ code: { node } }: Site): boolean {
  return node.nodeType === 'Call' && node.keywords.some(({ arg }) => arg === 'key');
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const taken = takenFrom(code, frame);
  if (taken === undefined) return undefined;
  const fix = fixOf(code.node, taken, frame);
  return {
    code,
    subject: shortText(taken.code.node, frame),
    variant: taken.what,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Where the first items of a sorted copy are taken. */
type Taken = { readonly code: CodeNode; readonly what: 'one' | 'some' };

/** How the first items of a sorted copy are taken of which nothing else is used. */
export function takenFrom(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Taken | undefined {
  const name = calledName(code.node, frame);
  if (name === '.sort') return takenFromSorted(code, frame);
  const { parent } = code;
  if (name !== 'sorted' || parent === null) return undefined;
  const direct = firstOnly(parent, code) ?? firstWalked(parent, code);
  if (direct !== undefined) return direct;
  if (parent.node.nodeType === 'Call') return nextOf(parent, frame);
  if (parent.node.nodeType === 'NamedExpr' && parent.node.target.nodeType === 'Name') {
    return takenByName(parent.node.target.id, code, [], frame);
  }
  if (parent.node.nodeType !== 'Assign' || parent.node.targets.length !== 1) return undefined;
  const [target] = parent.node.targets;
  if (target?.nodeType === 'Tuple' || target?.nodeType === 'List') return unpacked(target.elts, parent, frame);
  return target?.nodeType === 'Name' ? takenByName(target.id, code, [], frame) : undefined;
}

/** `first, *_ = sorted(values)`, where the rest is never read. */
function unpacked(parts: readonly Expression[], code: CodeNode, frame: FrameCode): Taken | undefined {
  const rest = parts.find(({ nodeType }) => nodeType === 'Starred');
  if (rest?.nodeType !== 'Starred' || rest.value.nodeType !== 'Name') return undefined;
  if (readsOf(rest.value.id, frame).length > 0) return undefined;
  return { code, what: parts.length === 2 ? 'one' : 'some' };
}

/** `next(iter(sorted(values)))` */
function nextOf(code: CodeNode, frame: FrameCode): Taken | undefined {
  const { node, parent } = code;
  if (node.nodeType !== 'Call' || calledName(node, frame) !== 'iter' || parent?.node.nodeType !== 'Call')
    return undefined;
  return calledName(parent.node, frame) === 'next' ? { code: parent, what: 'one' } : undefined;
}

/** A name that is bound once, and read only for its first items, but for those reads of it that fill it. */
function takenByName(name: string, code: CodeNode, filling: readonly CodeNode[], frame: FrameCode): Taken | undefined {
  if (bindingsOf(name, frame).length !== 1) return undefined;
  const reads = readsOf(name, frame).filter((read) => !filling.includes(read) && !isAskedIfEmpty(read, frame));
  const taken = reads.flatMap((read) =>
    read.parent === null || read.loops.length > code.loops.length ? [] : (firstOnly(read.parent, read) ?? []),
  );
  const [first, ...others] = taken;
  if (first === undefined || taken.length !== reads.length) return undefined;
  return others.length === 0 || taken.every(({ what }) => what === 'one') ? first : undefined;
}

/** `if not ranked`, `len(ranked)`: what it was made of tells that as well. */
function isAskedIfEmpty({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'If':
    case 'IfExp':
      return around.test === node;
    case 'UnaryOp':
      return around.op.nodeType === 'Not';
    case 'Call':
      return calledName(around, frame) === 'len';
    default:
      return false;
  }
}

const FILLING: ReadonlySet<string> = new Set(['append', 'extend', 'sort']);

/** `offers.sort()` of a list that the function has made for nothing else. */
function takenFromSorted(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Taken | undefined {
  const list = methodCalled(code.node, frame)?.receiver;
  if (list?.nodeType !== 'Name' || code.parent?.node.nodeType !== 'Expr') return undefined;
  const [only] = bindingsOf(list.id, frame);
  const isMadeHere = only?.binding.kind === 'assignment' && isNewList(only.binding.value, frame);
  if (!isMadeHere || only.binding.loopDepth !== code.loops.length) return undefined;
  const filling = readsOf(list.id, frame).filter((read) => isFilling(read, code));
  return takenByName(list.id, code, filling, frame);
}

function isNewList(value: Expression | null, frame: FrameCode): boolean {
  if (value?.nodeType === 'ListComp' || value?.nodeType === 'List') return true;
  return value?.nodeType === 'Call' && NEW_LISTS.has(calledName(value, frame));
}

const NEW_LISTS: ReadonlySet<string> = new Set(['list', '.copy', '.split', '.splitlines']);

function isFilling({ node, parent }: CodeNode, sort: CodeNode): boolean {
  if (parent?.node.nodeType !== 'Attribute' || parent.parent?.node.nodeType !== 'Call') return false;
  return FILLING.has(parent.node.attr) && parent.node.value === node && lineOf(node) <= lineOf(sort.node);
}

/** `for best in sorted(values): ... return best`, where no pass comes to the next. */
function firstWalked(code: CodeNode, of: CodeNode): Taken | undefined {
  const { node } = code;
  if (node.nodeType !== 'For' || node.iter !== of.node) return undefined;
  const last = node.body.at(-1)?.nodeType;
  return last === 'Return' || last === 'Break' ? { code: of, what: 'one' } : undefined;
}

function firstOnly(code: CodeNode, of: CodeNode): Taken | undefined {
  const { node } = code;
  if (node.nodeType === 'Attribute') return popped(code);
  if (node.nodeType !== 'Subscript' || node.value !== of.node || node.ctx.nodeType !== 'Load') return undefined;
  if (isIndex(node.slice, 0) || isIndex(node.slice, -1)) return { code, what: 'one' };
  if (node.slice.nodeType !== 'Slice' || node.slice.step !== undefined) return undefined;
  const { lower, upper } = node.slice;
  const isFirst = (lower === undefined || isIndex(lower, 0)) && upper !== undefined && isCount(upper);
  const isLast = upper === undefined && lower?.nodeType === 'UnaryOp' && isCount(lower.operand);
  return isFirst || isLast ? { code, what: 'some' } : undefined;
}

/** `sorted(values).pop()`, `ranked.pop(0)` */
function popped({ node, parent }: CodeNode): Taken | undefined {
  if (node.nodeType !== 'Attribute' || node.attr !== 'pop' || parent?.node.nodeType !== 'Call') return undefined;
  const [at] = parent.node.args;
  return at === undefined || isIndex(at, 0) || isIndex(at, -1) ? { code: parent, what: 'one' } : undefined;
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

function fixOf(call: NodeOf<'Call'>, { code: { node } }: Taken, frame: FrameCode): Fix | undefined {
  const [values, ...others] = call.args;
  if (node.nodeType !== 'Subscript' || values === undefined || others.length > 0 || node.value !== call)
    return undefined;
  const reverse = call.keywords.find(({ arg }) => arg === 'reverse');
  if (reverse !== undefined && reverse.value.nodeType !== 'Constant') return undefined;
  const isReversed = reverse?.value.nodeType === 'Constant' && reverse.value.value === true;
  const key = call.keywords.find(({ arg }) => arg === 'key');
  const given = [sourceText(values, frame), ...(key === undefined ? [] : [`key=${sourceText(key.value, frame)}`])].join(
    ', ',
  );
  const before = sourceText(node, frame);
  const { slice } = node;
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

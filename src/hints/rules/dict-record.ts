import { isComprehension, lastLineOf, lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writeCount, writePercent } from '../amounts.ts';
import { type CodeNode, type FrameCode, groupBy, type LoopNode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isSameInEveryCall } from '../code/steady/invariance.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { appendsIn, timesReached } from '../evidence/items-put.ts';
import { passesOf } from '../evidence/passes.ts';
import { timesCalledFrom } from '../evidence/time-spent.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, shareOfTotal } from '../weigh.ts';
import { allocationLine, memoryBasis, weighBytes } from '../weigh-bytes.ts';

/**
 * Very many records, a dict each
 *
 * ## What it finds
 *
 * A dict with written-out keys, or `dict(zip(NAMES, values))`, that a loop, a comprehension or a function called in a loop
 * makes and adds to a list, where a snapshot shows that very many of them were alive. Without a snapshot it is only told of
 * a list to which 100,000 of them and more were appended.
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
  time: (evidence) => timesCalledFrom(evidence, 'list.append') >= MANY_APPENDED,
  match: (frame) => [
    ...nodesOf(frame, 'Dict').flatMap((code) => (hasWrittenKeys(code.node) ? (siteOf(code, frame) ?? []) : [])),
    ...nodesOf(frame, 'Call').flatMap((code) => (isDictCall(code.node, frame) ? (siteOf(code, frame) ?? []) : [])),
  ],
  weigh: (site, evidence) => {
    const { node } = site.code;
    const held = allocationLine(evidence, lineOf(node), lastLineOf(node));
    if (held === null) return weighAppended(site, evidence);
    if (held.blocks < MANY_BLOCKS || held.share < SHARES.least)
      return refused('the snapshot shows few dicts of that line');
    if (held.bytes / held.blocks < LEAST_MEAN) return refused('the blocks of that line are too small for dicts');
    return weighBytes(held, 'dicts that were alive', KEPT);
  },
};

const MANY_APPENDED = 100_000;

/** What is appended stays alive as long as its list does. */
function weighAppended(site: Site, evidence: FrameEvidence): Verdict {
  const loop = site.code.loops.at(-1);
  const made = loop === undefined ? undefined : passesOf(loop, evidence)?.least;
  const calls = sumCallsTo(evidence, ['list.append']).ncalls;
  // of several appends the profile does not tell which was called how often
  const ncalls = appendsIn(site.code.frame) === 1 ? calls : Math.min(calls, timesReached(site.code, evidence).least);
  if (!isAppended(site.code) || made === undefined || Math.min(made, ncalls) < MANY_APPENDED) {
    return refused('only a snapshot (--memory) can show how many dicts are alive');
  }
  const share = shareOfTotal(evidence.cumtime, evidence);
  if (share < SHARES.sure) return refused(`the function is ${writePercent(share)} of the profile`);
  const text = `${writeCount(Math.min(made, ncalls))} dicts were appended to a list`;
  return edgeFinding('likely', evidence.cumtime, evidence, [{ kind: 'edge', text }], {
    low: 0,
    high: 0,
    unit: 'share',
    basis: memoryBasis(evidence),
  });
}

/** `rows.append({...})`, or `row = {...}` in a loop that appends it. */
function isAppended({ parent, loops, frame }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Call') return around.func.nodeType === 'Attribute' && around.func.attr === 'append';
  const [target] = around?.nodeType === 'Assign' ? around.targets : [];
  return target?.nodeType === 'Name' && appendedIn(frame).get(loops.at(-1))?.has(target.id) === true;
}

/** By loop: the names that it appends to something. */
const appendedIn = oncePer((frame: FrameCode): ReadonlyMap<LoopNode | undefined, ReadonlySet<string>> => {
  const appends = nodesOf(frame, 'Call').filter(
    ({ node: { func } }) => func.nodeType === 'Attribute' && func.attr === 'append',
  );
  const byLoop = groupBy(appends, ({ loops }) => [loops.at(-1)]);
  const namesOf = ({ node: { args } }: (typeof appends)[number]): readonly string[] =>
    args[0]?.nodeType === 'Name' ? [args[0].id] : [];
  return new Map([...byLoop].map(([loop, calls]) => [loop, new Set(calls.flatMap(namesOf))]));
});

const MANY_BLOCKS = 1000;
const LEAST_MEAN = 56;

/** 64 of 184 bytes. */
const KEPT = 0.35;

function hasWrittenKeys({ keys }: NodeOf<'Dict'>): boolean {
  return keys.length >= 2 && keys.every((key) => key?.nodeType === 'Constant' && typeof key.value === 'string');
}

/** `dict(number=number, city=city)`, `dict(zip(NAMES, values))` */
function isDictCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const { args, keywords } = call;
  if (calledName(call, frame) !== 'dict') return false;
  const [only, ...others] = args;
  if (only !== undefined) {
    const names = only.nodeType === 'Call' && calledName(only, frame) === 'zip' ? only.args[0] : undefined;
    return names !== undefined && others.length + keywords.length === 0 && isSameInEveryCall(names, frame);
  }
  return keywords.length >= 2 && keywords.every(({ arg }) => arg != null);
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

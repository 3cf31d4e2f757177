import { callTimes } from '../../profile/call-times.ts';
import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges, type Seconds } from '../../profile/profile-table.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { newName } from '../code/free-name.ts';
import { type Accumulation, accumulations } from '../code/loops/accumulation.ts';
import { mayBeHadByOthers } from '../code/loops/had-by-others.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { operandText, shortText, sourceText } from '../code/source-text.ts';
import { importLine } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfCalls } from '../expected-saving.ts';
import { type Fix, type HintRule, NO_PLACE, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine } from '../weigh.ts';

/** What makes a new Counter; what goes over all of the old one, of `+=`. */
const ADDING = 'collections.__add__';
const ADDING_IN_PLACE = 'collections.__iadd__';

const SUMS: ReadonlySet<string> = new Set(['sum', 'functools.reduce']);

/**
 * Counters added up
 *
 * ## What it finds
 *
 * `total = total + counter` and `total += counter` of a `collections.Counter` in a loop, `sum(counters, Counter())` and
 * `functools.reduce(operator.add, counters)`.
 *
 * ## Why it costs
 *
 * `+` makes a new Counter of all that was counted before, at each step, in Python; `+=` goes over all of it, to drop what is not above zero.
 * The work grows with the square of the number of items. `update` touches those of the added counter alone.
 *
 * ## Example
 *
 *     total = Counter()
 *     for page in pages:
 *         total += Counter(page.split())
 *
 * ## Instead
 *
 *     total = Counter()
 *     for page in pages:
 *         total.update(page.split())
 *
 * `update` takes a Counter, a dict of counts or the items themselves.
 *
 * ## When it does not matter
 *
 * For a few counters, and where all have the same few items. `update` keeps counts of zero and below, which `+` and `+=` drop, and
 * changes the counter for all who have it.
 */
export const counterAdd: HintRule = {
  id: 'counter-add',
  title: 'Counters added up',
  article: 'beyond',
  priority: 1,
  fix: 'Let total.update(counter) put each to the one that is there.',
  callees: [ADDING, ADDING_IN_PLACE, ...SUMS],
  time: 'callees',
  match: (frame) => [...addedIn(frame), ...nodesOf(frame, 'Call').flatMap((code) => reducedAt(code) ?? [])],
  weigh: (site, evidence) => weighParts(partsOf(site, evidence), evidence),
};

/** What `+` leaves of its time where all counters have the same few items: measured 1.6 times faster at the least. */
const GONE = { least: 0.4, most: 1 };
const LEAST_CALLS = 50;

/** Calls that go with `update`, and what they are called. */
type Part = {
  readonly called: string;
  readonly callee: FunctionIndex;
  readonly ncalls: number;
  /** What goes, and the time of the calls that are shown for it. */
  readonly seconds: Seconds;
  readonly whole: Seconds;
};

function weighParts(parts: readonly Part[], evidence: FrameEvidence): Verdict {
  const ncalls = parts.reduce((sum, part) => sum + part.ncalls, 0);
  if (ncalls === 0) return NO_PLACE;
  if (ncalls < LEAST_CALLS) return refused(`only ${writeCount(ncalls)} Counters were added up here`);
  const cost = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = parts.map((part) => edgeLine(part.called, part.ncalls, part.whole, evidence));
  const basis = 'what was counted before is not gone over again: with many different items nearly all of it goes';
  const saving = savingOfCalls({ callees: parts, time: 'whole', part: 1 }, GONE, basis, evidence);
  return edgeFinding('confirmed', cost, evidence, lines, saving);
}

/** `total += counter` asks for what is added in place, `total = total + counter` for what makes a new one. */
function calledBy({ code, variant }: Site): ReadonlySet<string> {
  if (variant === 'sum') return SUMS;
  return new Set([code.node.nodeType === 'AugAssign' ? ADDING_IN_PLACE : ADDING]);
}

/** What goes of the calls of a frame, or of those that its `sum` makes. */
function partsOf(site: Site, evidence: FrameEvidence): readonly Part[] {
  const called = calledBy(site);
  return evidence.calls.flatMap(({ name, callee, ncalls, tottime, cumtime: whole }): readonly Part[] => {
    if (!called.has(name.full)) return [];
    if (site.variant === 'sum') return partsOfSum(callee, whole, evidence);
    if (name.full === ADDING) return [{ called: 'Counter.__add__', callee, ncalls, seconds: whole, whole }];
    // its own time is for what is added; what it calls goes over all that is there
    return [{ called: 'Counter.__iadd__', callee, ncalls, seconds: whole - tottime, whole }];
  });
}

/** A profile does not say for which of its own callers `sum` called another: only where this one alone calls it. */
function partsOfSum(sum: FunctionIndex, most: Seconds, { table, rows }: FrameEvidence): readonly Part[] {
  const { start, end } = callerEdges(table.edges(), sum);
  const callers = table.edges().caller.subarray(start, end);
  if (!callers.every((caller) => rows.some(({ row }) => row === caller))) return [];
  const index = calleeIndex(table);
  return [...calleeEdges(index, sum)].flatMap((edge) => {
    const callee = index.callee[edge];
    if (callee === undefined || canonicalName(table, callee).full !== ADDING) return [];
    const ncalls = table.edges().ncalls.values[edge] ?? 0;
    const seconds = Math.min(most, callTimes(table, edge, callee)?.cumtime ?? 0);
    return [{ called: 'Counter.__add__', callee, ncalls, seconds, whole: seconds }];
  });
}

/** Where one of those with `+` may be others' too, the profile does not tell its calls from those of the rest. */
function addedIn(frame: FrameCode): readonly Site[] {
  const found = accumulations(frame).flatMap((one) => {
    const site = siteOf(one, frame);
    return site === undefined ? [] : [{ site, isHad: mayBeHadByOthers(one) }];
  });
  const [inPlace, anew] = [true, false].map((isInPlace) =>
    found.filter(({ site }) => (site.code.node.nodeType === 'AugAssign') === isInPlace),
  );
  const isHad = anew?.some((one) => one.isHad) ?? false;
  return [inPlace ?? [], isHad ? [] : (anew ?? [])].flatMap((all) => surest(all.map(({ site }) => site)));
}

/** Of dicts a `+` is there for Counters alone. */
function siteOf(found: Accumulation, frame: FrameCode): Site | undefined {
  const { code, target, form, value, added } = found;
  const isPlus = code.node.nodeType === 'AugAssign' ? code.node.op.nodeType === 'Add' : value.nodeType === 'BinOp';
  const kind = kindOf(target, frame);
  if (!isPlus || form === 'carried' || !(kind === 'dict' || kind === 'unknown')) return undefined;
  const text = code.node.nodeType === 'AugAssign' ? TEXT : `${TEXT} ${SHARED}`;
  const subject = shortText(code.node, frame);
  const [more, ...others] = added;
  // `counts.get(key, Counter()) + more`: what is there may not be there yet
  if (more === undefined || others.length > 0 || form === 'inside')
    return { code, subject, variant: kind, fix: { text } };
  const after = `${sourceText(target, frame)}.update(${sourceText(more, frame)})`;
  return { code, subject, variant: kind, fix: { text, before: sourceText(code.node, frame), after } };
}

/** The profile does not tell one sum of a function from another: one of what is a dict, if any is known to be. */
function surest(sites: readonly Site[]): readonly Site[] {
  return [sites.find(({ variant }) => variant === 'dict') ?? sites].flat().slice(0, 1);
}

const TEXT = 'Put each to the counter that is there (counts of zero and below are then kept).';
const SHARED = 'It is then one counter all the time: whoever has it sees it change.';

/** `sum(counters, Counter())`, `reduce(operator.add, counters)` */
function reducedAt(code: CodeNode<NodeOf<'Call'>>): Site | undefined {
  const { node, frame } = code;
  const name = calledName(node, frame);
  const start = name === 'sum' ? (node.args[1] ?? node.keywords[0]?.value) : node.args[2];
  if (name !== 'functools.reduce' && (name !== 'sum' || start === undefined)) return undefined;
  return { code, subject: shortText(node, frame), variant: 'sum', fix: fixOfSum(node, start, frame) };
}

function fixOfSum(call: NodeOf<'Call'>, start: Expression | undefined, frame: FrameCode): Fix {
  const counters = calledName(call, frame) === 'sum' ? call.args[0] : call.args[1];
  const text = `${TEXT.slice(0, -1)}, in a loop over them.`;
  if (counters === undefined || start?.nodeType === 'Constant') return { text };
  const walked = operandText(counters, frame);
  const begin = start === undefined ? 'collections.Counter()' : ownText(start, frame);
  const needed = start === undefined ? importLine('collections', frame) : '';
  const [total, counter] = ['total', 'counter'].map((name) => newName(name, frame));
  const after = `${needed}${total} = ${begin}\nfor ${counter} in ${walked}:\n    ${total}.update(${counter})`;
  return { text, before: sourceText(call, frame), after };
}

/** What is there already must not change for those who have it. */
function ownText(start: Expression, frame: FrameCode): string {
  const isNew = start.nodeType === 'Call' && calledName(start, frame) === 'collections.Counter';
  return isNew ? sourceText(start, frame) : `${operandText(start, frame)}.copy()`;
}

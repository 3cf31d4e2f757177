import type { ComprehensionNode, Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { classesByField, isFieldGiven } from '../code/class-fields.ts';
import { isAge } from '../code/loops/age-test.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText, wholeText } from '../code/loops/copied-whole.ts';
import { type Expiry, expiriesIn, expiryAt, isAllOfFrame } from '../code/loops/expiry.ts';
import { methodCallsOn, methodCallsOnItems } from '../code/loops/method-calls-on.ts';
import { isChangedPart } from '../code/loops/walk-parts.ts';
import { type CodeNode, type FrameCode, nodesOf, placesOfAttribute } from '../code/module-code.ts';
import { attributesNamed, bindingsOf, calledName } from '../code/names.ts';
import { namesIn } from '../code/names-in.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { namesBoundBy } from '../code/steady/invariance.ts';
import { attributesSetLater } from '../code/steady/set-later.ts';
import { isChangedElsehow, isNamedElsehow } from '../code/steady/ways-to-change.ts';
import { isShared } from '../code/values/own-values.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, rowAt } from '../evidence/frame-evidence.ts';
import { isSeenByOthers } from '../evidence/other-files.ts';
import { ownTime } from '../evidence/own-time.ts';
import { passesOf } from '../evidence/passes.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { isRepeated, NOT_REPEATED, shareOfTotal } from '../weigh.ts';
import { mostOfThemGone } from '../weigh-expiry.ts';
import { ownTimeVerdict } from '../weigh-own-loop.ts';

/**
 * A whole list or dict walked to take out or count a few items
 *
 * ## What it finds
 *
 * `rows = [row for row in rows if row is not best]`, `rows = [row for row in rows if row.id != done]`, `left = list(filter(lambda item: item != it, left))`
 * and the same of a dict, in a loop or in a function that is called in one. And `hits = [hit for hit in hits if now - hit < 60]`,
 * where the file only appends to the list: what is too old stands at its front. So does
 * `recent = [hit for hit in self.hits[user] if hit > since]` where `self.hits[user] = recent` follows. And a walk of a whole
 * table, again and again, for what is too old which is then deleted from it: `[s for s in self.open.values() if now - s.last > GAP]`;
 * also only to count, in a list that only grows: `len([hit for hit in self.hits if hit > now - 60])`.
 *
 * ## Why it costs
 *
 * Each step walks and copies all that is left. For n items that go one by one this is the square of n.
 *
 * ## Example
 *
 *     while jobs:
 *         best = jobs[0]
 *         jobs = [job for job in jobs if job is not best]
 *
 * ## Instead
 *
 *     jobs = {job.id: job for job in jobs}
 *     while jobs:
 *         best = next(iter(jobs.values()))
 *         del jobs[best.id]
 *
 * A dict or a set lets one item go without looking at the others; a heap (`heapq`) gives the smallest next. Or note what is
 * to go in a set, and leave all of it out in one pass at the end.
 *
 * Of what came in the order of time, take off the front of a `collections.deque`:
 *
 *     while hits and now - hits[0] >= 60:
 *         hits.popleft()
 *
 * ## When it does not matter
 *
 * For a few dozen items, or if most of them go in each step.
 */
export const filterAgain: HintRule = {
  id: 'filter-again',
  title: 'a whole list or dict walked to take out or count a few items',
  article: 'built-ins',
  priority: 1,
  fix: 'Keep a dict or a set, of which one item can be deleted, or leave out all at once at the end.',
  callees: ['filter'],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Assign').flatMap((code) => siteOf(code, frame) ?? []),
    ...expiriesIn(frame).map((expiry) => expirySite(expiry, frame)),
    ...nodesOf(frame, 'Call').flatMap((code) => countSite(code, frame) ?? []),
  ],
  weigh,
};

/** What is too old in a table of those that were used last. */
function expirySite({ code, table, test }: Expiry, frame: FrameCode): Site {
  const name = sourceText(table, frame);
  const text = `Look from the first of ${name} on until one is not too old: if all have the same time, in the order of their last use (an OrderedDict, with move_to_end() there), else by a heap (heapq) of the times.`;
  return { code, subject: shortText(test, frame), variant: 'expiry', fix: { text } };
}

/** `len([hit for hit in self.hits if hit > now - span])`, `sum(1 for hit in ...)`, where the list only ever grows. */
function countSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const walk = countedBy(code.node, frame);
  const [clause, ...others] = walk?.generators ?? [];
  const [test, ...more] = clause?.ifs ?? [];
  if (walk === undefined || clause === undefined || test === undefined || others.length + more.length > 0)
    return undefined;
  const list = clause.iter;
  if (list.nodeType !== 'Attribute' || !hasLimit(test, namesBoundBy(walk), frame) || !onlyGrows(list, frame))
    return undefined;
  const name = sourceText(list, frame);
  const text = `Keep in order what is compared (that is ${name} itself if its items come so, else a list beside it, by bisect.insort), and count by bisect how many are behind the limit.`;
  return { code, subject: shortText(code.node, frame), variant: COUNT, why: list.attr, fix: { text } };
}

const COUNT = 'count';

/** An age that one part of the item tells, more of which is always older or always newer. */
function hasLimit(test: Expression, items: ReadonlySet<string>, frame: FrameCode): boolean {
  const nodes = [...walkSyntax(test)];
  const steps = nodes.flatMap((node) => (node.nodeType === 'BinOp' ? [node.op.nodeType] : []));
  const isLinear = steps.every((step) => step === 'Add' || step === 'Sub');
  const asked = nodes.filter((node) => node.nodeType === 'Name' && items.has(node.id));
  const ofItem = nodes.filter((node) => [...namesIn(node)].some((name) => items.has(name)));
  const isKept = !ofItem.some((node) => isChangedPart(node, frame));
  return isLinear && asked.length === 1 && isKept && isAge(test, items, frame);
}

function countedBy(call: NodeOf<'Call'>, frame: FrameCode): NodeOf<'ListComp' | 'GeneratorExp'> | undefined {
  const [given, ...others] = call.args;
  if (others.length + call.keywords.length > 0) return undefined;
  const called = calledName(call, frame);
  if (given?.nodeType === 'ListComp') return called === 'len' ? given : undefined;
  const isOnes = given?.nodeType === 'GeneratorExp' && isConstant(given.elt, 1);
  return isOnes && called === 'sum' ? given : undefined;
}

/** Each object makes its own: who gives it one may do with that as he likes. */
function isOwnList(list: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  const bound = attributesNamed(list.attr, frame);
  const isMade = bound.every(({ binding: { value }, frame: at }) => !isShared(value, at));
  const owners = classesByField(frame.module).get(list.attr) ?? [];
  return bound.length > 0 && isMade && !owners.some((owner) => isFieldGiven(list.attr, owner));
}

/** Nothing of the file takes items out of it, sets it anew, or does more with it than to append. */
function onlyGrows(list: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  const methods = methodCallsOn(list, frame);
  return (
    methods.length > 0 &&
    methods.every(({ method }) => method === 'append') &&
    isOwnList(list, frame) &&
    !attributesSetLater(frame.module).has(list.attr) &&
    !isChangedElsehow(list.attr, frame) &&
    !isNamedElsehow(list.attr, frame.module.frames, frame) &&
    kindOf(list, frame) !== 'deque' &&
    placesOfAttribute(list.attr, frame.module).every(
      ({ parent }) => parent?.node.nodeType !== 'Subscript' || parent.node.ctx.nodeType === 'Load',
    )
  );
}

function siteOf(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target, ...others] = code.node.targets;
  if (target === undefined || others.length > 0) return undefined;
  const { value } = code.node;
  const walked = leavesOut(value, (test) => isOther(test), frame);
  const name = target.nodeType === 'Subscript' && target.slice.nodeType === 'Slice' ? target.value : target;
  if (walked !== undefined && targetText(walked) === targetText(name))
    return { code, subject: shortText(code.node, frame) };
  const isAged = (test: Expression, items: ReadonlySet<string>): boolean => isAge(test, items, frame);
  const aged = leavesOut(value, isAged, frame);
  const lists = aged === undefined ? [] : namesOfOne(name, aged, frame);
  return isOnlyAppendedTo(lists, frame) ? { code, subject: shortText(code.node, frame), fix: FROM_FRONT } : undefined;
}

/**
 * By what names the file has a list that takes the place of the one that was walked: `self.hits[user]` and `recent`, where
 * `self.hits[user] = recent` follows, or `recent = self.hits.get(user, [])` stands before; none where it takes no place.
 */
function namesOfOne(made: Expression, walked: Expression, frame: FrameCode): readonly Expression[] {
  const places = [made, ...(made.nodeType === 'Name' ? targetsGiven(made.id, frame) : [])];
  const bound = walked.nodeType === 'Name' ? bindingsOf(walked.id, frame) : [];
  const origins = [walked, ...(bound.length === 1 ? bound.flatMap(({ binding: { value } }) => value ?? []) : [])];
  const isOne = places.some((place) => origins.some((origin) => targetText(place) === wholeText(origin)));
  return isOne ? [...places, walked] : [];
}

function targetsGiven(name: string, frame: FrameCode): readonly Expression[] {
  const given = nodesOf(frame, 'Assign').filter(
    ({ node: { value } }) => value.nodeType === 'Name' && value.id === name,
  );
  return given.flatMap(({ node: { targets } }) => targets);
}

const FROM_FRONT = {
  text: 'If the items came in the order of time, make it a collections.deque, and take off its front while that is too old (of a dict: delete from its first key on).',
};

/** Items are put to its end, and nowhere else. */
function isOnlyAppendedTo(names: readonly Expression[], frame: FrameCode): boolean {
  const methods = names
    .flatMap((name) =>
      name.nodeType === 'Subscript' ? methodCallsOnItems(name.value, frame) : methodCallsOn(name, frame),
    )
    .map(({ method }) => method);
  return methods.includes('append') && !methods.some((method) => method === 'insert' || method === 'sort');
}

/** What a value walks whole, to leave out what equals something. */
function leavesOut(
  value: Expression,
  isLeft: (test: Expression, items: ReadonlySet<string>) => boolean,
  frame: FrameCode,
): Expression | undefined {
  if (value.nodeType === 'Call') return filtered(value, frame);
  const [clause, ...others] = isMaking(value) ? value.generators : [];
  if (clause === undefined || others.length > 0 || !isMaking(value)) return undefined;
  const items = namesBoundBy(value);
  if (!clause.ifs.every((test) => isLeft(test, items))) return undefined;
  return clause.ifs.length === 0 || !isKept(value, clause.target) ? undefined : withoutView(clause.iter);
}

/** `list(filter(lambda item: item != it, left))` */
function filtered({ args, func }: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  const [inner] = args;
  const isList = func.nodeType === 'Name' && (func.id === 'list' || func.id === 'set');
  if (!isList || inner?.nodeType !== 'Call' || calledName(inner, frame) !== 'filter') return undefined;
  const [test, walked] = inner.args;
  return test?.nodeType === 'Lambda' && isOther(test.body) ? walked : undefined;
}

/** `item is not it`, `item.id != it`, `not (item == it)` */
function isOther(test: Expression): boolean {
  if (test.nodeType === 'UnaryOp') {
    const { op, operand } = test;
    return (
      op.nodeType === 'Not' &&
      operand.nodeType === 'Compare' &&
      operand.ops.every(({ nodeType }) => nodeType === 'Eq' || nodeType === 'Is')
    );
  }
  if (test.nodeType === 'BoolOp') return test.op.nodeType === 'Or' && test.values.every(isOther);
  const isTest = test.nodeType === 'Compare' && test.comparators.every(({ nodeType }) => nodeType !== 'Constant');
  return (
    isTest && test.ops.length === 1 && test.ops.every(({ nodeType }) => nodeType === 'NotEq' || nodeType === 'IsNot')
  );
}

/** The items themselves, not something made of them. */
function isKept(value: Expression, target: Expression): boolean {
  if (value.nodeType === 'DictComp') {
    const [key, item] = target.nodeType === 'Tuple' ? target.elts : [];
    return key !== undefined && item !== undefined && isSame(value.key, key) && isSame(value.value, item);
  }
  if (value.nodeType !== 'ListComp' && value.nodeType !== 'SetComp') return false;
  if (target.nodeType !== 'Tuple') return isSame(value.elt, target);
  const parts = value.elt.nodeType === 'Tuple' ? value.elt.elts : [];
  return parts.length === target.elts.length && target.elts.every((one, at) => isSame(parts[at] ?? target, one));
}

function isSame(one: Expression, other: Expression): boolean {
  return one.nodeType === 'Name' && other.nodeType === 'Name' && one.id === other.id;
}

/** `jobs` of `jobs.items()` */
function withoutView(iter: Expression): Expression {
  const isView = iter.nodeType === 'Call' && iter.func.nodeType === 'Attribute' && iter.func.attr === 'items';
  return isView && iter.func.nodeType === 'Attribute' ? iter.func.value : iter;
}

const LEAST_RUNS = 50;

/** Some dozen items. */
const LEAST_PER_RUN = 2e-6;

/** Some hundred items; where a comprehension has no row of its own, the time is that of the whole function. */
const LEAST_PER_LOOK = 8e-6;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { code } = site;
  if (!isRepeated(code, evidence)) return NOT_REPEATED;
  const expiry = expiryAt(code.node, evidence.code);
  const walk = expiry?.walk ?? madeBy(code.node, evidence.code);
  const inside = walk === undefined ? code : { ...code, loops: [...code.loops, walk] };
  const row =
    isMaking(walk) || walk?.nodeType === 'GeneratorExp'
      ? rowAt(evidence, { ...code, within: [...code.within, walk] })
      : undefined;
  const isAlone = row?.isReliable === true && row.row !== evidence.row;
  const own = ownTime(inside, evidence);
  const around = code.loops.at(-1);
  const passes = around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
  const runs = isAlone && isMaking(walk) ? (evidence.table.ncalls.values[row.row] ?? 0) : passes;
  const cost = isAlone ? (evidence.table.cumtime[row.row] ?? 0) : own.seconds;
  if (runs !== undefined && runs < LEAST_RUNS) return refused(`only ${writeCount(runs)} times`);
  const least = expiry === undefined ? LEAST_PER_RUN : LEAST_PER_LOOK;
  if (runs !== undefined && cost / runs < least * evidence.pace) {
    return refused(`it takes ${durationText(cost / runs)} each time: a handful of items`);
  }
  const most = expiry === undefined ? undefined : mostOfThemGone(expiry, cost, evidence);
  if (most !== undefined) return most;
  const share = shareOfTotal(cost, evidence);
  const isClear = isAlone || (expiry === undefined ? !own.hasRivals : isAllOfFrame(expiry, evidence.code));
  const isOfFile = site.why === undefined || !isSeenByOthers(site.why, evidence);
  const level = levelOfShare(isClear && isOfFile ? 'likely' : 'possible', share, SHARES.sure);
  if (level === undefined) return refused(`this costs only ${writePercent(share)} of the profile`);
  const times = runs === undefined ? 'in each pass' : `${writeCount(runs)} times`;
  const isLook = expiry !== undefined || site.variant === COUNT;
  const done = isLook ? 'looked through all of it' : 'made it anew';
  const text = `${evidence.code.scope.qualname} ${done} ${times}: ${durationText(cost)} of ${durationText(evidence.total)}`;
  const basis = `all of it but one ${site.variant === COUNT ? 'look-up by halves' : 'deletion'} each time`;
  return ownTimeVerdict(
    {
      level,
      cost,
      share,
      text,
      row: isAlone ? row.row : evidence.row,
      time: isAlone ? 'whole' : 'own',
      gone: { least: 0.6, most: 1 },
      basis,
    },
    evidence,
  );
}

function madeBy(node: SyntaxNode, frame: FrameCode): ComprehensionNode | undefined {
  if (node.nodeType === 'Call') return countedBy(node, frame);
  return node.nodeType === 'Assign' && isMaking(node.value) ? node.value : undefined;
}

function isMaking(node: SyntaxNode | undefined): node is NodeOf<'ListComp' | 'SetComp' | 'DictComp'> {
  return node?.nodeType === 'ListComp' || node?.nodeType === 'SetComp' || node?.nodeType === 'DictComp';
}

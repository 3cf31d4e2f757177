import { lastName } from '../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { durationText, writePercent } from '../amounts.ts';
import { hasKnownEffect } from '../code/known-effects.ts';
import { isConstant, needsItsList, readsOf, walkedOnce } from '../code/loops/consumption.ts';
import { blocksAround, canBeMadeMeanwhile } from '../code/loops/postponed.ts';
import { type CodeNode, codeAt, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName } from '../code/names.ts';
import { ownCallee } from '../code/own-callee.ts';
import { isSingleStatement } from '../code/single-statement.ts';
import { clauseText, mentions, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed, namesBoundBy } from '../code/steady/invariance.ts';
import { isPureExpression } from '../code/steady/pure-frame.ts';
import { callsByBareName, type FrameEvidence, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { takesTimeAsWritten } from '../evidence/time-spent.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { type Finding, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, sharedLine, shareOfSites, shareOfTotal } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['any', 'all']);

/**
 * A whole list, only to ask any() or all(), or for its first item
 *
 * ## What it finds
 *
 * `any([...])` and `all([...])` with a comprehension in brackets, also by a name or through `list(...)`, and a list with a
 * condition that is only asked whether it is empty: `if [row for row in rows if row.late]:` (also of `while`, `assert` and `bool()`), `len([...]) > 0`, or of which only
 * the first item is taken: `[row for row in rows if row.late][0]`, `list(filter(is_late, rows))[0]`, also by a name. And
 * `if self.late_rows():` or `row in self.late_rows()`, where that function only selects items into a list.
 *
 * ## Why it costs
 *
 * The list is made to its end before `any` looks at its first item. A generator expression stops at the first hit, and
 * keeps one item.
 *
 * ## Example
 *
 *     if any([matches(rule, line) for rule in rules]):
 *
 * ## Instead
 *
 *     if any(matches(rule, line) for rule in rules):
 *
 * For the first item `next((row for row in rows if row.late), None)`, and for a `filter` `next(filter(is_late, rows))`.
 *
 * ## When it does not matter
 *
 * Where the answer is nearly always found at the end: then the list is some 25 % faster. And in `''.join([...])` the
 * brackets are right: join makes a list of what it gets anyway. A generator does not call anything for the items behind
 * the first hit: keep the list if those calls have to be made. Where the file shows that they change something, nothing is said.
 */
export const genAny: HintRule = {
  id: 'gen-any',
  title: 'a whole list, only to ask any() or all(), or for its first item',
  article: 'generators',
  priority: 2,
  fix: 'Leave out the brackets: the generator stops at the first hit.',
  callees: [...NAMES],
  time: (at) => takesTimeAsWritten(at) || (isSingleStatement(at.code) && mentions('filter', at.code.module.source)),
  match: (frame) => [
    ...callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
    ...nodesOf(frame, 'ListComp').flatMap((code) => emptySite(code, frame) ?? firstSite(code, frame) ?? []),
    ...callsNamed(frame, LISTING).flatMap((code) =>
      hasCondition(code.node, frame) ? (firstSite(code, frame) ?? []) : [],
    ),
    ...nodesOf(frame, 'Call').flatMap((code) => calledSite(code, frame) ?? []),
  ],
  weigh,
};

type Asked = NodeOf<'ListComp' | 'GeneratorExp'>;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const list = listGiven(code.node, frame);
  if (list === undefined || mustBeWhole(list, frame)) return undefined;
  const name = calledName(code.node, frame);
  const inner = sourceText(list, frame).slice(1, -1);
  const isDirect = code.node.args[0] === list;
  const text = `${isDirect ? 'Leave out the brackets' : `Give ${name}() a generator expression`}${uncalled(list, frame)}.`;
  const pasted = isDirect ? { before: sourceText(code.node, frame), after: `${name}(${inner})` } : {};
  return { code, subject: shortText(code.node, frame), variant: name, fix: { text, ...pasted } };
}

/** What is done for the items behind the first hit would not be done. */
function mustBeWhole(list: Asked, frame: FrameCode): boolean {
  return needsItsList(list, frame) || hasKnownEffect(list, frame);
}

/** What nobody knows may change something too. */
function uncalled(made: Expression, frame: FrameCode): string {
  return isPureExpression(made, frame) ? '' : ': nothing is called then for the items behind the first hit';
}

/** `[...]`, `list(... for ...)`, or a name that is bound once, to a list that is read nowhere else. */
function listGiven({ args }: NodeOf<'Call'>, frame: FrameCode): Asked | undefined {
  const [given, ...others] = args;
  if (given === undefined || others.length > 0) return undefined;
  if (given.nodeType === 'ListComp') return given;
  if (given.nodeType === 'Call' && MAKING.has(calledName(given, frame))) {
    return given.args[0]?.nodeType === 'GeneratorExp' ? given.args[0] : undefined;
  }
  const [only, ...more] = given.nodeType === 'Name' ? bindingsOf(given.id, frame) : [];
  const list = more.length === 0 && only?.binding.value?.nodeType === 'ListComp' ? only.binding.value : undefined;
  const code = list === undefined ? undefined : codeAt(list, frame);
  const isAskedOnce = code !== undefined && walkedOnce(code, NAMES) !== undefined;
  return isAskedOnce && canBeMadeMeanwhile(code, null) ? list : undefined;
}

const MAKING: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);

/** `if [row for row in rows if row.late]:` and `len([...]) > 0` ask whether any is there. */
function emptySite(code: CodeNode<NodeOf<'ListComp'>>, frame: FrameCode): Site | undefined {
  const [clause, ...others] = code.node.generators;
  const [condition, ...more] = clause?.ifs ?? [];
  if (clause === undefined || condition === undefined || others.length + more.length > 0) return undefined;
  const question = mustBeWhole(code.node, frame) ? undefined : questionOf(code, frame);
  if (question === undefined) return undefined;
  const [asked, target] = [condition, clause.target].map((part) => sourceText(part, frame));
  const fix = {
    text: `Ask any(), which stops at the first${uncalled(code.node, frame)}.`,
    before: sourceText(question.asked, frame),
    after: `${question.isForNone ? 'not ' : ''}any(${asked} for ${target} in ${clauseText(clause.iter, frame)})`,
  };
  return { code, subject: shortText(code.node, frame), variant: 'any', fix };
}

/** The expression that asks whether a list has items, and whether it is true where it has none. */
type Question = { readonly asked: Expression; readonly isForNone: boolean };

function questionOf(code: CodeNode<Expression>, frame: FrameCode): Question | undefined {
  if (isTruth(code)) return { asked: code.node, isForNone: false };
  const call = code.parent;
  if (call?.node.nodeType !== 'Call' || calledName(call.node, frame) !== 'len') return undefined;
  if (isTruth(call)) return { asked: call.node, isForNone: false };
  const compared = call.parent?.node;
  if (compared?.nodeType !== 'Compare' || compared.left !== call.node || compared.ops.length > 1) return undefined;
  const isForNone = COUNTS_OF_NONE.find(
    ({ op, than }) => op === compared.ops[0]?.nodeType && isConstant(compared.comparators[0], than),
  )?.isForNone;
  return isForNone === undefined ? undefined : { asked: compared, isForNone };
}

/** What a length is compared with to know whether it is 0. */
const COUNTS_OF_NONE = [
  { op: 'Gt', than: 0, isForNone: false },
  { op: 'NotEq', than: 0, isForNone: false },
  { op: 'GtE', than: 1, isForNone: false },
  { op: 'Eq', than: 0, isForNone: true },
  { op: 'Lt', than: 1, isForNone: true },
] as const;

function isTruth({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'UnaryOp':
      return around.op.nodeType === 'Not';
    case 'BoolOp':
      return parent !== null && isTruth(parent);
    case 'If':
    case 'IfExp':
    case 'While':
    case 'Assert':
      return around.test === node;
    case 'Call':
      return calledName(around, frame) === 'bool';
    default:
      return false;
  }
}

const LISTING: ReadonlySet<string> = new Set(['list', 'tuple']);

/** `list(filter(is_late, rows))` and `list(row for row in rows if row.late)` */
function hasCondition({ args }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [given] = args;
  if (given?.nodeType === 'GeneratorExp') return given.generators.some(({ ifs }) => ifs.length > 0);
  return given?.nodeType === 'Call' && calledName(given, frame) === 'filter';
}

/** The first item is all that is taken of it, there or by a name that may be asked whether there is any. */
function firstSite(code: CodeNode<NodeOf<'ListComp' | 'Call'>>, frame: FrameCode): Site | undefined {
  const { node, parent } = code;
  if (node.nodeType === 'ListComp' && !node.generators.some(({ ifs }) => ifs.length > 0)) return undefined;
  if (node.nodeType === 'ListComp' && needsItsList(node, frame)) return undefined;
  if (hasKnownEffect(node, frame) || (!isFirstOf(code) && !isNameOfFirst(code, frame))) return undefined;
  const text = `Take the first by next(), which stops there${uncalled(node, frame)}; give it a second argument if there may be none, for it raises StopIteration.`;
  const given = node.nodeType === 'Call' ? node.args[0] : undefined;
  const inner = given === undefined ? `(${sourceText(node, frame).slice(1, -1)})` : sourceText(given, frame);
  const isPasted = given?.nodeType !== 'GeneratorExp' && !isTried(code);
  const isDirect = isFirstOf(code) && isPasted && parent !== null;
  const pasted = isDirect ? { before: sourceText(parent.node, frame), after: `next(${inner})` } : {};
  return { code, subject: shortText(node, frame), variant: 'first', fix: { text, ...pasted } };
}

/** What catches the IndexError of an empty list would not catch what next() raises. */
function isTried(code: CodeNode): boolean {
  return blocksAround(code).some(({ nodeType }) => nodeType === 'Try');
}

function isFirstOf({ node, parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'Subscript' && parent.node.value === node && isConstant(parent.node.slice, 0);
}

function isNameOfFirst({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const target = parent?.node.nodeType === 'Assign' && parent.node.value === node ? parent.node.targets[0] : undefined;
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length > 1) return false;
  const reads = readsOf(target.id, frame);
  return reads.some(isFirstOf) && reads.every((read) => isFirstOf(read) || isTruth(read));
}

/** `if self.legal_moves(side):` and `move in self.legal_moves(side)`, of a function that only selects items into a list. */
function calledSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const around = code.parent?.node;
  const isMembership =
    around?.nodeType === 'Compare' &&
    around.comparators[0] === code.node &&
    (around.ops[0]?.nodeType === 'In' || around.ops[0]?.nodeType === 'NotIn');
  if (!isMembership && questionOf(code, frame) === undefined) return undefined;
  const callee = ownCallee(code.node, frame);
  const list = callee === undefined ? undefined : selectionOf(callee);
  if (callee === undefined || list === undefined || mustBeWhole(list, callee)) return undefined;
  if (isMembership && !isOfItems(list)) return undefined;
  const { name } = callee.scope;
  const text = isMembership
    ? `${name} tests all items: ask its condition of this one alone, and whether this one is among what it walks.`
    : `${name} makes the whole list: ask any() of its condition, which stops at the first.`;
  return { code, subject: shortText(code.node, frame), variant: CALLED, fix: { text } };
}

const CALLED = 'called';

/** The list comprehension with a condition that it returns, where it does nothing else. */
function selectionOf({ node }: FrameCode): NodeOf<'ListComp'> | undefined {
  if (node.nodeType !== 'FunctionDef') return undefined;
  const [only, ...others] = node.body.filter(({ nodeType }) => nodeType !== 'Expr');
  const value = only?.nodeType === 'Return' ? only.value : undefined;
  const isPlain = others.length === 0 && value?.nodeType === 'ListComp';
  return isPlain && value.generators.some(({ ifs }) => ifs.length > 0) ? value : undefined;
}

/** `[move for move in moves if ...]` and `[(row, at) for row in rows for at in row if ...]`, not what is made of them. */
function isOfItems(list: NodeOf<'ListComp'>): boolean {
  const parts = list.elt.nodeType === 'Tuple' ? list.elt.elts : [list.elt];
  const bound = namesBoundBy(list);
  return parts.every((part) => part.nodeType === 'Name' && bound.has(part.id));
}

/** A call that takes less selects from a handful of items. */
const LONG_CALL = 2e-5;

function weighCalled(site: Site, call: NodeOf<'Call'>, evidence: FrameEvidence): Verdict {
  const name = bareName(call, evidence.code);
  const { ncalls, cumtime } = callsByBareName(evidence, [name]);
  if (ncalls === 0) return refused(`the profile has no calls of ${name} from here`);
  if (cumtime / ncalls < LONG_CALL * evidence.pace) {
    return refused(`a call of ${name} takes ${durationText(cumtime / ncalls)}: a handful of items`);
  }
  const cost = cumtime * shareOfSites(site, evidence);
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`the calls of ${name} are ${writePercent(share)} of the profile`);
  return edgeFinding(
    'likely',
    cost,
    evidence,
    [edgeLine(name, ncalls, cost, evidence)],
    savingOfWorkOfC(cost, null, WHERE_IT_STOPS, evidence),
  );
}

/** A filter has no row of its own: the calls of its predicate, where it is a function of the program. */
function costOfFilter({ args }: NodeOf<'Call'>, evidence: FrameEvidence): number {
  const predicate = args[0]?.nodeType === 'Call' ? args[0].args[0] : undefined;
  if (isSingleStatement(evidence.code)) return evidence.table.cumtime[evidence.row] ?? 0;
  const name = predicate?.nodeType === 'Lambda' ? '<lambda>' : predicate === undefined ? '' : lastName(predicate);
  return name === '' ? 0 : callsByBareName(evidence, [name]).cumtime;
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  if (node.nodeType === 'Call' && site.variant === CALLED) return weighCalled(site, node, evidence);
  if (node.nodeType === 'Call' && node.args[0]?.nodeType === 'Call' && site.variant === 'first') {
    const cost = costOfFilter(node, evidence);
    const share = shareOfTotal(cost, evidence);
    if (share < SHARES.least) return refused(`the calls of its condition are ${writePercent(share)} of the profile`);
    return finding(cost, true, 0, site, evidence);
  }
  const list =
    node.nodeType === 'Call' ? listGiven(node, evidence.code) : node.nodeType === 'ListComp' ? node : undefined;
  if (list === undefined) return refused('no list');
  const asked =
    node.nodeType === 'Call' && site.variant !== 'first' ? sumCallsTo(evidence, [site.variant ?? 'any']) : ITSELF;
  if (asked.ncalls === 0) return refused(`the profile has no calls of ${site.variant} from here`);
  const inside: CodeNode = { ...site.code, within: [...site.code.within, list] };
  const row = rowAt(evidence, inside);
  const isOwnRow = row !== undefined && row.row !== evidence.row && row !== rowAt(evidence, site.code);
  if (row?.isReliable === false)
    return refused('the profile does not tell this comprehension from another on its line');
  const part = shareOfSites(site, evidence);
  const making = isOwnRow ? (evidence.table.cumtime[row.row] ?? 0) : madeInline(list, evidence);
  const cost = making + asked.cumtime * part;
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.least) return refused(`making the list is ${writePercent(share)} of the profile`);
  return finding(cost, share >= SHARES.told || isOwnRow, asked.ncalls, site, evidence);
}

/** From Python 3.12 on the comprehension is part of the function: its calls, and the function's own time. */
function madeInline(list: Asked, evidence: FrameEvidence): number {
  const { code } = evidence;
  const inside = nodesWithin(code).get(list) ?? [];
  const called = groupBy(inside, ({ node }) => (node.nodeType === 'Call' ? [lastName(node.func)] : []));
  const names = [...called].flatMap(([name, calls]) =>
    calls.length === callsByName(code).get(name)?.length ? [name] : [],
  );
  const own = evidence.table.tottime[evidence.row] ?? 0;
  const repeated = countRepeated(code);
  const part = repeated === 0 ? 0 : inside.filter(({ loops }) => loops.length > 0).length / repeated;
  return callsByBareName(evidence, names).cumtime + own * part;
}

/** By the comprehensions around them. */
const nodesWithin = oncePer(({ nodes }: FrameCode) => groupBy(nodes, ({ within }) => within));

const callsByName = oncePer((frame: FrameCode) => groupBy(nodesOf(frame, 'Call'), ({ node }) => [lastName(node.func)]));

const countRepeated = oncePer(({ nodes }: FrameCode) => nodes.filter(({ loops }) => loops.length > 0).length);

/** A list that is only asked whether it is empty is asked by no call. */
const ITSELF = { ncalls: 1, tottime: 0, cumtime: 0 };

const WHERE_IT_STOPS =
  'all of it where the first item decides, nothing (or a third more) where the last one does; the profile does not tell';

function finding(cost: number, isSure: boolean, ncalls: number, site: Site, evidence: FrameEvidence): Finding {
  const isCall = site.code.node.nodeType === 'Call' && site.variant !== 'first';
  const called = `${site.variant ?? 'any'}([...])`;
  const made = `making the list in ${evidence.code.scope.qualname}: ${durationText(cost)} of ${durationText(evidence.total)}`;
  return edgeFinding(
    isSure && isCall ? 'confirmed' : isSure || isCall ? 'likely' : 'possible',
    cost,
    evidence,
    isCall
      ? [edgeLine(called, ncalls, cost, evidence), ...sharedLine(shareOfSites(site, evidence))]
      : [{ kind: 'edge', text: made }],
    savingOfWorkOfC(cost, null, WHERE_IT_STOPS, evidence),
  );
}

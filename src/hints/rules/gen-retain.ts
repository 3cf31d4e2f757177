import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, lastLineOf, lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { callsShownAs } from '../code/calls-shown.ts';
import { isPassedOn, needsItsList, readsOf, walkedOnce, walkedOnceAnywhere } from '../code/loops/consumption.ts';
import { generatorCalled, WALKERS, type Walkers, walkersOf } from '../code/loops/only-walked.ts';
import { onlyWritten } from '../code/loops/only-written.ts';
import { blocksAround, canBeMadeMeanwhile, canRunLater, isInFilesOnly } from '../code/loops/postponed.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName, methodCalled, statementAround } from '../code/names.ts';
import { mentions, shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { isReader } from '../code/values/csv-rows.ts';
import { callsByBareName, type FrameEvidence, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { heldByCallers } from '../evidence/held-by-callers.ts';
import { itemsOnlyWalked } from '../evidence/items-walked.ts';
import { passesOf } from '../evidence/passes.ts';
import { callsOften, takesTimeItself } from '../evidence/time-spent.ts';
import { isCalledFromElsewhere } from '../evidence/times-called.ts';
import { doubtedWhereHalfDone } from '../half-done.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { shareOfTotal } from '../weigh.ts';
import { allocationLine, memoryFinding, weighBytes } from '../weigh-bytes.ts';
import { isShortInMemory } from '../weigh-walked.ts';

/**
 * A list that is made only to be walked once
 *
 * ## What it finds
 *
 * A list comprehension given to `sum`, `min`, `max`, `set`, `Counter` or a `for` loop, lines that a loop puts into a list which is then written to a file, and a function that fills or returns a
 * list (also within the `with` of a file; `list(csv.DictReader(file))`, `list(csv.reader(file))`, `list(map(...))` and that of a generator of the file) which its callers (or some of them) only walk once, themselves or in a function that they hand it to; and `list(...)` of a generator of the file that is only walked, where nothing changes meanwhile. It is reported where the profile shows that the list is a long one, or a snapshot that it is
 * a large one.
 *
 * ## Why it costs
 *
 * All items are alive at the same time, and the list's references beside them. A generator holds one item.
 *
 * ## Example
 *
 *     total = sum([price(row) for row in rows])
 *
 * ## Instead
 *
 *     total = sum(price(row) for row in rows)
 *
 * A function that fills a list becomes a generator by `yield` in place of `append`. Its callers then cannot ask for
 * `len()`, walk it twice or index it. What it does, and what it raises, comes while they walk: nothing is said where they
 * change meanwhile what it reads, or leave the `with` or `try` that it needs.
 *
 * ## When it does not matter
 *
 * For short lists. This is a matter of memory: `sum` of a generator takes some 25 % more time than of a list. And
 * `''.join([...])` is right as it is: join makes a list of what it gets anyway.
 */
export const genRetain: HintRule = {
  id: 'gen-retain',
  title: 'a list that is made only to be walked once',
  article: 'generators',
  priority: 1,
  fix: 'Use a generator: it holds one item at a time.',
  callees: ['list.append'],
  time: (at) => takesTimeItself(at) || callsOften(MANY_ITEMS, at) || mentions('csv', at.code.module.source),
  match: (frame) => [
    ...nodesOf(frame, 'ListComp').flatMap((code) => listSite(code, frame) ?? []),
    ...functionSite(frame),
    ...returnedSite(frame),
    ...readerSite(frame),
    ...onlyWritten(frame).map((code) => writtenSite(code, frame)),
    ...callsNamed(frame, LISTS).flatMap((code) => listedSite(code, frame) ?? []),
  ],
  weigh: doubtedWhereHalfDone(weigh, (site) =>
    isOfFunction(site) ? (walkersOf(site.code.frame)?.walking ?? []) : [site.code],
  ),
};

/** So many items at once are worth a thought. */
const MANY_ITEMS = 10_000;

/** What a comprehension with that own time in one run has made is a long list. */
const LONG_RUN = 1e-3;

function listSite(code: CodeNode<NodeOf<'ListComp'>>, frame: FrameCode): Site | undefined {
  const walk = walkedOnce(code, WALKERS);
  if (walk === undefined || needsItsList(code.node, frame)) return undefined;
  const isDirect = code.parent?.node.nodeType !== 'Assign';
  if ((walk.by === 'loop' || !isDirect) && !canBeMadeMeanwhile(code, null)) return undefined;
  const text = walk.by === 'call' ? 'Leave out the brackets.' : `Leave out the brackets: ${MADE_MEANWHILE}`;
  const fix = { text, ...bracketsLeftOut(code, frame) };
  return { code, subject: shortText(code.node, frame), variant: isDirect ? 'list' : 'named', fix };
}

/** Of a call that gets nothing else the whole: a generator without brackets of its own is Python only there. */
function bracketsLeftOut(
  { node, parent }: CodeNode<NodeOf<'ListComp'>>,
  frame: FrameCode,
): Required<Pick<Fix, 'before' | 'after'>> {
  const inner = sourceText(node, frame).slice(1, -1);
  const call = parent?.node;
  if (call?.nodeType !== 'Call' || call.args.length + call.keywords.length > 1) {
    return { before: sourceText(node, frame), after: `(${inner})` };
  }
  return { before: sourceText(call, frame), after: `${sourceText(call.func, frame)}(${inner})` };
}

const MADE_MEANWHILE = 'each item is then made when the loop comes to it.';

/** A function that begins a list, appends to it or extends it and returns it, and whose callers in the file only walk what they get. */
function functionSite(frame: FrameCode): readonly Site[] {
  const [only, ...others] = nodesOf(frame, 'Return');
  const name = only?.node.value?.nodeType === 'Name' ? only.node.value.id : undefined;
  if (name === undefined || others.length > 0 || nodesOf(frame, 'Yield').length > 0) return [];
  const bound = bindingsOf(name, frame);
  const first = bound[0]?.binding.value;
  if (bound.length !== 1 || first?.nodeType !== 'List' || first.elts.length > 0) return [];
  const calls = nodesOf(frame, 'Call');
  const extended = calls.filter((code) => isPutTo(name, 'extend', code));
  const appends = extended.length > 0 ? extended : calls.filter((code) => isPutTo(name, 'append', code));
  const isOnlyFilled =
    readsOf(name, frame).length === appends.length + 1 && appends.every(({ loops }) => loops.length > 0);
  const [append] = appends;
  const walkers = isOnlyFilled ? walkersOf(frame) : undefined;
  if (append === undefined || walkers === undefined) return [];
  const item = append.node.args[0];
  const [given, put, variant] =
    extended.length > 0 ? ['yield from', 'extend', 'reader'] : ['yield', 'append', 'function'];
  const each = appends.length > 1 ? `each ${put}` : put;
  const fix = {
    text: `Make ${frame.scope.name} a generator: \`${given}\` in place of ${each}, and no return${listedBy(walkers)}. ${RUNS_MEANWHILE}`,
    before: sourceText(append.node, frame),
    after: `${given} ${item === undefined ? '' : sourceText(item, frame)}`,
  };
  return [{ code: append, subject: name, variant, fix, ...mixedAt(append, walkers) }];
}

/** What it does, and what it may raise, comes when its items are walked. */
const RUNS_MEANWHILE = 'It then runs while its items are walked.';

/** Two statements change, so that no one stands for another. */
const YIELDING = 'yield the items inside of its `with`, with no list and no return';

/** A function that returns a list comprehension, also by a name, and whose callers in the file only walk what they get. */
function returnedSite(frame: FrameCode): readonly Site[] {
  const [only, ...others] = nodesOf(frame, 'Return');
  const list = nodesOf(frame, 'ListComp').find((code) => isReturned(code, only?.node.value));
  if (list === undefined || others.length > 0 || needsItsList(list.node, frame)) return [];
  const walkers = isInFilesOnly(list) ? walkersOf(frame) : undefined;
  if (walkers === undefined) return [];
  const text = sourceText(list.node, frame);
  const generator = `(${text.slice(1, -1)})`;
  const isOpen = blocksAround(list).length > 0; // a file would be closed before the first item is made
  const isNamed = isOpen && list.parent?.node.nodeType !== 'Return';
  const fix = {
    text: `Let ${frame.scope.name} ${isNamed ? YIELDING : 'give a generator'}${listedBy(walkers)}. ${RUNS_MEANWHILE}`,
    ...(isNamed
      ? {}
      : isOpen
        ? { before: sourceText(statementAround(list).node, frame), after: `yield from ${generator}` }
        : { before: text, after: generator }),
  };
  return [{ code: list, subject: shortText(list.node, frame), variant: 'list', fix, ...mixedAt(list, walkers) }];
}

/** `return rows` of `rows = [...]`, of which nothing else is asked */
function isReturned({ node, parent, frame }: CodeNode, returned: Expression | null | undefined): boolean {
  if (returned?.nodeType !== 'Name') return node === returned;
  const isBoundTo = parent?.node.nodeType === 'Assign' && parent.node.targets.length === 1;
  const [bound, ...others] = bindingsOf(returned.id, frame);
  return isBoundTo && bound?.binding.value === node && others.length === 0 && readsOf(returned.id, frame).length === 1;
}

/** `return list(csv.DictReader(file))`, also of a reader that has a name, of `map(...)`, or of a generator of the file, and the callers only walk what they get. */
function readerSite(frame: FrameCode): readonly Site[] {
  const [only, ...others] = nodesOf(frame, 'Return');
  const list = nodesOf(frame, 'Call').find(({ node }) => node === only?.node.value);
  const [reader] = list?.node.args ?? [];
  if (list === undefined || others.length > 0 || calledName(list.node, frame) !== 'list') return [];
  const isOwn = generatorCalled(reader, frame) !== undefined && list.loops.length + blocksAround(list).length === 0;
  const isMapped = reader !== undefined && isPassedOn(reader) && isInFilesOnly(list);
  const walkers = reader !== undefined && (isOwn || isMapped || isReader(reader, frame)) ? walkersOf(frame) : undefined;
  if (reader === undefined || walkers === undefined) return [];
  const after = `${isOwn ? 'return' : 'yield from'} ${sourceText(reader, frame)}`;
  const fix = {
    text: `Let ${frame.scope.name} give a generator${listedBy(walkers)}. ${RUNS_MEANWHILE}`,
    before: `return ${sourceText(list.node, frame)}`,
    after,
  };
  const variant = isOwn ? 'listed' : 'reader';
  return [{ code: list, subject: shortText(list.node, frame), variant, fix, ...mixedAt(list, walkers) }];
}

/** Some of its callers need the list: what they do is no part of what could go. */
const MIXED = 'mixed';

function mixedAt({ node }: CodeNode, { walking, needing }: Walkers): Partial<Site> {
  return needing.length === 0 ? {} : { why: MIXED, lines: [node, ...walking.map((call) => call.node)].map(lineOf) };
}

/** What its callers write that need a list of a generator. */
function listedBy({ needing }: Walkers): string {
  const lines = [...new Set(needing.map(({ node }) => lineOf(node)))];
  const where = lines.length > 2 ? '' : ` (line ${lines.join(' and ')})`;
  return needing.length === 0 ? '' : `, and put list() around the calls whose callers need a list${where}`;
}

/** `lines.append(...)` of a list that is written to a file at the end. */
function writtenSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site {
  const list = methodCalled(code.node, frame)?.receiver;
  const text =
    'Open the file before the loop, and write each item as it is made: after an error the file then holds a part.';
  return { code, subject: list === undefined ? '' : sourceText(list, frame), variant: 'written', fix: { text } };
}

const LISTS: ReadonlySet<string> = new Set(['list']);

/** `rows = list(parsed(lines))` of a generator of the file, and `rows` is only walked. */
function listedSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [given, ...others] = code.node.args;
  const callee = generatorCalled(given, frame);
  if (given?.nodeType !== 'Call' || callee === undefined || others.length > 0) return undefined;
  if (walkedOnceAnywhere(code, WALKERS) === undefined) return undefined;
  if (!canRunLater(code, given, callee)) return undefined;
  const fix = {
    text: `Hand on what ${callee.scope.name} gives.`,
    before: sourceText(code.node, frame),
    after: sourceText(given, frame),
  };
  return { code, subject: shortText(code.node, frame), variant: 'listed', fix };
}

/** As a statement of its own: `yield` is none of the expressions around it. */
function isPutTo(
  name: string,
  method: 'append' | 'extend',
  { node: { func, args }, parent }: CodeNode<NodeOf<'Call'>>,
): boolean {
  if (parent?.node.nodeType !== 'Expr' || args[0]?.nodeType === 'Starred') return false;
  if (func.nodeType !== 'Attribute' || func.attr !== method || args.length !== 1) return false;
  return func.value.nodeType === 'Name' && func.value.id === name;
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  const held = allocationLine(evidence, lineOf(node), lastLineOf(node));
  if (held !== null && held.share >= SHARES.least && held.blocks >= 100)
    return weighBytes(held, 'items of the list that were alive at once');
  if (isOfFunction(site) && isCalledFromElsewhere(evidence.code, evidence))
    return refused('it is called from elsewhere too, where more may be done with its list');
  if (site.why === MIXED) return weighMany(itemsOnlyWalked(evidence), site, evidence);
  if (site.variant === 'reader') return weighMany(rowsRead(site.code, evidence), site, evidence);
  if (site.variant === 'listed') return weighListed(site, evidence);
  if (site.variant !== 'function' && site.variant !== 'written') return weighList(site, evidence);
  const part = ownAppends(site);
  const found = weighMany(sumCallsTo(evidence, ['list.append']).ncalls * part, site, evidence);
  if (part === 1 || found.verdict === 'refused') return found;
  const text = `how many items are in ${site.subject} the profile does not tell: the function appends to other lists too`;
  return { ...found, level: 'possible', evidence: [{ kind: 'source', text }] };
}

/** Its list is for callers. */
function isOfFunction({ variant, code: { parent } }: Site): boolean {
  const around = parent?.node.nodeType;
  const isOfList = around === 'Return' || (around === 'Assign' && variant === 'list');
  return variant === 'function' || variant === 'reader' || isOfList;
}

/** `DictReader` is Python and has a call for each row; `csv.reader` has none, but what the callers do with each may. */
function rowsRead({ node }: CodeNode, evidence: FrameEvidence): number {
  const { ncalls } = sumCallsTo(evidence, ['csv.__next__']);
  const [made] = node.nodeType === 'Call' ? node.args : [];
  const [step] = made?.nodeType === 'Call' ? made.args : [];
  const mapped = step?.nodeType === 'Name' ? callsByBareName(evidence, [step.id]).ncalls : 0;
  return ncalls > 0 ? ncalls : Math.max(itemsOnlyWalked(evidence), mapped);
}

/** A generator is resumed for each item, and once more to end: those are its calls. */
function weighListed(site: Site, evidence: FrameEvidence): Verdict {
  const { node, frame } = site.code;
  const [given] = node.nodeType === 'Call' ? node.args : [];
  const name = given?.nodeType === 'Call' ? bareName(given, frame) : '';
  if (callsShownAs(name, frame).length !== 1) return refused(`the profile does not tell the calls of ${name} apart`);
  const { ncalls, cumtime } = callsByBareName(evidence, [name]);
  return weighMany(Math.max(0, ncalls - evidence.ncalls), site, evidence, cumtime);
}

/** Beside a list so much longer the most memory is taken at another time, or hardly less without this one. */
const SO_MANY_MORE = 3;

function weighMany(
  allItems: number,
  site: Site,
  evidence: FrameEvidence,
  seconds: Seconds = evidence.cumtime,
): Verdict {
  const items = allItems / Math.max(1, evidence.ncalls);
  const isLittle = isShortInMemory(items, site);
  if (isLittle && items < MANY_ITEMS) return refused(`the list has ${writeCount(items)} items: too few to matter`);
  const share = shareOfTotal(seconds, evidence);
  if (share < SHARES.told) return refused(`making them is ${writePercent(share)} of the profile`);
  const held = isOfFunction(site) ? heldByCallers(evidence) : 0;
  const isLess = held >= SO_MANY_MORE * items;
  const other = `; its caller holds ${writeCount(held)} in another list, which may be what takes the memory`;
  const beside = isLess ? other : '';
  const text = `${writeCount(items)} items are in ${site.subject} before the first is used${beside}`;
  return memoryFinding(isLess || isLittle ? 'possible' : 'likely', text, evidence, share);
}

/** The part that the list has of the appends which the function writes: the profile does not tell them apart. */
function ownAppends({ subject, code: { frame } }: Site): number {
  const appends = nodesOf(frame, 'Call').filter(({ node }) => methodCalled(node, frame)?.name === 'append');
  return appends.filter((code) => isPutTo(subject, 'append', code)).length / appends.length;
}

function weighList(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  if (node.nodeType !== 'ListComp') return refused('no list');
  if (!evidence.isCounted) return refused('samples do not tell how long the list is');
  const at = rowAt(evidence, { ...site.code, within: [...site.code.within, node] });
  if (at === undefined || !at.isReliable) {
    return refused('the profile does not tell this comprehension from another on its line');
  }
  const { table } = evidence;
  const runs = Math.max(1, table.ncalls.values[at.row] ?? 1);
  const tottime = table.tottime[at.row] ?? 0;
  const isOwnRow = at.row !== evidence.row;
  const share = shareOfTotal(isOwnRow ? (table.cumtime[at.row] ?? 0) : tottime, evidence);
  if (share < SHARES.told) return refused(`making the list is ${writePercent(share)} of the profile`);
  const passes = passesOf(node, evidence);
  const items = passes === undefined ? undefined : passes.least / runs;
  if (items !== undefined && items < MANY_ITEMS && isShortInMemory(items, site))
    return refused(`one list has ${writeCount(items)} items: too few to matter`);
  if (items === undefined && tottime / runs < LONG_RUN * evidence.pace) {
    return refused(`one run takes ${durationText(tottime / runs)} of own time: a short list`);
  }
  const isLong = items === undefined || !isShortInMemory(items, site);
  const isPlain = isLong && site.variant === 'list' && (items !== undefined || isOwnRow || !hasOtherLoops(evidence));
  const size = items === undefined ? `takes ${durationText(tottime / runs)} to make` : `has ${writeCount(items)} items`;
  return memoryFinding(isPlain ? 'likely' : 'possible', `one list ${size}, and is walked once`, evidence, share);
}

/** From 3.12 on the comprehension's time is the function's, and other loops may have taken it. */
function hasOtherLoops({ code }: FrameEvidence): boolean {
  return new Set(code.nodes.flatMap(({ loops }) => loops)).size > 1;
}

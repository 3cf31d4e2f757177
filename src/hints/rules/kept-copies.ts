import { type ComprehensionNode, type Expression, isComprehension, lineOf, type NodeOf } from '../../source/syntax.ts';
import { writeCount, writePercent } from '../amounts.ts';
import { copiedBy, targetText } from '../code/loops/copied-whole.ts';
import { asksEnd, usesOfGrown } from '../code/loops/end-asked.ts';
import { isIndex, takenFrom } from '../code/loops/first-items.ts';
import { isTakenByPlace } from '../code/loops/taken-by-place.ts';
import { isTriedOnly } from '../code/loops/tried-copies.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bareName, bindingsOf, methodCalled, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isPureFrame, isRecursiveCall, ownCallee } from '../code/steady/pure-frame.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { callsByBareName, type FrameEvidence } from '../evidence/frame-evidence.ts';
import { costsOfCallsTo, savingOfCalls } from '../expected-saving.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import {
  edgeFinding,
  edgeLine,
  isRepeated,
  NOT_REPEATED,
  sharedLine,
  shareOfSites,
  shareOfTotal,
  weighEdge,
  weighOwnTime,
} from '../weigh.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * A copy of the whole at each step
 *
 * ## What it finds
 *
 * `self.history.append(list(self.cells))`, `self.undo.append(dict(self.documents))` and
 * `frames.append([row[:] for row in grid])` in a loop, or in a method that is called in one, where the copies take a good part
 * of the time. Also a table that is made anew for each step (`self.tables.append(self.table())`, a dict or list
 * comprehension), where the file reads no more than the last of them, and a copy of a board for each move that is tried:
 * `trial = [row[:] for row in board]`, of which a few places are set. And `list(table)[0]` of a dict or set.
 *
 * ## Why it costs
 *
 * Each step copies all that is there, and keeps it, however little the step has changed: n steps over n items take the square
 * of n in time and in memory.
 *
 * ## Example
 *
 *     def play(self, place, player):
 *         self.history.append(list(self.cells))
 *         self.cells[place] = player
 *
 * ## Instead
 *
 *     def play(self, place, player):
 *         self.history.append((place, self.cells[place]))
 *         self.cells[place] = player
 *
 *     def undo(self):
 *         place, before = self.history.pop()
 *         self.cells[place] = before
 *
 * Keep what the step changes: the key and what was there before. Where only the last states are asked for,
 * `collections.deque(maxlen=n)`; where only a number of each is asked for, keep the number.
 *
 * ## When it does not matter
 *
 * For some hundred items or steps, and where each step changes nearly all. Copies that are taken out again by a place that
 * is worked out (`states[step]`) must be there as they were, and are not reported.
 */
export const keptCopies: HintRule = {
  id: 'kept-copies',
  title: 'a copy of the whole at each step',
  article: 'beyond',
  priority: 2,
  fix: 'Keep what the step changes (the key and what was there before), or only the last states.',
  callees: ['list.copy', 'dict.copy', 'set.copy'],
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap(
      (code) => siteOf(code, frame) ?? unreadSite(code, frame) ?? firstSite(code, frame) ?? [],
    ),
    ...nodesOf(frame, 'Assign').flatMap((code) => triedSite(code, frame) ?? []),
  ],
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const [item, ...others] = code.node.args;
  if (method?.name !== 'append' || item === undefined || others.length > 0) return undefined;
  if (!isKept(method.receiver, code, frame) || isTakenByPlace(method.receiver, frame)) return undefined;
  const copy = partsOf(item).find((part) => {
    const whole = wholeCopied(part);
    return whole !== undefined && isState(whole, code, frame);
  });
  const place = copy === undefined ? undefined : codeAt(copy, frame);
  if (place === undefined) return undefined;
  return { code: place, subject: shortText(code.node, frame), isLasting: true };
}

/** `trial = [row[:] for row in board]` for each move that is tried. */
function triedSite(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const copied = wholeCopied(code.node.value);
  const copy = copied === undefined || !isTriedOnly(code, copied, frame) ? undefined : codeAt(code.node.value, frame);
  if (copied === undefined || copy === undefined) return undefined;
  const text = `Try it in ${sourceText(copied, frame)} itself, and put back what was there; copy only what is kept (the best so far).`;
  return { code: copy, subject: shortText(code.node, frame), fix: { text } };
}

/** `list(self.trades)[0]` of a dict or set. */
function firstSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const taken = takenFrom(code, frame, 'list');
  const [whole] = code.node.args;
  if (taken?.what !== 'one' || whole === undefined) return undefined;
  if (!UNORDERED.has(kindOf(whole, frame)) && !VIEWS.test(sourceText(whole, frame))) return undefined;
  const text = 'Take it without the copy: next(iter(...)) is the first, next(reversed(...)) the last of a dict.';
  return { code, subject: shortText(taken.code.node, frame), fix: { text } };
}

const VIEWS = /\.(keys|values|items)\(\)$/;
const UNORDERED: ReadonlySet<ValueKind> = new Set(['dict', 'set', 'frozenset'] as const);

const UNREAD = 'of which only the last is read';

/** `self.tables.append(self.table())`, where the file only ever asks for `self.tables[-1]`. */
function unreadSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const [item, ...others] = code.node.args;
  if (method?.name !== 'append' || item === undefined || others.length > 0) return undefined;
  const made = madeFor(item, code, frame);
  const at = made === undefined ? undefined : codeAt(made, frame);
  const uses = at === undefined ? undefined : usesOfGrown(method.receiver, frame);
  // where nothing at all is read another file may read it
  const items = uses?.filter(asksItem) ?? [];
  if (at === undefined || uses?.every(asksEnd) !== true || items.length === 0 || !items.every(asksLast))
    return undefined;
  return {
    code: at,
    subject: shortText(code.node, frame),
    isLasting: true,
    variant: UNREAD,
    lines: linesOf(code, at),
    fix: ONCE,
  };
}

const ONCE: Fix = {
  text: 'Only the end of the list is ever read: make it when it is asked for, of what is there then, or once after the last step.',
};

function linesOf(code: CodeNode, made: CodeNode): readonly number[] {
  return [...new Set([lineOf(made.node), lineOf(code.node)])];
}

/** `self.tables[-1]`, `self.tables[-3:]` */
function asksItem({ parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'Subscript';
}

/** Of those before the last nothing could be made any more. */
function asksLast({ parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'Subscript' && isIndex(parent.node.slice, -1);
}

/** A comprehension, or the call of a function of the file that changes nothing: also by a name that is bound for it in the same pass. */
function madeFor(item: Expression, code: CodeNode, frame: FrameCode): ComprehensionNode | NodeOf<'Call'> | undefined {
  if (item.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(item.id, frame);
    const value = others.length === 0 && only?.binding.kind === 'assignment' ? only.binding.value : null;
    const isHere = value !== null && codeAt(value, frame)?.loops.at(-1) === code.loops.at(-1);
    const reads = nodesOf(frame, 'Name').filter(({ node }) => node.id === item.id && node.ctx.nodeType === 'Load');
    return isHere && value?.nodeType !== 'Name' && reads.length === 1 ? madeFor(value, code, frame) : undefined;
  }
  if (item.nodeType === 'Call') {
    const callee = ownCallee(item, frame);
    return callee !== undefined && isPureFrame(callee) ? item : undefined;
  }
  return isComprehension(item) && item.nodeType !== 'GeneratorExp' ? item : undefined;
}

/** The item itself, or the parts of a tuple or dict that is the item. */
function partsOf(item: Expression): readonly Expression[] {
  if (item.nodeType === 'Tuple') return item.elts;
  return item.nodeType === 'Dict' ? item.values : [item];
}

/** `grid` of `list(grid)`, `grid.copy()` and `[row[:] for row in grid]` */
function wholeCopied(part: Expression): Expression | undefined {
  if (part.nodeType !== 'ListComp') return copiedBy(part);
  const [clause, ...others] = part.generators;
  const row = copiedBy(part.elt);
  const isEach = clause !== undefined && others.length + clause.ifs.length === 0 && row?.nodeType === 'Name';
  return isEach && targetText(row) === targetText(clause.target) ? clause.iter : undefined;
}

/** A list of the object, or one that was begun outside of the loop. */
function isKept(list: Expression, { loops }: CodeNode, frame: FrameCode): boolean {
  if (selfAttribute(list, frame) !== null) return true;
  if (list.nodeType !== 'Name' || loops.length === 0) return false;
  const bound = bindingsOf(list.id, frame);
  return bound.length > 0 && bound.every(({ binding }) => binding.loopDepth === 0);
}

/**
 * What lives on and gets other items: no batch that begins anew once it is handed on, and no way of a search that is one
 * step longer or shorter each time.
 */
function isState(whole: Expression, { loops }: CodeNode, frame: FrameCode): boolean {
  const isOwn = selfAttribute(whole, frame) !== null;
  if (!isOwn && (whole.nodeType !== 'Name' || loops.length === 0)) return false;
  if (nodesOf(frame, 'Call').some(({ node }) => isRecursiveCall(node, frame))) return false;
  const name = targetText(whole);
  const isEmptied = nodesOf(frame, 'Call').some(({ node }) => {
    const method = methodCalled(node, frame);
    return method !== undefined && EMPTYING.has(method.name) && targetText(method.receiver) === name;
  });
  const bound = bindingsOf(name, frame);
  if (isEmptied || bound.some(({ binding: { value } }) => isOwn && isBegun(value))) return false;
  return isOwn || (bound.every(({ binding }) => binding.loopDepth === 0) && isChanged(name, loops, frame));
}

const EMPTYING: ReadonlySet<string> = new Set(['clear', 'pop', 'popleft', 'remove', 'popitem']);

function isBegun(value: Expression | null): boolean {
  if (value?.nodeType === 'Call') return value.args.length === 0;
  return (
    (value?.nodeType === 'List' && value.elts.length === 0) || (value?.nodeType === 'Dict' && value.keys.length === 0)
  );
}

/** `grid[y][x] = ...` in the loop. */
function isChanged(name: string, [outermost]: CodeNode['loops'], frame: FrameCode): boolean {
  return (
    outermost !== undefined &&
    nodesInLoop(outermost, frame).some(({ node }) => {
      if (node.nodeType !== 'Subscript' || node.ctx.nodeType === 'Load') return false;
      const owner = node.value.nodeType === 'Subscript' ? node.value.value : node.value;
      return targetText(owner) === name;
    })
  );
}

/** Some dozen entries. */
const LONG_CONTAINER = 5e-7;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const { node } = site.code;
  if (isComprehension(node)) return weighRows(site, node, evidence);
  if (site.variant === UNREAD) return weighUnread(site, evidence);
  const what = `the copy in ${site.subject}`;
  if (node.nodeType !== 'Call' || node.func.nodeType !== 'Attribute') {
    return weighOwnTime(site, evidence, { what, suspicious: 1.8, leastBeyond: LONG_CONTAINER });
  }
  return weighEdge(site, evidence, {
    callees: ['list.copy', 'dict.copy', 'set.copy'],
    called: 'copy',
    time: 'own',
    leastCalls: 50,
    leastShare: 0.03,
    leastPerCall: LONG_CONTAINER,
    gain: null,
    leastSaving: ({ tottime }) => 0.5 * tottime,
    whatRemains: 'all of it but the change of each step',
  });
}

function weighUnread(site: Site, evidence: FrameEvidence): Verdict {
  const { node, frame } = site.code;
  const name = node.nodeType === 'Call' ? bareName(node, frame) : '';
  const { ncalls, cumtime } = callsByBareName(evidence, [name]);
  const share = shareOfTotal(cumtime, evidence);
  if (ncalls < LEAST_UNREAD) return refused(`only ${writeCount(ncalls)} calls of ${name} from here`);
  if (share < LEAST_SHARE) return refused(`the calls of ${name} are ${writePercent(share)} of the profile`);
  const part = shareOfSites(site, evidence);
  const basis = 'all calls but one for each time that the last is asked for';
  const costs = { callees: costsOfCallsTo(name, evidence), time: 'whole', part } as const;
  const line = edgeLine(name, ncalls, cumtime, evidence);
  const saving = savingOfCalls(costs, { least: 0.7, most: 1 }, basis, evidence);
  return edgeFinding('likely', cumtime * part, evidence, [line, ...sharedLine(part)], saving);
}

const LEAST_UNREAD = 50;
const LEAST_SHARE = 0.05;

function weighRows(site: Site, comprehension: ComprehensionNode, evidence: FrameEvidence): Verdict {
  return weighOwnLoop(site, evidence, {
    comprehension,
    leastPerRun: 2e-6,
    gain: null,
    basis: site.variant === UNREAD ? 'all of it but the last' : 'all of it but the change of each step',
    what: site.variant === UNREAD ? `what is kept, ${UNREAD},` : 'a copy of all rows at each step',
  });
}

import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  isEmptyList,
  type NodeOf,
} from '../../source/syntax.ts';
import { copiedBy, targetText } from '../code/loops/copied-whole.ts';
import { takenFrom } from '../code/loops/first-items.ts';
import { isTakenByPlace } from '../code/loops/taken-by-place.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, methodCalled, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isRecursiveCall } from '../code/steady/pure-frame.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { SHARES } from '../level-of-share.ts';
import type { HintRule, Site, Verdict } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge, weighOwnTime } from '../weigh.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * A copy of the whole at each step
 *
 * ## What it finds
 *
 * `self.history.append(list(self.cells))`, `self.undo.append(dict(self.documents))` and
 * `frames.append([row[:] for row in grid])` in a loop, or in a method that is called in one, where the copies take a good part
 * of the time. And `list(table)[0]` of a dict or set.
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
  time: 'own',
  match: (frame) => [...nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? firstSite(code, frame) ?? [])],
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

/** `list(self.trades)[0]` of a dict or set. */
function firstSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [whole, ...others] = code.node.args;
  if (whole === undefined || others.length > 0) return undefined;
  if (!UNORDERED.has(kindOf(whole, frame)) && !VIEWS.test(sourceText(whole, frame))) return undefined;
  const taken = takenFrom(code, frame, 'list');
  if (taken?.what !== 'one') return undefined;
  const text = 'Take it without the copy: next(iter(...)) is the first, next(reversed(...)) the last of a dict.';
  return { code, subject: shortText(taken.code.node, frame), fix: { text } };
}

const VIEWS = /\.(keys|values|items)\(\)$/;
const UNORDERED: ReadonlySet<ValueKind> = new Set(['dict', 'set', 'frozenset'] as const);

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
  return isEmptyList(value) || (value?.nodeType === 'Dict' && value.keys.length === 0);
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
  const what = `the copy in ${site.subject}`;
  if (node.nodeType !== 'Call' || node.func.nodeType !== 'Attribute') {
    return weighOwnTime(site, evidence, { what, suspicious: 1.8, leastBeyond: LONG_CONTAINER });
  }
  return weighEdge(site, evidence, {
    callees: ['list.copy', 'dict.copy', 'set.copy'],
    called: 'copy',
    time: 'own',
    leastCalls: 50,
    leastShare: SHARES.told,
    leastPerCall: LONG_CONTAINER,
    gain: null,
    leastSaving: ({ tottime }) => 0.5 * tottime,
    whatRemains: 'all of it but the change of each step',
  });
}

function weighRows(site: Site, comprehension: ComprehensionNode, evidence: FrameEvidence): Verdict {
  return weighOwnLoop(site, evidence, {
    comprehension,
    leastPerRun: 2e-6,
    gain: null,
    basis: 'all of it but the change of each step',
    what: 'a copy of all rows at each step',
  });
}

import {
  type ComprehensionNode,
  isFunctionNode,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { Site } from '../../rule.ts';
import { isOnlyReadByAll } from '../counted-function.ts';
import { sortsAgain } from '../loops/sorts-again.ts';
import { type CodeNode, classAround, type FrameCode, resumption } from '../module-code.ts';
import { calledName } from '../names.ts';
import { shortText } from '../source-text.ts';
import { drawnAgain } from './drawn-again.ts';
import { type KeptParts, keptParts } from './kept-parts.ts';
import { isPureFrame } from './pure-frame.ts';
import { isOnlyRead } from './result-use.ts';
import { isMaking } from './set-later.ts';

/** What the profile proves: its parts change far less often than it is made. */
export const SELDOM = 'seldom';
/** The same for each key of a table. */
export const DRAWN = 'drawn';

/** What one walk of kept items gives, and nobody could change. */
export const REDUCERS: ReadonlySet<string> = new Set(['sum', 'min', 'max']);

/**
 * What a function makes of what is there before it and stays behind it, whatever else it is given:
 * `sorted(self.students, key=...)` for the rank of each student.
 */
export function seldomSite(
  code: CodeNode<NodeOf<'Call'> | ComprehensionNode>,
  makers: ReadonlyMap<string, unknown>,
): Site | undefined {
  const { node, frame, parent } = code;
  const variant = node.nodeType === 'Call' ? calledName(node, frame) : 'comprehension';
  const isMaker = (call: NodeOf<'Call'>): boolean =>
    makers.has(calledName(call, frame)) || REDUCERS.has(calledName(call, frame));
  const isPart = node.nodeType === 'Call' && parent?.node.nodeType === 'Call' && isMaker(parent.node);
  if (isPart || (node.nodeType === 'Call' && !isMaker(node)) || isOfOtherRule(code)) return undefined;
  const parts = isSafeToKeep(code) ? keptParts(code) : undefined;
  return parts && { code, subject: shortText(node, frame), variant, why: SELDOM, fix: { text: fixOf(parts, frame) } };
}

/** The weights of each draw from an item of a table: `weights=[followers[w] for w in words]`. */
export function drawnSites(frame: FrameCode): readonly Site[] {
  return drawnAgain(frame).map(({ draw, weights, parts }) => {
    const text = `Keep what is drawn from and itertools.accumulate() of its weights for each key, in a dict that ${namesOf(parts)} empties, and give these as cum_weights=.`;
    const lines = [weights, draw].map(({ node }) => lineOf(node));
    const subject = shortText(weights.node, frame);
    return { code: weights, subject, variant: 'comprehension', why: DRAWN, lines, fix: { text } };
  });
}

/** The calls that change it: what has no name is not said. */
function namesOf({ changers }: KeptParts): string {
  const names = [...new Set(changers.map(({ scope }) => scope.name))];
  const isNamed = names.length > 0 && names.every((name) => /^\w+$/.test(name));
  return isNamed ? names.map((name) => `${name}()`).join(' or ') : 'what changes it';
}

function fixOf(parts: KeptParts, frame: FrameCode): string {
  const place = classAround(frame) === null ? 'a name of the module' : 'an attribute';
  const when =
    parts.changers.length === 0 ? '' : `: ${namesOf(parts)} sets that to None, and it is made anew where it is None`;
  return `Keep it in ${place}${when}.`;
}

function isSafeToKeep(code: CodeNode<NodeOf<'Call'> | ComprehensionNode>): boolean {
  const { node, frame, parent } = code;
  if (node.nodeType === 'Call' && REDUCERS.has(calledName(node, frame))) return true;
  return parent?.node.nodeType === 'Return' ? isOnlyReadByAll(frame) : isOnlyRead(code, frame);
}

/** A list that is sorted again, and what a method makes that only answers and is given nothing, have rules of their own; a generator or what makes an object keeps nothing for the next call. */
function isOfOtherRule({ node, frame }: CodeNode): boolean {
  if (!isFunctionNode(frame.node) || isMaking(frame) || resumption(frame) !== null) return true;
  if (sortsTold(frame).has(node)) return true;
  const { args, posonlyargs, kwonlyargs } = frame.node.args;
  const isAlone = args.length + posonlyargs.length + kwonlyargs.length < 2;
  return isAlone && classAround(frame) !== null && isPureFrame(frame);
}

const sortsTold = oncePer(
  (frame: FrameCode): ReadonlySet<SyntaxNode> => new Set(sortsAgain(frame).map(({ code }) => code.node)),
);

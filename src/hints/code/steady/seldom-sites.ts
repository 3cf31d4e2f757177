import { type ComprehensionNode, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import type { Site } from '../../rule.ts';
import { isOnlyReadByAll } from '../counted-function.ts';
import { sortsAgain } from '../loops/sorts-again.ts';
import { type CodeNode, classAround, type FrameCode, resumption } from '../module-code.ts';
import { calledName } from '../names.ts';
import { shortText } from '../source-text.ts';
import { type KeptParts, keptParts } from './kept-parts.ts';
import { isPureFrame } from './pure-frame.ts';
import { isOnlyRead } from './result-use.ts';
import { isMaking } from './set-later.ts';

/** What the profile proves: its parts change far less often than it is made. */
export const SELDOM = 'seldom';

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

/** What each that changes it has to do: what has no name is not said. */
function changersEmpty({ changers }: KeptParts): string {
  const names = [...new Set(changers.map(({ scope }) => scope.name))];
  if (!names.every((name) => /^\w+$/.test(name))) return 'all that changes it sets';
  const all = names.map((name) => `${name}()`).join(', ');
  return names.length === 1 ? `${all} sets` : `${all.replace(/, (?=[^,]*$)/, ' and ')} set`;
}

function fixOf(parts: KeptParts, frame: FrameCode): string {
  const place = classAround(frame) === null ? 'a name of the module' : 'an attribute';
  const when =
    parts.changers.length === 0 ? '' : `: ${changersEmpty(parts)} that to None, and it is made anew where it is None`;
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
  if (sortsAgain(frame).has(node)) return true;
  const { args, posonlyargs, kwonlyargs } = frame.node.args;
  const isAlone = args.length + posonlyargs.length + kwonlyargs.length < 2;
  return isAlone && classAround(frame) !== null && isPureFrame(frame);
}

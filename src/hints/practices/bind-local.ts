import { dottedText } from '../../source/dotted-text.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { freeName } from '../code/free-name.ts';
import { appendingLoops } from '../code/loops/appending-loops.ts';
import { isThereBefore } from '../code/loops/there-before.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf, fullName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { figureInLoop } from './as-measured.ts';

type MethodCall = CodeNode<NodeOf<'Call'>> & { readonly func: NodeOf<'Attribute'> };

/** A function or method that is looked up in each pass of a loop, or was bound to a name before it. */
export const bindLocal: Practice = {
  id: 'bind-local',
  title: 'a function or method looked up in each pass',
  article: 'local-names',
  match: (frame) => [...lookedUp(frame), ...boundBefore(frame)],
};

function lookedUp(frame: FrameCode): readonly PracticeSite[] {
  const appended = new Set(appendingLoops(frame).map(({ call }) => call));
  return nodesOf(frame, 'Call')
    .flatMap((code) => methodCall(code, frame))
    .filter(({ node }) => !appended.has(node))
    .map((call) => ({
      code: call,
      subject: shortText(call.func, frame),
      ...figureInLoop(figureOf(call.func, frame), call),
      fix: bindingFix(call, frame),
    }));
}

function methodCall(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): readonly MethodCall[] {
  const { func } = code.node;
  const loop = code.loops.at(-1);
  if (loop === undefined || func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name') return [];
  const isOther = func.attr !== 'append' && BUILT_IN.has(kindOf(func.value, frame));
  return isOther || !isThereBefore(func.value.id, code) ? [] : [{ ...code, func }];
}

/** Their methods were not measured, but for append. */
const BUILT_IN: ReadonlySet<string> = new Set(['str', 'bytes', 'list', 'dict', 'set', 'tuple', 'deque', 'file']);

/** Only a name before the dot was measured, and of methods those that are Python. */
function figureOf(func: NodeOf<'Attribute'>, frame: FrameCode): string {
  if (func.value.nodeType !== 'Name') return NOT_MEASURED;
  if (func.attr === 'append') return 'practice-bind-local/append';
  const name = fullName(func, frame);
  if (!name.startsWith('.')) return name.startsWith('math.') ? 'practice-bind-local/module-function' : NOT_MEASURED;
  return isOwnMethod(func.attr, frame) ? 'practice-bind-local/method' : NOT_MEASURED;
}

function isOwnMethod(name: string, { module }: FrameCode): boolean {
  return module.frames.some(({ scope, parent }) => scope.name === name && parent?.node.nodeType === 'ClassDef');
}

function bindingFix({ node, func }: MethodCall, frame: FrameCode): Fix {
  const owner = sourceText(func.value, frame);
  const given = sourceText(node, frame).slice(sourceText(func, frame).length);
  const text = 'Give it a name before the loop; what the loop does to the attribute is then not seen any more.';
  const isAlone = nodesOf(frame, 'Attribute').every(
    (other) => other.node.attr !== func.attr || dottedText(other.node.value) === owner,
  );
  const name = freeName([...(isAlone ? [func.attr] : []), `${owner}_${func.attr}`], frame);
  if (given.includes('\n') || given.startsWith(' ') || name === undefined) return { text };
  return {
    text,
    before: sourceText(node, frame),
    after: `${name} = ${sourceText(func, frame)}  # before the loop\n${name}${given}`,
  };
}

/** `add = rows.append`, and then `add(row)` in a loop. */
function boundBefore(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'Assign').flatMap((code): PracticeSite[] => {
    const { value, targets } = code.node;
    const [target, ...others] = targets;
    if (value.nodeType !== 'Attribute' || target?.nodeType !== 'Name' || others.length > 0) return [];
    const call = bindingsOf(target.id, frame).length > 1 ? undefined : calledInLoop(target.id, frame);
    if (call === undefined) return [];
    const fix = { text: `Call ${sourceText(value, frame)} itself where the name says no more than it does.` };
    const figure = figureInLoop(figureOf(value, frame), call);
    return [{ code, subject: shortText(code.node, frame), ...figure, isFollowed: true, fix }];
  });
}

function calledInLoop(name: string, frame: FrameCode): CodeNode | undefined {
  return nodesOf(frame, 'Call').find(
    ({ node: { func }, loops }) => loops.length > 0 && func.nodeType === 'Name' && func.id === name,
  );
}

import { plural } from '../../profile/notes.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { givenValues, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { isProperty } from '../code/method-meant.ts';
import { type CodeNode, classAround, codeAt, type FrameCode, methodsNamed } from '../code/module-code.ts';
import { changersOfCall, changersOfNodes, changersOfReads } from '../code/steady/fixed-function.ts';
import { isLookedUp, lookedUp, putsOfLookUp } from '../code/values/looked-up.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { type Inputs, mostInputs, valuesGiven } from './inputs.ts';
import { isSeenByOthers } from './other-files.ts';
import { stretchesOf } from './stretches.ts';
import { timesCalled } from './times-called.ts';

/** So many times as often as there are different arguments, and as what it reads has changed in between. */
export const PER_INPUT = 5;

/** Where what is sure to go is a large part of the program. With fewer calls each argument may have come once or twice. */
export const NEAR = 2;

/** How many calls would do, and what was counted for it. */
type NeededCalls = { readonly needed: number; readonly text: string };

/** The same for a function of the library, which reads nothing but its arguments: `callee` is undefined then. */
export function neededCalls(
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  ncalls: number,
  evidence: FrameEvidence,
): NeededCalls | undefined {
  const changed = neededByKey(code, callee, evidence);
  const found = neededInputs(code, callee, ncalls, evidence);
  return changed !== undefined && (found === undefined || changed.needed < found.needed) ? changed : found;
}

/** Each answer for a key begins with a change of its entry. */
function neededByKey(
  { node }: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): NeededCalls | undefined {
  const table = callee === undefined ? undefined : lookedUp(callee)?.table;
  const [key, ...others] = givenValues(node).filter(({ nodeType }) => nodeType !== 'Constant');
  if (callee === undefined || table?.nodeType !== 'Attribute' || others.length > 0) return undefined;
  if (!isLookedUp(key, node, callee)) return undefined;
  const puts = isSeenByOthers(table.attr, evidence) ? undefined : putsOfLookUp(callee);
  if (puts === undefined || changersOfReads(callee)?.every((one) => puts.has(one)) !== true) return undefined;
  const needed = [...puts].reduce((sum, [frame, places]) => sum + places * timesCalled(frame, evidence), 0);
  return needed === 0
    ? undefined
    : { needed, text: `no more than ${writeCount(needed)} changes of ${dottedText(table)}, each of one key` };
}

function neededInputs(
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  ncalls: number,
  evidence: FrameEvidence,
): NeededCalls | undefined {
  const inputs = mostInputs(code, callee, evidence);
  if (inputs === undefined || ncalls < NEAR * inputs.count)
    return inputs && { needed: inputs.count, text: textOf(inputs, 0) };
  const changers = changersAsked(code, callee);
  if (changers === undefined) return undefined;
  const stretches = stretchesOf(changers, callee ?? code.frame, evidence);
  return { needed: inputs.count * (1 + stretches), text: textOf(inputs, stretches) };
}

function textOf({ of }: Inputs, stretches: number): string {
  const what = of.length === 0 ? 'one and the same' : `no more than ${of.join(' and ')}`;
  if (stretches === 0) return what;
  const times = Number.isFinite(stretches) ? plural(writeCount(stretches), 'time') : 'between any two of them';
  return `${what}, and what they read changed ${times}`;
}

/** Who changes something that the function reads, or that its arguments are made of. */
function changersAsked(
  { node, frame }: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
): readonly FrameCode[] | undefined {
  const reads = callee === undefined ? [] : changersOfCall(node, callee, frame);
  const parts = valuesGiven(node, callee, frame).flatMap((value) => [...walkSyntax(value)]);
  const given = changersOfNodes(
    parts.flatMap((part) => codeAt(part, frame) ?? []),
    frame,
  );
  const properties = parts.flatMap((part) =>
    part.nodeType === 'Attribute' ? methodsNamed(part.attr, frame).filter(isProperty).map(changersOfReads) : [],
  );
  const found = [reads, given, ...properties];
  return found.includes(undefined) ? undefined : [...new Set(found.flatMap((all) => all ?? []))];
}

/** The same for a method without arguments: each object has another answer, and so it may after each change of what is read. */
export function neededAnswers(asked: FrameCode, objects: number, evidence: FrameEvidence): NeededCalls | undefined {
  const changers = changersOfReads(asked);
  return changers && neededBetween(changers, asked, objects, evidence);
}

/** The same of what a function makes of its object, by who changes that. */
export function neededBetween(
  changers: readonly FrameCode[],
  asked: FrameCode,
  objects: number,
  evidence: FrameEvidence,
): NeededCalls {
  const stretches = stretchesOf(changers, asked, evidence);
  const isOwn = Number.isFinite(stretches) && changers.every((one) => classAround(one) === classAround(asked));
  const changes = changers.reduce((sum, one) => sum + timesCalled(one, evidence), 0);
  const needed = Math.min(objects * (1 + stretches), isOwn ? objects + changes : Number.POSITIVE_INFINITY);
  const changed = needed - objects;
  const times = Number.isFinite(changed) ? `at most ${plural(writeCount(changed), 'time')}` : 'again and again';
  const text = stretches === 0 ? '' : `, and what it reads was changed ${times} between two calls`;
  return { needed, text };
}

import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { isNextNode, nodesWalked } from '../code/graph-edges.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { argumentNames } from '../code/own-name.ts';
import type { Records } from '../code/record-arguments.ts';
import { isPureLoop } from '../code/steady/leaves-alone.ts';
import { callsTo, isBound } from '../code/values/call-arguments.ts';
import { entriesOf } from '../code/values/few-values.ts';
import { keysPutBy, keysPutForItems } from '../code/values/keys-put.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';
import { mostObjectsWith } from './objects-made.ts';
import { beyond } from './other-files.ts';
import { isAlwaysReached } from './passes.ts';
import { timesCalled } from './times-called.ts';

/** In how many graphs it was begun: one for each call of a function that begins it in a loop which changes nothing. */
export function mostGraphs(evidence: FrameEvidence): number {
  const { code } = evidence;
  const begun = callsTo(code).filter(({ frame }) => frame !== code);
  const isInOne = begun.every((call) => call.loops.some((loop) => isPureLoop(loop, call.frame)));
  if (begun.length === 0 || !isInOne) return Number.POSITIVE_INFINITY;
  const beginners = [...new Set(begun.map(({ frame }) => frame))];
  return beginners.reduce((sum, frame) => sum + Math.max(1, timesCalled(frame, evidence)), 0);
}

/** How many nodes there are: entries of a table that is written out, or objects of the class whose edges are walked. */
export function mostNodes({ frame, node }: CodeNode, evidence: FrameEvidence): number | undefined {
  const walked = node.nodeType === 'Call' ? nodesWalked(node, frame) : undefined;
  const table = walked === undefined ? undefined : tableAsked(walked);
  if (table !== undefined) return entriesOf(table, frame, beyond(evidence)) ?? mostKeys(node, evidence);
  if (walked?.nodeType !== 'Attribute') return undefined;
  const made = mostObjectsWith(walked.attr, evidence);
  return made === 0 ? undefined : made;
}

/** How many records there are under the keys of tables, or objects that have some attributes. */
export function mostRecords({ tables, attributes }: Records, evidence: FrameEvidence): number | undefined {
  const { code: frame } = evidence;
  const put = tables.map((table) => callsOf(keysPutBy(table, frame) ?? [], evidence));
  const made = attributes.map((attribute) => mostObjectsWith(attribute, evidence));
  if (put.includes(0) || made.includes(0)) return undefined;
  return put.reduce((sum, one) => sum + one, 0) + Math.max(0, ...made);
}

/** `graph` of `graph[node]` and `graph.get(node, ())` */
function tableAsked(walked: Expression): Expression | undefined {
  if (walked.nodeType === 'Subscript') return walked.value;
  return walked.nodeType === 'Call' && walked.func.nodeType === 'Attribute' ? walked.func.value : undefined;
}

/** Each call asks a dict for what it was given: there are no more nodes than keys that were put into it. */
function mostKeys(call: SyntaxNode, evidence: FrameEvidence): number | undefined {
  const { code: frame } = evidence;
  const at = call.nodeType === 'Call' ? call.args.findIndex((one) => isNextNode(one, frame)) : -1;
  const name = at < 0 ? undefined : argumentNames(frame)[at + (isBound(frame) ? 1 : 0)];
  const items = nodesOf(frame, 'Subscript');
  const asked = items.filter((code) => isKeyed(code, name) && isAskedInEachCall(code));
  const isAskedForItems =
    items.every((code) => isKeyed(code, name)) && callsByBareName(evidence, ['__getitem__']).ncalls >= evidence.ncalls;
  const putters = [
    ...asked.map(({ node: { value } }) => keysPutBy(value, frame) ?? []),
    ...(isAskedForItems ? [keysPutForItems(frame) ?? []] : []),
  ].filter(({ length }) => length > 0);
  return putters.length === 0 ? undefined : Math.min(...putters.map((all) => callsOf(all, evidence)));
}

function callsOf(frames: readonly FrameCode[], evidence: FrameEvidence): number {
  return frames.reduce((sum, frame) => sum + timesCalled(frame, evidence), 0);
}

function isKeyed({ node: { slice } }: CodeNode<NodeOf<'Subscript'>>, name: string | undefined): boolean {
  return slice.nodeType === 'Name' && slice.id === name;
}

/** A key that is not there ends the call, and no `try` goes on without it. */
function isAskedInEachCall(code: CodeNode): boolean {
  for (let at: CodeNode | null = code; at !== null; at = at.parent) if (at.node.nodeType === 'Try') return false;
  return isAlwaysReached(code, null);
}

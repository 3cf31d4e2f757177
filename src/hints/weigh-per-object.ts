import { type Expression, givenValues, isComprehension, isFunctionNode, type SyntaxNode } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { writeCount } from './amounts.ts';
import { type CodeNode, classAround, type FrameCode, resumption } from './code/module-code.ts';
import { resolve, selfName } from './code/names.ts';
import { namesIn } from './code/names-in.ts';
import { isMethodOfState } from './code/steady/attributes-read.ts';
import { tableWalked } from './code/steady/steady-items.ts';
import { callsTo } from './code/values/call-arguments.ts';
import { entriesOf } from './code/values/few-values.ts';
import { isDisplay } from './code/values/written-table.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { mostObjectsMade, mostObjectsWith } from './evidence/objects-made.ts';
import { beyond } from './evidence/other-files.ts';
import { isAlwaysReached } from './evidence/passes.ts';
import { timesCalled } from './evidence/times-called.ts';
import { type Refusal, refused } from './rule.ts';

const PER_OBJECT = 5;

/**
 * What is made of an attribute is the same for one object only, and what of a name of the function around for one call of
 * that: refuses calls that are not many for each.
 */
export function tooFewPerObject(code: CodeNode, ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  const runs = runsAround([code.node], evidence);
  if (ncalls < PER_OBJECT * runs)
    return refused(`${writeCount(ncalls)} calls in ${writeCount(runs)} of the function around: not again and again`);
  if (!isOfObject(code)) return undefined;
  const objects = objectsAround(evidence);
  if (ncalls >= PER_OBJECT * objects) return undefined;
  return refused(`${writeCount(ncalls)} calls for ${writeCount(objects)} objects: not again and again`);
}

/** How often a function ran whose names a function inside it reads in some code; 0 where it reads none. */
function runsAround(nodes: readonly SyntaxNode[], evidence: FrameEvidence): number {
  const { code: frame } = evidence;
  const names = nodes.flatMap((node) => [...namesIn(node)]);
  const around = names.flatMap((name) =>
    resolve(name, frame).flatMap(({ frame: at }) =>
      at !== frame && isFunctionNode(at.node) && name !== selfName(at) ? at : [],
    ),
  );
  return Math.max(0, ...around.map((at) => timesCalled(at, evidence)));
}

function isOfObject({ node, frame }: CodeNode): boolean {
  if (node.nodeType !== 'Call') return (isComprehension(node) || isDisplay(node)) && mentionsSelf(node, frame);
  const { func, args } = node;
  const isOfPart = func.nodeType === 'Attribute' && func.value.nodeType === 'Attribute' && mentionsSelf(func, frame);
  return isOfPart || isMethodOfState(node, frame) || args.some((value) => mentionsSelf(value, frame));
}

function mentionsSelf(value: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(value)].some((part) => part.nodeType === 'Name' && part.id === selfName(frame));
}

/** As many as can be where no call tells it. */
function objectsAround(evidence: FrameEvidence): number {
  const owner = classAround(evidence.code);
  const made = owner === null ? 0 : mostObjectsMade(owner, evidence);
  return made === 0 ? evidence.ncalls : made;
}

const WALKS = 10;

/** What is made of the items of one table is the same at each walk of it: refuses calls that may all be of one walk. */
export function tooFewWalks(
  code: CodeNode,
  ncalls: number,
  evidence: FrameEvidence,
  given: readonly Expression[] = givenTo(code),
): Refusal | undefined {
  const { frame } = code;
  const table = tableWalked(given, code, 'growing');
  if (table === undefined) return undefined;
  const isOfEach = mentionsSelf(table, frame) || (code.node.nodeType === 'Call' && isMethodOfState(code.node, frame));
  const tables = Math.max(1, isOfEach ? objectsAround(evidence) : 0, runsAround([table, ...given], evidence));
  const isWalkedOften = runsAtLeast(evidence) >= WALKS * tables;
  const most = entriesOf(table, frame, beyond(evidence)) ?? mostItems(given, evidence);
  if (isWalkedOften || (most !== undefined && ncalls >= WALKS * tables * most)) return undefined;
  return refused(
    `${writeCount(ncalls)} calls in ${writeCount(evidence.ncalls)} of the function: perhaps each for another`,
  );
}

function givenTo({ node }: CodeNode): readonly Expression[] {
  return node.nodeType === 'Call' ? givenValues(node) : [];
}

/** The calls of a generator are resumptions: it was begun where each call of another function comes to it. */
function runsAtLeast(evidence: FrameEvidence): number {
  const { code: frame, ncalls } = evidence;
  if (resumption(frame) === null) return ncalls;
  const sure = callsTo(frame).filter((call) => call.loops.length === 0 && isAlwaysReached(call, null));
  const callers = new Set(sure.map((call) => call.frame).filter((caller) => resumption(caller) === null));
  return [...callers].reduce((sum, caller) => sum + timesCalled(caller, evidence), 0);
}

/** As many as there are objects of the only class of the file that has such an attribute: `name` of `company.name`. */
function mostItems(values: readonly Expression[], evidence: FrameEvidence): number | undefined {
  const read = values.flatMap((value) => [...walkSyntax(value)]).filter((node) => node.nodeType === 'Attribute');
  const made = read.map(({ attr }) => mostObjectsWith(attr, evidence)).filter((count) => count > 0);
  return made.length === 0 ? undefined : Math.min(...made);
}

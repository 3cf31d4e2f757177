import type { Seconds } from '../../profile/profile-table.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, givenValues, givenWithObject, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { type CodeNode, classAround, codeAt, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { bindingsOf, calledName, selfName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isParameter } from '../code/steady/asked-again.ts';
import { isOfEachObject } from '../code/steady/asked-by-callers.ts';
import { readsObject } from '../code/steady/attributes-read.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { isSameInEveryCall } from '../code/steady/invariance.ts';
import { isPureLoop } from '../code/steady/leaves-alone.ts';
import { isPureExpression, isPureStep } from '../code/steady/pure-frame.ts';
import { entriesOf, mostValues } from '../code/values/few-values.ts';
import { keptIn, writersOf } from '../code/values/kept-values.ts';
import { kindsAsked } from '../code/values/kinds-asked.ts';
import { isLookedUp, lookedUp } from '../code/values/looked-up.ts';
import { classesMeant } from '../code/values/objects-meant.ts';
import { rootsBehind } from '../code/values/roots-behind.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { countedInputs } from './counted-inputs.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostObjectsMade } from './objects-made.ts';
import { beyond, isSeenByOthers } from './other-files.ts';
import { passesOf } from './passes.ts';
import { timeOf, timesCalled } from './times-called.ts';

/** How many different arguments a call can have had at most, and what was counted: `the 400 Station objects`. */
export type Inputs = { readonly count: number; readonly of: readonly string[] };

/**
 * The most different arguments that a place can have given to a function in the whole run, proved by counts: objects that were
 * made, values that were put where it takes them from, passes of the loop or calls of the function that bind a name. Of an
 * argument that the function only holds against constants there are as many kinds as it tells apart.
 */
export function mostInputs(
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Inputs | undefined {
  const { frame, node } = code;
  const given = valuesGiven(node, callee, frame);
  if (!given.every((value) => isPureExpression(value, frame))) return undefined;
  const asked = given.map((value) => (callee === undefined ? undefined : kindsAsked(value, node, callee)));
  const known = asked.map((one, at) =>
    one === undefined
      ? (fewOf(given[at]!, frame, callee, evidence) ?? keysOf(given[at]!, node, callee, evidence))
      : kindsOf(one),
  );
  const values = given.filter((_, at) => known[at] === undefined);
  const isOfObject = readsOwnObject(values, callee, frame);
  const isOfEach = callee === undefined || (isOfObject && isOfEachObject(values, code));
  const roots = rootsOf(values, frame, isOfEach);
  const leaves = leavesOf(values);
  const all =
    productOf(roots.map((root) => boundOf(root, leaves, code, callee, evidence))) ??
    numbersOf(values, code, callee, evidence);
  const self = isOfObject ? [boundOfSelf(frame, evidence)] : [];
  return productOf([all, ...self, ...known.filter((one) => one !== undefined)]);
}

/** The keys of a dict that is written out, in which each call looks the value up. */
function keysOf(
  value: Expression,
  call: NodeOf<'Call'>,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Inputs | undefined {
  const asked = callee === undefined ? undefined : lookedUp(callee);
  if (callee === undefined || asked === undefined || beyond(evidence).hasOthers) return undefined;
  if (!isLookedUp(value, call, callee)) return undefined;
  const count = kindOf(asked.table, callee) === 'dict' ? entriesOf(asked.table, callee) : undefined;
  return count === undefined ? undefined : { count, of: [`${count} keys of ${shortText(asked.table, callee)}`] };
}

/** What loops count. */
function numbersOf(
  values: readonly Expression[],
  code: CodeNode,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Inputs | undefined {
  if (callee === undefined || !isWorthKeeping(callee, evidence)) return undefined;
  return countedInputs(values, code, callee, evidence);
}

function kindsOf({ kinds, name }: { readonly kinds: number; readonly name: string }): Inputs {
  return { count: kinds, of: [`${kinds} kinds of ${name}`] };
}

/** Of so few values a table could be written: what is quicker than that is no fault. */
const WORTH_KEEPING: Seconds = 2e-6;

function isWorthKeeping(callee: FrameCode, evidence: FrameEvidence): boolean {
  return timeOf(callee, evidence) >= WORTH_KEEPING * evidence.pace * timesCalled(callee, evidence);
}

/** What the source says: an entry of a table that is written out, a name that a loop over constants binds. */
function fewOf(
  value: Expression,
  frame: FrameCode,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Inputs | undefined {
  if (callee !== undefined && !isWorthKeeping(callee, evidence)) return undefined;
  const count = mostValues(value, frame, beyond(evidence));
  // one and the same is counted with what it is made of
  return count === undefined || count < 2
    ? undefined
    : { count, of: [`${count} values of ${shortText(value, frame)}`] };
}

/** The arguments, and the object that is asked where that is not the function's own. */
export function valuesGiven(
  call: NodeOf<'Call'>,
  callee: FrameCode | undefined,
  frame: FrameCode,
): readonly Expression[] {
  const { func } = call;
  const isMethod = callee === undefined ? isOfValue(call, frame) : callee.parent?.node.nodeType === 'ClassDef';
  const isAsked = func.nodeType === 'Attribute' && isMethod && !isSelf(func.value, frame);
  return isAsked ? givenWithObject(call) : givenValues(call);
}

/** `message.body.split()`; not `re.split(pattern, text)`. */
function isOfValue(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return calledName(call, frame).startsWith('.');
}

function isSelf(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Name' && value.id === selfName(frame);
}

/** The names that differ from call to call, each once. What a loop gives to one object after the other it may give each loop anew. */
function rootsOf(values: readonly Expression[], frame: FrameCode, isOfEach: boolean): readonly NodeOf<'Name'>[] {
  const names = new Map<string, NodeOf<'Name'>>();
  for (const node of values.flatMap((value) => [...walkSyntax(value)])) {
    if (node.nodeType !== 'Name' || node.id === selfName(frame)) continue;
    if (isSameInEveryCall(node, frame) && !(isOfEach && isParameter(node.id, frame))) continue;
    for (const root of rootsBehind(node, frame)) if (!names.has(root.id)) names.set(root.id, root);
  }
  return [...names.values()];
}

/** What the values take of names: `visit.doctor` of `fee(visit.doctor)`, `text` of `text.strip()`. */
function leavesOf(values: readonly Expression[]): ReadonlySet<string> {
  const leaves = new Set<string>();
  const inner = new Set<SyntaxNode>();
  for (const node of values.flatMap((value) => [...walkSyntax(value)])) {
    if (node.nodeType !== 'Name' && node.nodeType !== 'Attribute') continue;
    if (node.nodeType === 'Attribute') inner.add(node.value);
    if (!inner.has(node)) leaves.add(dottedText(node));
  }
  return leaves;
}

/** `a.b.c`, `a.b` and `a` of `a.b.c`. */
function prefixesOf(leaf: string): readonly string[] {
  const parts = leaf.split('.');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
}

function readsOwnObject(values: readonly Expression[], callee: FrameCode | undefined, frame: FrameCode): boolean {
  const isGiven = values.some((value) =>
    [...walkSyntax(value)].some((node) => node.nodeType === 'Name' && node.id === selfName(frame)),
  );
  const isOfSelf = callee != null && callee.parent !== null && callee.parent === classAround(frame);
  return isGiven || (isOfSelf && readsObject(callee));
}

function boundOfSelf(frame: FrameCode, evidence: FrameEvidence): Inputs | undefined {
  const owner = classAround(frame);
  return owner === null ? undefined : objectsOf([owner], evidence);
}

function objectsOf(owners: readonly FrameCode[], evidence: FrameEvidence): Inputs | undefined {
  const made = owners.map((owner) => mostObjectsMade(owner, evidence));
  if (made.length === 0 || made.includes(0)) return undefined;
  const count = made.reduce((sum, one) => sum + one, 0);
  const names = owners.map(({ scope }) => scope.name).join(' or ');
  return { count, of: count === 1 ? [] : [`${writeCount(count)} ${names} objects`] };
}

function boundOf(
  root: NodeOf<'Name'>,
  leaves: ReadonlySet<string>,
  code: CodeNode,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Inputs | undefined {
  const { frame } = code;
  if (isChangedLater(root, frame)) return undefined;
  const objects = (text: string): Inputs | undefined => objectsOf(classesMeant(text, frame, callee), evidence);
  const own = [...leaves].filter((leaf) => leaf === root.id || leaf.startsWith(`${root.id}.`));
  return leastOf([
    objects(root.id),
    own.length === 0 ? undefined : productOf(own.map((leaf) => leastOf(prefixesOf(leaf).map(objects)))),
    valuesKept(root, frame, evidence),
    timesBound(root, code, evidence),
    fewOf(root, frame, callee, evidence),
  ]);
}

function leastOf(all: readonly (Inputs | undefined)[]): Inputs | undefined {
  const known = all.flatMap((one) => one ?? []);
  return known.sort((a, b) => a.count - b.count)[0];
}

function productOf(all: readonly (Inputs | undefined)[]): Inputs | undefined {
  let product: Inputs = { count: 1, of: [] };
  for (const one of all) {
    if (one === undefined) return undefined;
    product = { count: product.count * one.count, of: [...product.of, ...one.of] };
  }
  return product;
}

/** Values that were put, one by each call of some functions, into the dict or list of which it is a part. */
function valuesKept(root: NodeOf<'Name'>, frame: FrameCode, evidence: FrameEvidence): Inputs | undefined {
  const kept = keptIn(root, frame);
  const writers = kept === undefined ? undefined : writersOf(kept, frame);
  if (kept === undefined || writers === undefined || isSeenByOthers(kept.attr, evidence)) return undefined;
  const count = writers.reduce((sum, writer) => sum + timesCalled(writer, evidence), 0);
  if (count === 0) return undefined;
  return { count, of: [`${writeCount(count)} values put into ${shortText(kept, frame)}`] };
}

/** A text or number, or what nothing changes while it is asked for again, has one value for each time that its name is bound. */
function timesBound(root: NodeOf<'Name'>, { frame, loops }: CodeNode, evidence: FrameEvidence): Inputs | undefined {
  const [only, ...others] = bindingsOf(root.id, frame);
  const isCounted = frame === evidence.code && resumption(frame) === null;
  if (only === undefined || others.length > 0 || !isCounted) return undefined;
  const isSteady = STEADY_KINDS.has(kindOf(root, frame)) || loops.some((loop) => isPureLoop(loop, frame));
  if (!isSteady || !isOnlyAsked(root.id, frame)) return undefined;
  const { kind, node } = only.binding;
  const { ncalls } = evidence;
  const ofCalls = { count: ncalls, of: ncalls === 1 ? [] : [`${writeCount(ncalls)} calls of ${frame.scope.name}`] };
  if (kind === 'argument') return ofCalls;
  const at = codeAt(node, frame);
  if (at === undefined || (kind !== 'assignment' && node.nodeType !== 'For')) return undefined;
  const loop = node.nodeType === 'For' ? node : at.loops.at(-1);
  if (loop === undefined) return ofCalls;
  const passes = passesOf(loop, evidence);
  if (passes === undefined || passes.least === 0 || !(passes.isExact || passes.isMost === true)) return undefined;
  return { count: passes.least, of: [`${writeCount(passes.least)} values of ${root.id}`] };
}

const STEADY_KINDS: ReadonlySet<string> = new Set(['str', 'number', 'bytes']);

/** Whatever the function calls with it, or of it, changes nothing. */
function isOnlyAsked(name: string, frame: FrameCode): boolean {
  return nodesOf(frame, 'Name').every(({ node, parent }) => {
    if (node.id !== name || node.ctx.nodeType !== 'Load') return true;
    const asked =
      parent?.node.nodeType === 'Attribute' || parent?.node.nodeType === 'Keyword' ? parent.parent?.node : parent?.node;
    return asked?.nodeType !== 'Call' || isPureStep(asked, frame);
  });
}

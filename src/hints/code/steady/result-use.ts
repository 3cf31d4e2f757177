import {
  type ComprehensionNode,
  type Expression,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import {
  type CodeNode,
  type FrameCode,
  methodsNamed,
  namesById,
  readsOfAttribute,
  valuesReturned,
} from '../module-code.ts';
import { bareName, bindingsOf } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { handsOut } from '../values/own-values.ts';
import { kindOf } from '../values/value-kind.ts';
import { CHANGING } from './changing-methods.ts';
import { depthGiven } from './depth-made.ts';
import { namesBoundBy } from './invariance.ts';
import { isPureFrame } from './pure-frame.ts';
import { rootsChanged } from './receivers-changed.ts';

/**
 * What becomes of a result, from the best on: it is only read; a part of it is handed on, so that nobody knows; it is handed on
 * itself; it is changed.
 */
const FATES = ['read', 'unsure', 'handed', 'changed'] as const;

export type Fate = (typeof FATES)[number];

/** How deep there is something in it that could be changed, whether comprehensions may walk it, and whether it is a part of the result. */
type How = { readonly depth: number; readonly mayWalk: boolean; readonly isPart?: true };

/** Nothing is done with the result but reading: it is not changed, handed on or kept, nor are its parts. */
export function isOnlyRead(code: CodeNode<Expression>, frame: FrameCode): boolean {
  return fateOf(code, { depth: Math.max(1, depthGiven(code.node, frame)), mayWalk: false }) === 'read';
}

/** The same of what comprehensions may walk too, if they change and hand on none of its items. */
export function isOnlyReadOrWalked(code: CodeNode<Expression>, frame: FrameCode): boolean {
  return fateOfResult(code, depthGiven(code.node, frame)) === 'read';
}

/** What is done with a result in which so deep something could be changed; see {@link depthMade}. */
export function fateOfResult(code: CodeNode, depth: number): Fate {
  return fateOf(code, { depth: Math.max(1, depth), mayWalk: true });
}

export function worstFate(fates: readonly Fate[]): Fate {
  return FATES.findLast((fate) => fates.includes(fate)) ?? 'read';
}

const fatesOf = oncePer((_: SyntaxNode) => new Map<string, Fate>());

const DEEPEST = 8;

/** As long as it is being asked for, nobody knows. */
function fateOf(code: CodeNode, how: How): Fate {
  if (how.depth <= 0) return 'read';
  const fates = fatesOf(code.node);
  const key = `${how.depth} ${how.mayWalk} ${how.isPart}`;
  const known = fates.get(key);
  if (known !== undefined || how.depth > DEEPEST) return known ?? 'unsure';
  fates.set(key, 'unsure');
  const found = findFate(code, how);
  fates.set(key, found);
  return found;
}

function findFate(code: CodeNode, how: How): Fate {
  const bound = assignmentAround(code);
  const target = bound === undefined ? undefined : boundTo(bound, code.node);
  if (bound === undefined) return fateAt(code, how);
  switch (target?.nodeType) {
    case 'Name':
      return fateOfBound([target.id], code, how);
    case 'Tuple':
      return ofPart(fateOfBound([...namesIn(target)], code, partOf(how)));
    case 'Attribute':
      if (!how.mayWalk) return 'handed';
      return worstFate(readsOfAttribute(target.attr, code.frame.module).map((place) => fateOf(place, how)));
    default:
      return 'handed';
  }
}

function fateOfBound(names: readonly string[], { frame }: CodeNode, how: How): Fate {
  return names.every((name) => bindingsOf(name, frame).length === 1) ? fateOfNames(names, frame, how) : 'handed';
}

function partOf(how: How, less: number = 1): How {
  return { ...how, depth: how.depth - less, isPart: true };
}

/** Who has a part nobody knows. */
function ofPart(fate: Fate): Fate {
  return fate === 'handed' ? 'unsure' : fate;
}

function fateOfNames(names: readonly string[], frame: FrameCode, how: How): Fate {
  if (names.some((name) => rootsChanged(frame).has(name))) return 'changed';
  if (how.depth <= 0) return 'read';
  const reads = names.flatMap((name) => namesById(frame).get(name) ?? []);
  return worstFate(reads.flatMap((name) => (name.node.ctx.nodeType === 'Load' ? [fateOf(name, how)] : [])));
}

function assignmentAround({ parent }: CodeNode): NodeOf<'Assign'> | undefined {
  const around = parent?.node.nodeType === 'Tuple' ? parent.parent?.node : parent?.node;
  return around?.nodeType === 'Assign' ? around : undefined;
}

/** `a` of `a = shape(text)`, and of `a, b = shape(text), shape(other)` */
function boundTo({ targets, value }: NodeOf<'Assign'>, call: SyntaxNode): Expression | undefined {
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) return undefined;
  if (value === call) return target;
  if (value.nodeType !== 'Tuple' || target.nodeType !== 'Tuple') return undefined;
  return target.elts.find((_, place) => value.elts[place] === call);
}

const READING: ReadonlySet<string> = new Set(
  'len sum any all str repr bool join maketrans fmean mean median'.split(' '),
);

/** What they give has the items of what they are given. */
const COPYING: ReadonlySet<string> = new Set('sorted set list tuple dict frozenset iter choices sample'.split(' '));

const PAIRING: ReadonlySet<string> = new Set(['enumerate', 'zip']);

/** They give one of the items. */
const CHOOSING: ReadonlySet<string> = new Set(['max', 'min', 'choice']);

/** Methods of sets, lists and dicts that take the items of what they are given. */
const TAKING_ITEMS: ReadonlySet<string> = new Set(
  'update extend union intersection difference symmetric_difference issubset issuperset isdisjoint'.split(' '),
);

/** What they take can be in a list or a dict, where others find it. */
const KEEPING_ITEMS: ReadonlySet<string> = new Set(['update', 'extend']);

/** `self.sample(rows)` of a class of the file: what that does with them is not known. */
function isOwnMethod({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return func.nodeType === 'Attribute' && methodsNamed(func.attr, frame).length > 0;
}

/** What is done with the expression around, which may give the thing itself or what holds it. */
function fateAround({ parent, frame }: CodeNode, around: Expression, how: How): Fate {
  if (parent === null) return 'handed';
  return PLAIN.test(kindOf(around, frame)) ? 'read' : fateOf(parent, how);
}

const PLAIN = /^(number|str|bytes|none)$/;

function fateOfPart(code: CodeNode, around: Expression, how: How): Fate {
  return ofPart(fateAround(code, around, partOf(how)));
}

/** The same of what has all that is in it, and is another. */
function fateOfCopy(code: CodeNode, around: Expression, how: How, more: number = 0): Fate {
  return how.depth > 1 ? fateAround(code, around, { ...how, depth: how.depth + more }) : 'read';
}

/** What these give has the items of both; others make numbers, texts, and sets, in which nothing can be changed. */
const JOINING: ReadonlySet<string> = new Set(['Add', 'Mult', 'BitOr']);

function fateAt(code: CodeNode, how: How): Fate {
  const { node, parent, frame } = code;
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Keyword':
      return isDrawing(parent?.parent?.node, frame) ? 'read' : 'handed';
    case 'Compare':
    case 'If':
    case 'UnaryOp':
    case 'FormattedValue':
      return 'read';
    case 'IfExp':
      return around.test === node ? 'read' : fateAround(code, around, how);
    case 'BoolOp':
      return fateAround(code, around, how);
    case 'BinOp':
      return JOINING.has(around.op.nodeType) ? fateOfCopy(code, around, how) : 'read';
    case 'AugAssign':
      if (around.value !== node) return 'changed';
      return how.depth > 1 && JOINING.has(around.op.nodeType) && !isOfNumbers(around, frame) ? 'unsure' : 'read';
    case 'For':
      return around.iter === node ? fateOfWalk(around.target, frame, how) : 'handed';
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return fateIn(around, code, how);
    case 'Subscript':
      return fateOfSubscript(around, code, how);
    case 'Attribute':
      return fateOfAttribute(around, code, how);
    case 'Call':
      return fateByCall(around, code, how);
    default:
      return 'handed';
  }
}

/** `total += row[0]` of a `total` that begins as a number. */
function isOfNumbers({ target }: NodeOf<'AugAssign'>, frame: FrameCode): boolean {
  const bound = target.nodeType === 'Name' ? bindingsOf(target.id, frame) : [];
  const begun = bound.flatMap(({ binding: { kind, value } }) => (kind === 'augmented' ? [] : [value]));
  return begun.length > 0 && begun.every((value) => value !== null && PLAIN.test(kindOf(value, frame)));
}

/** What `for` binds: `row` of `for at, row in enumerate(rows)` is a part of a part. */
function fateOfWalk(target: Expression, frame: FrameCode, how: How): Fate {
  return ofPart(fateOfNames([...namesIn(target)], frame, partOf(how, target.nodeType === 'Name' ? 1 : 2)));
}

/** `for row in rows(table)` of a comprehension that changes no row; the item itself would be handed on. */
function fateIn(walk: ComprehensionNode, code: CodeNode, how: How): Fate {
  const { node, frame } = code;
  const clause = walk.generators.find(({ iter }) => iter === node);
  if (clause === undefined) {
    const isTest = walk.generators.some(({ ifs }) => ifs.some((one) => one === node));
    if (isTest) return 'read';
    return how.isPart ? fateAround(code, walk, { ...how, depth: how.depth + 1 }) : 'handed';
  }
  const bound = namesBoundBy(walk);
  if (!how.mayWalk || ('elt' in walk && walk.elt.nodeType === 'Name' && bound.has(walk.elt.id))) return 'handed';
  return fateOfWalk(clause.target, frame, how);
}

function fateOfSubscript(part: NodeOf<'Subscript'>, code: CodeNode, how: How): Fate {
  const isLoaded = part.ctx.nodeType === 'Load';
  if (part.value !== code.node) return isLoaded ? 'read' : 'handed'; // a key
  if (!isLoaded) return 'changed';
  return part.slice.nodeType === 'Slice' ? fateOfCopy(code, part, how) : fateOfPart(code, part, how);
}

/** A method, or a part of an object. */
function fateOfAttribute(asked: NodeOf<'Attribute'>, code: CodeNode, how: How): Fate {
  const { attr, ctx } = asked;
  if (CHANGING.has(attr) || ctx.nodeType !== 'Load') return 'changed';
  const { parent } = code;
  const call = parent?.parent?.node;
  if (parent === null || call?.nodeType !== 'Call' || call.func !== asked) return fateOfPart(code, asked, how);
  if (attr === 'values' || attr === 'copy') return fateOfCopy(parent, call, how);
  if (attr === 'items') return fateOfCopy(parent, call, how, 1);
  const isPart = attr === 'get' || methodsNamed(attr, code.frame).some(handsOut);
  return isPart ? fateOfPart(parent, call, how) : 'read';
}

function fateByCall(call: NodeOf<'Call'>, code: CodeNode, how: How): Fate {
  const { frame, node } = code;
  const called = ownCallee(call, frame);
  if (called !== undefined) {
    if (!isPureFrame(called) && !isOnlyReadBy(called, node, how)) return 'handed';
    return givesBack(called, how) ? fateAround(code, call, how) : 'read';
  }
  if (isOwnMethod(call, frame)) return 'handed';
  const name = bareName(call, frame);
  if (READING.has(name)) return 'read';
  if (COPYING.has(name)) return fateOfCopy(code, call, how);
  if (PAIRING.has(name)) return fateOfCopy(code, call, how, 1);
  if (CHOOSING.has(name)) return fateOfPart(code, call, how);
  if (call.func.nodeType !== 'Attribute' || !TAKING_ITEMS.has(name)) return 'handed';
  return how.depth > 1 && KEEPING_ITEMS.has(name) ? 'unsure' : 'read';
}

/** It returns what it was given, or a part of it. */
function givesBack(callee: FrameCode, { depth }: How): boolean {
  if (depth > 1 && handsOut(callee)) return true;
  return valuesReturned(callee)
    .flatMap((value) => (value.nodeType === 'BoolOp' ? value.values : [value]))
    .some(
      (value) =>
        value.nodeType === 'Name' && bindingsOf(value.id, callee).some(({ binding: { kind } }) => kind === 'argument'),
    );
}

/** `choices(topics, weights=weights)` */
function isDrawing(call: SyntaxNode | undefined, frame: FrameCode): boolean {
  return call?.nodeType === 'Call' && bareName(call, frame) === 'choices';
}

/** The function that gets it only reads that argument, whatever it does to others. */
function isOnlyReadBy(callee: FrameCode, given: SyntaxNode, { depth }: How): boolean {
  const read = depth > 1 ? argumentsReadDeep(callee) : argumentsRead(callee);
  return read.some((name) => argumentsFor(name, callee).some(({ value }) => value === given));
}

const argumentsRead = oncePer((callee: FrameCode) => argumentsReadSo(1, callee));

const argumentsReadDeep = oncePer((callee: FrameCode) => argumentsReadSo(2, callee));

function argumentsReadSo(depth: number, callee: FrameCode): readonly string[] {
  if (!isFunctionNode(callee.node)) return [];
  const names = callee.node.args.args.map(({ arg }) => arg);
  return names.filter((name) => bindingsOf(name, callee).length === 1 && isWalkedOnly(name, depth, callee));
}

/** No more than the loops and tests in which it stands: what is handed on again is not looked at. */
function isWalkedOnly(name: string, depth: number, frame: FrameCode): boolean {
  if (rootsChanged(frame).has(name)) return false;
  return (namesById(frame).get(name) ?? []).every(
    (use) => use.parent?.node.nodeType !== 'Call' && fateAt(use, { depth, mayWalk: false }) === 'read',
  );
}

import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import { isHandedOn } from '../handed-on.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf } from '../module-code.ts';
import { attributesNamed, type BoundIn, calledName, isElsewhere, resolve, selfAttribute, selfName } from '../names.ts';
import { argumentsFor, callsTo } from '../values/call-arguments.ts';
import { isInit } from '../values/own-values.ts';
import { CHANGING_GIVEN, rootOf } from './changed-itself.ts';
import { CHANGING } from './changing-methods.ts';
import { framesMeant, isKnownPure } from './pure-frame.ts';
import { framesNamed, runsBetween } from './repeated-code.ts';

/** `unseen`: something that is not in the file, or not seen to be called, may change it. */
export type Drift = 'none' | 'unseen' | 'changed';

/**
 * Whether a value may be another the next time that a place runs: because a part of it, or what holds it, is changed in between,
 * by whichever of its names and by whatever the loop calls.
 */
export function driftOf(value: Expression, code: CodeNode, how: { isText: boolean; loop?: LoopNode }): Drift {
  const held = keysHeld(value, code.frame, how.isText);
  if (held.size === 0) return 'none'; // written out
  const { nodes, isUnseen } = runsBetween(code, how.loop);
  const others = nodes.filter(({ node }) => node !== code.node);
  const isChanged = others.some((one) =>
    changedAt(one).some(
      (changed) => isHeld(changed, one.frame, held) || (changed.nodeType === 'Attribute' && held.has('.__dict__')),
    ),
  );
  if (isChanged) return 'changed';
  if (how.isText) return 'none';
  if (others.some((one) => changedAt(one).some((changed) => isOfUnseenGiver(changed, one.frame)))) return 'unseen';
  if (isUnseen && [...held].some((key) => key.startsWith('.'))) return 'unseen';
  return others.some(({ node, frame }) => node.nodeType === 'Call' && mayChange(node, frame, held)) ? 'unseen' : 'none';
}

/** What a node changes, or a part of it, when it runs. */
export function changedAt({ node, frame }: CodeNode): readonly Expression[] {
  switch (node.nodeType) {
    case 'Subscript':
      return node.ctx.nodeType === 'Load' ? [] : [node.value];
    case 'Attribute':
      if (node.ctx.nodeType === 'Load') return CHANGING.has(node.attr) ? [node.value] : [];
      return isInit(frame) && selfAttribute(node, frame) !== null ? [] : [node];
    case 'AugAssign':
      return node.target.nodeType === 'Name' ? [node.target] : [];
    case 'Name':
      return node.ctx.nodeType !== 'Load' && isElsewhere(node.id, frame) ? [node] : [];
    case 'Call':
      return CHANGING_GIVEN.has(calledName(node, frame)) ? node.args.slice(0, 1) : [];
    default:
      return [];
  }
}

const DEEPEST = 4;

/** `3:rows` for a variable, by the frame that has it, `.rows` for an attribute of whichever object. */
type Key = string;

function variableOf(name: string, frame: FrameCode): Key {
  return `${resolve(name, frame)[0]?.frame.index ?? ''}:${name}`;
}

/** The object of which something is an attribute: nothing in the file changes it, but who has it may. */
function ownerKey(name: string, frame: FrameCode): Key {
  return `of ${variableOf(name, frame)}`;
}

/** Of a text it is enough to look at what it is taken from: what it was made of may change. */
type Held = { readonly keys: Set<Key>; readonly isText: boolean };

/** All that a value is made of: a change of any of it may be one of the value. */
function keysHeld(value: Expression, frame: FrameCode, isText: boolean): ReadonlySet<Key> {
  const found = { keys: new Set<Key>(), isText };
  addHeld(value, frame, found, 0);
  return found.keys;
}

function addHeld(value: Expression, frame: FrameCode, found: Held, depth: number): void {
  if (depth > DEEPEST) return;
  const passed = new Set<Expression>();
  for (const node of walkSyntax(value)) {
    if (node.nodeType === 'Call') {
      passed.add(node.func);
      for (const one of returnedBy(node, frame)) addHeld(one.value, one.frame, found, depth + 1);
    } else if (node.nodeType === 'Attribute' && !passed.has(node)) {
      passed.add(node.value);
      addAttribute(node, frame, found, depth);
    } else if (node.nodeType === 'Name' && node.id !== selfName(frame) && !passed.has(node)) {
      addName(node, frame, found, depth);
    }
  }
}

function addAttribute({ attr, value }: NodeOf<'Attribute'>, frame: FrameCode, found: Held, depth: number): void {
  if (value.nodeType === 'Name' && value.id !== selfName(frame)) found.keys.add(ownerKey(value.id, frame));
  if (found.keys.has(`.${attr}`)) return;
  found.keys.add(`.${attr}`);
  for (const { binding, frame: at } of found.isText ? [] : attributesNamed(attr, frame)) {
    if (binding.value !== null) addHeld(binding.value, at, found, depth + 1);
  }
}

function addName({ id }: NodeOf<'Name'>, frame: FrameCode, found: Held, depth: number): void {
  const key = variableOf(id, frame);
  const bound = resolve(id, frame).filter(({ binding }) => binding.kind !== 'import');
  if (found.keys.has(key) || bound.length === 0) return;
  found.keys.add(key);
  const followed = bound.filter(({ binding: { kind } }) => !found.isText || kind === 'argument');
  for (const { value, frame: at } of followed.flatMap(sourcesOf)) addHeld(value, at, found, depth + 1);
}

type Source = { readonly value: Expression; readonly frame: FrameCode };

/** What a name may be another name, an item or the whole of. */
function sourcesOf({ binding: { kind, target, value, node }, frame }: BoundIn): readonly Source[] {
  if (kind === 'argument') return argumentsFor(target, frame);
  if (value !== null) return [{ value, frame }];
  const walked = isComprehension(node) ? node.generators.map(({ iter }) => iter) : [];
  const assigned = node.nodeType === 'Assign' ? [node.value] : [];
  return [...walked, ...assigned].map((one) => ({ value: one, frame }));
}

function isHeld(changed: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  return keysChanged(changed, frame, 0).some((key) => held.has(key));
}

/** An argument of a function that is handed on: `map(close, doors)`. */
function isOfUnseenGiver(changed: Expression, frame: FrameCode): boolean {
  const root = rootOf(changed);
  if (root === '' || root === selfName(frame)) return false;
  const [bound] = resolve(root, frame);
  const isGiven = bound?.binding.kind === 'argument';
  return isGiven && (callsTo(bound.frame).length === 0 || isHandedOn(bound.frame));
}

/** What is changed with a part of it: `.rows` and `1:page` of `page.rows[0]`, and of `row` in `for row in page.rows`. */
function keysChanged(changed: Expression, frame: FrameCode, depth: number): readonly Key[] {
  if (depth > DEEPEST) return [];
  switch (changed.nodeType) {
    case 'Subscript':
      return keysChanged(changed.value, frame, depth);
    case 'Attribute':
      return [`.${changed.attr}`, ...keysChanged(changed.value, frame, depth)];
    case 'Name':
      return changed.id === selfName(frame) ? [] : keysOfName(`${depth} ${changed.id}`, frame);
    case 'Call':
      return partsGiven(changed, frame).flatMap(({ value, frame: at }) => keysChanged(value, at, depth + 1));
    default:
      return [];
  }
}

const keysOfName = oncePerName((place: string, frame: FrameCode): readonly Key[] => {
  const [depth = '', name = ''] = place.split(' ');
  const sources = resolve(name, frame).flatMap(sourcesOf);
  return [
    variableOf(name, frame),
    ...sources.flatMap(({ value, frame: at }) => keysChanged(value, at, Number(depth) + 1)),
  ];
});

function returnedBy(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  return framesMeant(call, frame).flatMap((callee) =>
    nodesOf(callee, 'Return').flatMap(({ node: { value } }) => (value ? [{ value, frame: callee }] : [])),
  );
}

/** What a call may hand out a part of: its object, what it walks, and what a function of the file returns. */
function partsGiven(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  const receiver = call.func.nodeType === 'Attribute' && PARTS.has(call.func.attr) ? [call.func.value] : [];
  const walked = WALKS.has(calledName(call, frame)) ? call.args : [];
  return [...returnedBy(call, frame), ...[...receiver, ...walked].map((value) => ({ value, frame }))];
}

const PARTS: ReadonlySet<string> = new Set('get setdefault values items pop popitem popleft'.split(' '));

const WALKS: ReadonlySet<string> = new Set(
  'enumerate zip reversed iter next min max sorted list vars getattr'.split(' '),
);

/** A call of what is not in the file, which has the value or what holds it in its hands; or of who knows what. */
function mayChange(call: NodeOf<'Call'>, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  const { func, args, keywords } = call;
  const name = calledName(call, frame);
  if (isKnownPure(name) || OF_LIBRARY.test(name) || framesNamed({ node: func, frame }).length > 0) return false;
  if (func.nodeType === 'Name') {
    const bound = resolve(func.id, frame);
    if (bound.length === 0) return UNSEEN.has(func.id);
    if (bound.some(({ binding: { kind } }) => kind !== 'import' && kind !== 'definition')) return true;
  }
  if (func.nodeType === 'Attribute' && (CHANGING.has(func.attr) || OF_FILES.has(func.attr))) return false;
  const given = [...args, ...keywords.map(({ value }) => value)];
  const isGiven = given.some((one) => isSelf(one, frame, held) || holdsAny(one, frame, held, isPart));
  return isGiven || (func.nodeType === 'Attribute' && isOfHeld(func.value, frame, held));
}

/** What is called on `self` and not in the file is a method of a base. */
function isOfHeld(receiver: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  const isOwner = receiver.nodeType === 'Name' && held.has(ownerKey(receiver.id, frame));
  return isOwner || isSelf(receiver, frame, held) || holdsAny(receiver, frame, held, () => true);
}

function holdsAny(value: Expression, frame: FrameCode, held: ReadonlySet<Key>, counts: (key: Key) => boolean): boolean {
  return [...keysHeld(value, frame, false)].some((key) => counts(key) && held.has(key));
}

function isPart(key: Key): boolean {
  return !key.startsWith('of ');
}

const UNSEEN: ReadonlySet<string> = new Set(['exec', 'eval']);

/** Of the standard library: they change nothing that they are given. */
const OF_LIBRARY = /^(json|pickle|copy|hashlib|math|re|time|logging|os|struct|zlib|base64)\./;

/** They change what is outside of the program. */
const OF_FILES: ReadonlySet<string> = new Set(
  'write writelines read readline flush close send sendall recv put info debug warning error'.split(' '),
);

/** `self` itself, whose attribute the value is. */
function isSelf(given: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  return given.nodeType === 'Name' && given.id === selfName(frame) && [...held].some((key) => key.startsWith('.'));
}

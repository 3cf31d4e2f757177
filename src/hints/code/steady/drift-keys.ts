import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, valuesReturned } from '../module-code.ts';
import { attributesNamed, type BoundIn, calledName, isElsewhere, resolve, selfAttribute, selfName } from '../names.ts';
import { argumentsFor, type Source } from '../values/call-arguments.ts';
import { isInit } from '../values/own-values.ts';
import { CHANGING_GIVEN } from './changed-itself.ts';
import { CHANGING } from './changing-methods.ts';
import { handedToChanger } from './handed-to-changers.ts';
import { framesMeant } from './pure-frame.ts';

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

/** Whether a loop changes what has this name, or a part of it, by whichever of its names. */
export function isPartChangedIn(loop: LoopNode, { id }: NodeOf<'Name'>, frame: FrameCode): boolean {
  return keysChangedIn(frame)(loop).has(keyOf(id, frame));
}

const keysChangedIn = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode): ReadonlySet<Key> => {
    const changed = nodesInLoop(loop, frame).flatMap((code) => [
      ...changedAt(code),
      ...(code.node.nodeType === 'Call' ? handedToChanger(code.node, frame) : []),
    ]);
    return new Set(changed.flatMap((part) => [...keysChanged(frame)(part)]));
  }),
);

const DEEPEST = 4;

/** `3:rows` for a variable, by the frame that has it, `.rows` for an attribute of whichever object. */
export type Key = string;

/**
 * `whole`: all that a value is made of. Of a text it is enough to look at what it is taken from: what it was made of may
 * change.
 */
export type Extent = 'whole' | 'text';

type Held = { readonly keys: Set<Key>; readonly of: Extent };

/** All that a value is made of: a change of any of it may be one of the value. */
export function keysHeld(value: Expression, frame: FrameCode, of: Extent): ReadonlySet<Key> {
  const found = { keys: new Set<Key>(), of };
  addHeld(value, frame, found, 0);
  return found.keys;
}

function addHeld(value: Expression, frame: FrameCode, found: Held, depth: number): void {
  if (depth > DEEPEST) return;
  const passed = new Set<Expression>();
  for (const node of walkSyntax(value)) {
    if (node.nodeType === 'Call') {
      passed.add(node.func);
      if (calledName(node, frame) === 'vars') found.keys.add(ATTRIBUTES);
      for (const one of sourcesReturned(node, frame)) addHeld(one.value, one.frame, found, depth + 1);
    } else if (node.nodeType === 'Attribute' && !passed.has(node)) {
      addAttribute(node.attr, frame, found, depth);
    } else if (node.nodeType === 'Name' && !passed.has(node)) addName(node.id, frame, found, depth);
  }
}

function addAttribute(attr: string, frame: FrameCode, found: Held, depth: number): void {
  if (found.keys.has(`.${attr}`)) return;
  found.keys.add(`.${attr}`);
  for (const { binding, frame: at } of found.of === 'whole' ? attributesNamed(attr, frame) : []) {
    if (binding.value !== null) addHeld(binding.value, at, found, depth + 1);
  }
}

function addName(id: string, frame: FrameCode, found: Held, depth: number): void {
  const isSelf = id === selfName(frame);
  const bound = resolve(id, frame).filter(({ binding }) => binding.kind !== 'import');
  const key = keyOf(id, frame);
  if (found.keys.has(key) || bound.length === 0) return;
  found.keys.add(key);
  const followed = bound.filter(({ binding: { kind } }) => !isSelf && (found.of !== 'text' || kind === 'argument'));
  for (const { value, frame: at } of followed.flatMap(sourcesOf)) addHeld(value, at, found, depth + 1);
}

function keyOf(id: string, frame: FrameCode): Key {
  return id === selfName(frame) ? 'self' : `${resolve(id, frame)[0]?.frame.index}:${id}`;
}

/** What a name may be another name, an item or the whole of. */
function sourcesOf({ binding: { kind, target, value, node }, frame }: BoundIn): readonly Source[] {
  if (kind === 'argument') return argumentsFor(target, frame);
  if (value !== null) return [{ value, frame }];
  const walked = isComprehension(node) ? node.generators.map(({ iter }) => iter) : [];
  const assigned = node.nodeType === 'Assign' ? [node.value] : [];
  return [...walked, ...assigned].map((one) => ({ value: one, frame }));
}

export function isHeld(changed: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  if (changed.nodeType === 'Attribute' && held.has(ATTRIBUTES)) return true;
  const keys = keysChanged(frame)(changed);
  return [...keys].some((key) => held.has(key)) || (keys.has(ATTRIBUTES) && hasAttribute(held));
}

export function hasAttribute(held: ReadonlySet<Key>): boolean {
  return [...held].some((key) => key.startsWith('.'));
}

/** All attributes of an object: `row.__dict__`, `vars(row)`. */
const ATTRIBUTES: Key = '.__dict__';

/** What is changed with a part of it: also `page.rows` with `row` of `for row in page.rows`. */
export const keysChanged: (frame: FrameCode) => (changed: Expression) => ReadonlySet<Key> = oncePer(
  (frame: FrameCode) =>
    oncePer((changed: Expression): ReadonlySet<Key> => {
      const found = new Set<Key>();
      addChanged(changed, frame, found, 0);
      return found;
    }),
);

function addChanged(changed: Expression, frame: FrameCode, found: Set<Key>, depth: number): void {
  if (depth > DEEPEST) return;
  if (changed.nodeType === 'Call' && calledName(changed, frame) === 'vars') found.add(ATTRIBUTES);
  const others: readonly Source[] = changed.nodeType === 'Call' ? partsGiven(changed, frame) : [];
  for (const { value, frame: at } of others) addChanged(value, at, found, depth + 1);
  if (changed.nodeType === 'Subscript') addChanged(changed.value, frame, found, depth);
  if (changed.nodeType === 'Attribute') found.add(`.${changed.attr}`);
  if (changed.nodeType !== 'Name') return;
  found.add(keyOf(changed.id, frame));
  if (changed.id === selfName(frame)) return;
  for (const { value, frame: at } of resolve(changed.id, frame).flatMap(sourcesOf))
    addChanged(value, at, found, depth + 1);
}

/** What a call may hand out a part of: its object, what it walks, and what a function of the file returns. */
function partsGiven(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  const name = calledName(call, frame);
  const receiver = call.func.nodeType === 'Attribute' && PARTS.has(name) ? [call.func.value] : [];
  const walked = WALKS.has(name) ? call.args : [];
  return [...sourcesReturned(call, frame), ...[...receiver, ...walked].map((value) => ({ value, frame }))];
}

export const PARTS: ReadonlySet<string> = new Set('.get .setdefault .values .items .pop'.split(' '));

export const WALKS: ReadonlySet<string> = new Set(
  'enumerate zip reversed iter next min max sorted list vars getattr'.split(' '),
);

function sourcesReturned(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  return framesMeant(call, frame).flatMap((callee) =>
    valuesReturned(callee).map((value) => ({ value, frame: callee })),
  );
}

import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop } from '../module-code.ts';
import { attributesNamed, calledName, isElsewhere, resolve, selfAttribute, selfName } from '../names.ts';
import { isInit } from '../values/own-values.ts';
import { CHANGING_GIVEN } from './changed-itself.ts';
import { CHANGING } from './changing-methods.ts';
import { handedToChanger } from './handed-to-changers.ts';
import { ATTRIBUTES, type Key, keysChanged, nameKey, sourcesBehind, sourcesReturned } from './keys-changed.ts';

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
  return keysChangedIn(frame)(loop).has(nameKey(id, frame));
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
  const key = nameKey(id, frame);
  if (found.keys.has(key) || bound.length === 0) return;
  found.keys.add(key);
  const followed = bound.filter(({ binding: { kind } }) => !isSelf && (found.of !== 'text' || kind === 'argument'));
  for (const { value, frame: at } of followed.flatMap(sourcesBehind)) addHeld(value, at, found, depth + 1);
}

export function isHeld(changed: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  if (changed.nodeType === 'Attribute' && held.has(ATTRIBUTES)) return true;
  const keys = keysChanged(frame)(changed);
  return [...keys].some((key) => held.has(key)) || (keys.has(ATTRIBUTES) && hasAttribute(held));
}

export function hasAttribute(held: ReadonlySet<Key>): boolean {
  return [...held].some((key) => key.startsWith('.'));
}

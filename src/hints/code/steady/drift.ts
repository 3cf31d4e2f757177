import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import { framesNamed } from '../frames-named.ts';
import { isHandedOn } from '../handed-on.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { calledName, resolve, selfName } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';
import { kindOf } from '../values/value-kind.ts';
import { rootOf } from './changed-itself.ts';
import { changedAt, type Extent, hasAttribute, isHeld, keysHeld } from './drift-keys.ts';
import { escapedKeys, isStoreElsewhere } from './escaped.ts';
import type { Key } from './keys-changed.ts';
import { isKnownPure, isOfStruct } from './known-pure.ts';
import { runsBetween } from './repeated-code.ts';

/** `unseen`: something that is not in the file, or not seen to be called, may change it. */
export type Drift = 'none' | 'unseen' | 'changed';

/**
 * Whether a value may be another the next time that a place runs: because a part of it, or what holds it, is changed in between,
 * by whichever of its names and by whatever the loop calls.
 */
export function driftOf(value: Expression, code: CodeNode, loop?: LoopNode, of: Extent = 'whole'): Drift {
  const isText = of === 'text' && kindOf(value, code.frame) !== 'bytearray';
  const held = keysHeld(value, code.frame, isText ? 'text' : 'whole');
  if (held.size === 0) return 'none'; // written out
  const { nodes, isUnseen, isLeft } = runsBetween(code, loop);
  const others = nodes.filter(({ node }) => node !== code.node);
  const changed = others.flatMap((one) => changedAt(one).map((part) => ({ part, frame: one.frame })));
  if (changed.some(({ part, frame }) => isHeld(part, frame, held))) return 'changed';
  if (isText && !hasAttribute(held)) return 'none';
  const isOut = !isText && [...held].some((key) => escapedKeys(code.frame.module).has(key));
  const isOfOthers =
    isLeft ||
    (!isText && isUnseen && hasAttribute(held)) ||
    (!isText && changed.some(({ part, frame }) => isOfUnseenGiver(part, frame))) ||
    (isOut && others.some(isStoreElsewhere)) ||
    others.some(({ node, frame }) => node.nodeType === 'Call' && mayChange(node, frame, held, isOut));
  return isOfOthers ? 'unseen' : 'none';
}

/** An argument of a function that is handed on: `map(close, doors)`. */
function isOfUnseenGiver(changed: Expression, frame: FrameCode): boolean {
  const root = rootOf(changed);
  const [bound] = root === selfName(frame) ? [] : resolve(root, frame);
  const isGiven = bound?.binding.kind === 'argument';
  return isGiven && (callsTo(bound.frame).length === 0 || isHandedOn(bound.frame));
}

/**
 * A call of what is not in the file, which has the value or what holds it in its hands, or may have been given it before; or
 * of who knows what.
 */
function mayChange(call: NodeOf<'Call'>, frame: FrameCode, held: ReadonlySet<Key>, isOut: boolean): boolean {
  const { func } = call;
  if (framesNamed({ node: func, frame }).length > 0 || isOfStruct(call, frame)) return false;
  if (func.nodeType === 'Attribute') {
    if (!UNKNOWN.test(kindOf(func.value, frame))) return false;
    if (isReceiverHeld(func.value, frame, held)) return true;
  } else if (func.nodeType !== 'Name') return true;
  const name = calledName(call, frame);
  if (isKnownPure(name) || TELLING.test(name)) return false;
  const bound = func.nodeType === 'Name' ? resolve(func.id, frame) : [];
  if (bound.some(({ binding: { kind } }) => kind !== 'import' && kind !== 'definition')) return true;
  if (func.nodeType === 'Name' && bound.every(({ binding: { kind } }) => kind === 'definition')) return false;
  return isOut || givenValues(call).some((one) => isHeld(one, frame, held));
}

/** An object of the program, or of somebody else's class: its methods may do whatever they like. */
const UNKNOWN = /^(unknown|mixed|other|none)$/;

function isReceiverHeld(receiver: Expression, frame: FrameCode, held: ReadonlySet<Key>): boolean {
  if (receiver.nodeType === 'Call' && calledName(receiver, frame) === 'super') return held.has('self');
  return [...keysHeld(receiver, frame, 'whole')].some((key) => held.has(key));
}

/** They change what is outside of the program. */
const TELLING = /^(time|logging)\.|^(json|pickle)\.dump$/;

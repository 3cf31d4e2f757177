import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesInLoop } from '../module-code.ts';
import { calledName, isElsewhere, resolve } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { kindOf } from '../values/value-kind.ts';
import { isAsked, isCaptured, mayReach } from './one-step.ts';

type Loop = CodeNode<NodeOf<'For'>>;

/**
 * Whether all items of what a loop walks may be taken before its first pass: they can be walked again, they end, and the
 * loop neither adds to them nor takes any away, itself or in what it calls.
 */
export function isWalkedWhole(iter: Expression, loop: Loop, depth: number = 0): boolean {
  const { frame } = loop;
  if (DISPLAYS.has(iter.nodeType)) return true;
  if (iter.nodeType === 'Call') {
    const name = calledName(iter, frame);
    if (NUMBERS.has(name)) return true;
    if (VIEWS.has(name)) return iter.func.nodeType === 'Attribute' && isWalkedWhole(iter.func.value, loop, depth + 1);
    return PASSING_ON.has(name) && iter.args.every((given) => isWalkedWhole(given, loop, depth + 1));
  }
  if (iter.nodeType === 'Attribute') return !mayReach(loop) && !isUsedUp(iter, frame);
  if (iter.nodeType !== 'Name' || isElsewhere(iter.id, frame)) return false;
  if (mayReach(loop) && (resolve(iter.id, frame).some(({ frame: at }) => at !== frame) || isCaptured(iter.id, frame)))
    return false;
  return isLeftAlone(iter.id, loop) && isBoundToItems(iter.id, frame);
}

const DISPLAYS: ReadonlySet<string> = new Set('List Tuple Set Dict ListComp SetComp DictComp Constant'.split(' '));

/** Their items are made of numbers and texts, which nothing changes. */
const NUMBERS: ReadonlySet<string> = new Set(['range', '.split', '.splitlines']);

const VIEWS: ReadonlySet<string> = new Set(['.items', '.keys', '.values']);

const PASSING_ON: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'set', 'enumerate', 'zip', 'reversed']);

/** The loop asks for items of it, and no more. */
function isLeftAlone(name: string, loop: Loop): boolean {
  return nodesInLoop(loop.node, loop.frame)
    .filter(({ node }) => node.nodeType === 'Name' && node.id === name)
    .every((code) => {
      const around = code.parent?.node;
      const isIter = (around?.nodeType === 'For' && around.iter === code.node) || around?.nodeType === 'Call';
      const isRead = around?.nodeType === 'Subscript' && around.ctx.nodeType === 'Load';
      return isRead || (isIter && isPassed(code)) || (around?.nodeType === 'Compare' && isAsked(code));
    });
}

/** As what the inner loop walks, or as an argument of a built-in that only looks at it. */
function isPassed({ parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  return around?.nodeType !== 'Call' || LOOKING.has(calledName(around, frame));
}

const LOOKING: ReadonlySet<string> = new Set(['len', 'sum', 'min', 'max', 'range', ...PASSING_ON]);

/** Nothing that the name is bound to, here or by a caller in the file, is an iterator or a file. */
function isBoundToItems(name: string, frame: FrameCode): boolean {
  const values = resolve(name, frame).map(({ binding, frame: at }) => ({
    value: binding.value,
    kind: binding.kind,
    at,
  }));
  if (values.length === 0 || values.some(({ kind }) => !BOUND.has(kind))) return false;
  const given = argumentsFor(name, frame).map(({ value, frame: at }) => ({ value, at }));
  return [...values.filter(({ kind }) => kind === 'assignment'), ...given].every(
    ({ value, at }) => value !== null && !isUsedUp(value, at),
  );
}

const BOUND: ReadonlySet<string> = new Set(['argument', 'assignment', 'loop']);

function isUsedUp(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'GeneratorExp') return true;
  if (value.nodeType === 'Call') return !MAKING.has(calledName(value, frame)) && !ITEMS.has(kindOf(value, frame));
  return ITERATORS.has(kindOf(value, frame));
}

const MAKING: ReadonlySet<string> = new Set([...NUMBERS, 'list', 'tuple', 'sorted', 'set', 'frozenset', 'dict']);

const ITEMS: ReadonlySet<string> = new Set(['list', 'tuple', 'dict', 'set', 'str', 'bytes', 'deque']);

const ITERATORS: ReadonlySet<string> = new Set(['file', 'other']);

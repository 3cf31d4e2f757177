import type { Binding } from '../../source/bindings.ts';
import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePerName } from '../../text/lazily.ts';
import { operandsOf, targetText } from './copied-whole.ts';
import { isSameInEveryCall } from './invariance.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from './module-code.ts';
import { attributeBindings, bindingsOf, calledName, methodCalled, selfAttribute } from './names.ts';

/** Whether it is the same list each time that a node runs: one that is made longer meanwhile, or does not change at all. */
export function isSameList(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  const text = targetText(list);
  const base = baseOf(list);
  if (base === undefined) return false;
  const loop = code.loops.find((one) => {
    return !isBoundIn(base, text, one, frame) && !isRebound(text, one, frame);
  });
  if (loop !== undefined) return !isFilledAnew(text, frame, loop);
  return isFunctionNode(frame.node) && isLastingList(list, text, frame);
}

/** The name with which `self.rows` or `rows` begins; undefined for what is made anew: a call, a slice, an item of something. */
function baseOf(list: Expression): string | undefined {
  let at = list;
  while (at.nodeType === 'Attribute') at = at.value;
  if (at.nodeType === 'Call' && at.func.nodeType === 'Attribute' && VIEWS.has(at.func.attr))
    return baseOf(at.func.value);
  return at.nodeType === 'Name' ? at.id : undefined;
}

const VIEWS: ReadonlySet<string> = new Set(['items', 'keys', 'values']);

/** The loop binds the name anew, and not only as a sorted copy of itself. */
function isBoundIn(base: string, text: string, loop: LoopNode, frame: FrameCode): boolean {
  return nodesInLoop(loop, frame).some(({ node, parent }) => {
    if (node.nodeType !== 'Name' || node.ctx.nodeType !== 'Store' || node.id !== base) return false;
    return parent?.node.nodeType !== 'Assign' || base !== text || !isSortedCopy(parent.node.value, text, frame);
  });
}

function isRebound(text: string, loop: LoopNode, frame: FrameCode): boolean {
  return nodesInLoop(loop, frame).some(
    ({ node }) =>
      node.nodeType === 'Assign' &&
      node.targets.some((target) => targetText(target) === text) &&
      !isSortedCopy(node.value, text, frame),
  );
}

/** `rows = sorted(rows)`, `rows = sorted(rows + [row])`, `rows = rows + [row]` and `rows = rows[1:]` keep the list, but for what comes or goes. */
function isSortedCopy(value: Expression, text: string, frame: FrameCode): boolean {
  if (value.nodeType === 'BinOp') return targetText(value.left) === text;
  if (value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice') {
    return targetText(value.value) === text || isSortedCopy(value.value, text, frame);
  }
  if (value.nodeType !== 'Call' || calledName(value, frame) !== 'sorted') return false;
  return value.args.some((one) => operandsOf(one).some((operand) => targetText(operand) === text));
}

const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'insert']);

/** `rows.clear()` or `rows[:] = ...`: another list under the same name. */
function isFilledAnew(text: string, frame: FrameCode, loop: LoopNode): boolean {
  return nodesInLoop(loop, frame).some(({ node }) => {
    if (node.nodeType === 'Call') {
      const method = methodCalled(node, frame);
      return method?.name === 'clear' && targetText(method.receiver) === text;
    }
    const isStore = node.nodeType === 'Subscript' && node.ctx.nodeType === 'Store' && node.slice.nodeType === 'Slice';
    return isStore && targetText(node.value) === text;
  });
}

/** Asked for each place where the list is used. */
const isGrown: (text: string, frame: FrameCode) => boolean = oncePerName((text, frame) =>
  nodesOf(frame, 'Call').some(({ node }) => {
    const method = methodCalled(node, frame);
    return method !== undefined && GROWING.has(method.name) && targetText(method.receiver) === text;
  }),
);

/** A list of the object or of the module that the function does not make itself, and that it makes longer or never changes. */
function isLastingList(list: Expression, text: string, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute') {
    const attribute = selfAttribute(list, frame);
    if (attribute === null) return false;
    const isMadeHere = bindingsOf(text, frame).some(
      ({ binding: { kind, value } }) => kind === 'assignment' && (value === null || !isSortedCopy(value, text, frame)),
    );
    return !isMadeHere && attributeBindings(attribute, frame).length > 0;
  }
  if (list.nodeType !== 'Name') return false;
  const own = bindingsOf(list.id, frame);
  if (own.some(({ binding }) => binding.kind !== 'argument')) return false;
  return isGrown(text, frame) || isSameInEveryCall(list, frame);
}

/** A key that asks for something else each time (`lambda point: distance(point, here)`) finds another extreme each time. */
export function hasSteadyKey({ node: { keywords }, loops }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const key = keywords.find(({ arg }) => arg === 'key')?.value;
  if (key?.nodeType !== 'Lambda') return true;
  const inner = frame.module.frames.find(({ node }) => node === key);
  const asked = inner === undefined ? [] : nodesOf(inner, 'Name').map(({ node }) => node.id);
  const free = asked.filter((name) => inner !== undefined && bindingsOf(name, inner).length === 0);
  return free.every((name) => bindingsOf(name, frame).every(({ binding }) => isSteady(binding, loops.length)));
}

function isSteady({ kind, loopDepth }: Binding, depth: number): boolean {
  return depth === 0 ? kind !== 'argument' : loopDepth === 0;
}

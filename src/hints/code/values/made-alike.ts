import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { annotatedFields } from '../class-fields.ts';
import {
  type CodeNode,
  type FrameCode,
  groupBy,
  type ModuleCode,
  methodsOf,
  nodesOf,
  readsOfAttribute,
  resumption,
  valuesReturned,
} from '../module-code.ts';
import { bindingsOf, calledName, classesOf, selfAttribute } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { isCallOfOwn, withAllCalled } from '../steady/call-alone.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { makesContainer } from '../steady/depth-made.ts';
import { isPureFrame, withCalled } from '../steady/pure-frame.ts';
import { receiversChanged } from '../steady/receivers-changed.ts';
import { isOnlyRead, isOnlyReadOrWalked } from '../steady/result-use.ts';
import { callsTo } from './call-arguments.ts';
import { classCalled, isPlainlyMade, methodOf } from './classes-called.ts';
import { isOfOwnObjects } from './own-objects.ts';

/**
 * Whether `Template(PAGE)` makes an object that is as good as any other made of the same: its `__init__` only sets attributes
 * of it, nothing in the file changes them later, and it is only asked, not kept.
 */
export function isMadeAlike(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const init = initOf(code.node, frame);
  if (init === undefined || !isPureFrame(init) || !isOnlyRead(code, frame)) return false;
  return makesSteadyObjects(init);
}

/** The `__init__` that makes such an object: what it is given can be counted. */
export function initMadeAlike(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): FrameCode | undefined {
  return isMadeAlike(code, frame) ? initOf(code.node, frame) : undefined;
}

/** The `__init__` that is all that runs when a call makes an object. */
export function initOf(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const made = classCalled(call, frame);
  return made === undefined || !isPlainlyMade(made) ? undefined : methodOf(made, '__init__');
}

/** Whether nobody could change a result that all would get. */
export function isSafeToShare(callee: FrameCode, code: CodeNode<Expression>): boolean {
  const isObject = callee.scope.name === '__init__' || makesContainer(callee);
  if (valuesReturned(callee).some((value) => isOnePass(value, callee))) return false;
  return (!isObject || isOnlyReadByAskers(code)) && makesSteadyObjects(callee) && givesSteadyFunctions(callee);
}

/** `def step(): seen[0] += 1` of what is compiled to functions: they go on where the one before has left it. */
function givesSteadyFunctions(callee: FrameCode): boolean {
  const inner = withCalled(callee).flatMap((frame) => frame.inner);
  return inner.every(
    (one) =>
      nodesOf(one, 'Nonlocal').length === 0 &&
      receiversChanged(one).every((changed) => bindingsOf(rootOf(changed), one).length > 0),
  );
}

const DEEPEST = 4;

/** Also where a function hands it on to all who ask it, or an object is made of it that nothing changes. */
function isOnlyReadByAskers(code: CodeNode<Expression>, depth: number = 0): boolean {
  const { node, frame, parent } = code;
  if (isOnlyReadOrWalked(code, frame)) return true;
  if (depth > DEEPEST || parent === null) return false;
  if (parent.node.nodeType === 'Return') {
    const calls = callsTo(frame);
    return calls.length > 0 && resumption(frame) === null && calls.every((call) => isOnlyReadByAskers(call, depth + 1));
  }
  if (parent.node.nodeType !== 'Call' || !parent.node.args.some((one) => one === node)) return false;
  const init = initOf(parent.node, frame);
  return init !== undefined && isPureFrame(init) && makesSteadyObjects(init);
}

/** Whether nothing in the file changes the objects that a function makes, on whichever way, once they are made. */
export const makesSteadyObjects: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) => {
  const owners = new Set(withCalled(callee).flatMap(classesMade));
  if ([...owners].every((owner) => isSteadyObject(owner, NOBODY))) return true;
  const frames = withAllCalled(callee);
  const isInside = ({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean =>
    frames.includes(frame) || isCallOfOwn(node, frame);
  const makers = new Set(frames.filter((one) => callsTo(one).length > 0 && callsTo(one).every(isInside)));
  return [...owners].every((owner) => isSteadyObject(owner, makers));
});

/** The class whose `__init__` it is, and those of which it makes objects that have none. */
function classesMade(frame: FrameCode): readonly FrameCode[] {
  const own = frame.scope.name === '__init__' ? (frame.parent ?? []) : [];
  const made = nodesOf(frame, 'Call').flatMap(({ node }) => classCalled(node, frame) ?? []);
  return [own, made.filter((owner) => methodOf(owner, '__init__') === undefined)].flat();
}

const NOBODY: ReadonlySet<FrameCode> = new Set();

/** Once it is made: what its makers do to it is a part of that. */
function isSteadyObject(owner: FrameCode, makers: ReadonlySet<FrameCode>): boolean {
  const init = methodOf(owner, '__init__') ?? owner;
  const set = nodesOf(init, 'Attribute').flatMap(({ node }) =>
    node.ctx.nodeType === 'Load' ? [] : (selfAttribute(node, init) ?? []),
  );
  const methods = classesOf(owner)
    .flatMap(methodsOf)
    .filter((method) => method.scope.name !== '__init__' && !makers.has(method));
  const isChanged = (name: string): boolean =>
    changedFromOutside(owner.module)
      .get(name)
      ?.some(({ frame }) => !makers.has(frame)) === true;
  // `self.parts = iter(words)`: the first who walks it leaves nothing to the next
  const isLeft = ({ node }: CodeNode<NodeOf<'Attribute'>>): boolean =>
    isOnePass(node, init) && !readsOfAttribute(node.attr, owner.module).every(({ frame }) => makers.has(frame));
  return (
    !methods.some(changesItself) &&
    ![...set, ...annotatedFields(owner)].some(isChanged) &&
    !nodesOf(init, 'Attribute').some(isLeft)
  );
}

function changesItself(method: FrameCode): boolean {
  return changedBy(method).some((changed) => selfAttribute(changed, method) !== null);
}

/** What a function sets or changes: `self.total`, `row.cells` of `row.cells.append(cell)`, `self.tokens` of `next(self.tokens)`. */
function changedBy(frame: FrameCode): readonly Expression[] {
  const set = nodesOf(frame, 'Attribute').flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node]));
  const taken = nodesOf(frame, 'Call').flatMap(({ node }) =>
    calledName(node, frame) === 'next' ? node.args.slice(0, 1) : [],
  );
  return [...set, ...taken, ...receiversChanged(frame)];
}

/** The attributes that functions of the file set or change of objects that are not their own, nor made by themselves. */
const changedFromOutside = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) =>
      changedBy(frame).flatMap((one) =>
        one.nodeType === 'Attribute' && selfAttribute(one, frame) === null && !isOfOwnObjects(one.value, frame)
          ? [{ name: one.attr, frame }]
          : [],
      ),
    ),
    ({ name }) => [name],
  ),
);

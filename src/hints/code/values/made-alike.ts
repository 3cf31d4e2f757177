import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, type ModuleCode, methodsOf, nodesOf } from '../module-code.ts';
import { calledName, classesOf, selfAttribute } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { makesContainer } from '../steady/depth-made.ts';
import { isPureFrame, withCalled } from '../steady/pure-frame.ts';
import { receiversChanged } from '../steady/receivers-changed.ts';
import { isOnlyRead, isOnlyReadOrWalked } from '../steady/result-use.ts';
import { classCalled, isPlainlyMade, methodOf } from './classes-called.ts';
import { isOfOwnObjects } from './own-objects.ts';

/**
 * Whether `Template(PAGE)` makes an object that is as good as any other made of the same: its `__init__` only sets attributes
 * of it, nothing in the file changes them later, and it is only asked, not kept.
 */
export function isMadeAlike(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const made = classCalled(code.node, frame);
  const init = made === undefined || !isPlainlyMade(made) ? undefined : methodOf(made, '__init__');
  if (init === undefined || !isPureFrame(init) || !isOnlyRead(code, frame)) return false;
  return makesSteadyObjects(init);
}

/** The `__init__` that makes such an object: what it is given can be counted. */
export function initMadeAlike(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): FrameCode | undefined {
  const made = classCalled(code.node, frame);
  return made !== undefined && isMadeAlike(code, frame) ? methodOf(made, '__init__') : undefined;
}

/** Whether nobody could change a result that all would get. */
export function isSafeToShare(callee: FrameCode, code: CodeNode<Expression>): boolean {
  return (!makesContainer(callee) || isOnlyReadOrWalked(code, code.frame)) && makesSteadyObjects(callee);
}

/** Whether nothing in the file changes the objects that a function makes, on whichever way, once they are made. */
export function makesSteadyObjects(callee: FrameCode): boolean {
  return withCalled(callee).every((one) => one.scope.name !== '__init__' || isSteadyObject(one));
}

const isSteadyObject = oncePer((init: FrameCode): boolean => {
  const owner = init.parent;
  if (owner === null) return false;
  const set = nodesOf(init, 'Attribute').flatMap(({ node }) =>
    node.ctx.nodeType === 'Load' ? [] : (selfAttribute(node, init) ?? []),
  );
  const methods = classesOf(owner)
    .flatMap(methodsOf)
    .filter(({ scope }) => scope.name !== '__init__');
  // `self.parts = iter(words)`: the first who walks it leaves nothing to the next
  const isLeft = (code: CodeNode<NodeOf<'Attribute'>>): boolean => isOnePass(code.node, init);
  return (
    !methods.some(changesItself) &&
    !set.some((name) => changedFromOutside(init.module).has(name)) &&
    !nodesOf(init, 'Attribute').some(isLeft)
  );
});

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
const changedFromOutside = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames.flatMap((frame) =>
        changedBy(frame).flatMap((one) =>
          one.nodeType === 'Attribute' && selfAttribute(one, frame) === null && !isOfOwnObjects(one.value, frame)
            ? [one.attr]
            : [],
        ),
      ),
    ),
);

import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { isSettled } from './asked-again.ts';
import { isSameInEveryCall } from './invariance.ts';
import { type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { bindingsOf, resolve, selfAttribute } from './names.ts';
import { framesThatReach, isPureFrame } from './pure-frame.ts';
import { receiversChanged } from './result-use.ts';
import { attributesSetLater } from './set-later.ts';

/** It gives the same for the same arguments: it changes nothing, and reads nothing else that changes. */
export function isFixed(callee: FrameCode): boolean {
  return isPlainMethod(callee) && isPureFrame(callee) && !unsteadyFrames(callee.module).has(callee);
}

const unsteadyFrames = oncePer((module: ModuleCode) => framesThatReach((frame) => !readsSteady(frame), module));

function readsSteady(frame: FrameCode): boolean {
  return (
    nodesOf(frame, 'Name').every(({ node }) => bindingsOf(node.id, frame).length > 0 || isSteadyName(node, frame)) &&
    nodesOf(frame, 'Attribute').every(({ node }) => node.ctx.nodeType !== 'Load' || isSteadyAttribute(node, frame))
  );
}

function isPlainMethod({ node }: FrameCode): boolean {
  if (!isFunctionNode(node)) return false;
  return node.decorator_list.every((one) => one.nodeType === 'Name' && PLAIN.has(one.id));
}

const PLAIN: ReadonlySet<string> = new Set(['staticmethod', 'classmethod']);

function isSteadyName(node: NodeOf<'Name'>, frame: FrameCode): boolean {
  return isSettled(node, frame) && !changedInFile(frame.module).has(node.id);
}

/** `self.words` that only `__init__` binds and nobody changes; of other objects an attribute that only `__init__` sets. */
function isSteadyAttribute(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  if (isCalled(node, frame)) return true;
  if (attributesSetLater(frame.module).has(node.attr) || changedInFile(frame.module).has(node.attr)) return false;
  return selfAttribute(node, frame) === null || isSameInEveryCall(node, frame);
}

function isCalled(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  return namesCalled(frame).has(node);
}

const namesCalled = oncePer((frame: FrameCode): ReadonlySet<Expression> => {
  return new Set(nodesOf(frame, 'Call').map(({ node }) => node.func));
});

/** The last names of what the file changes by a method or an item, of names outside of functions and of attributes. */
const changedInFile = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> => new Set(frames.flatMap((frame) => changedIn(frame))),
);

/** Names of attributes that something in the file sets or changes outside of `__init__`, of whichever object. */
export const attributesChangedLater: (module: ModuleCode) => ReadonlySet<string> = oncePer(
  (module: ModuleCode): ReadonlySet<string> =>
    new Set([
      ...attributesSetLater(module),
      ...module.frames.filter(({ scope }) => scope.name !== '__init__').flatMap(changedIn),
    ]),
);

function changedIn(frame: FrameCode): readonly string[] {
  return receiversChanged(frame).flatMap((one) => outerName(one, frame) ?? []);
}

function outerName(changed: Expression, frame: FrameCode): string | undefined {
  if (changed.nodeType === 'Attribute') return changed.attr;
  if (changed.nodeType === 'Subscript') return outerName(changed.value, frame);
  if (changed.nodeType !== 'Name') return undefined;
  const isOwn = isFunctionNode(frame.node) && resolve(changed.id, frame).every(({ frame: at }) => at === frame);
  return isOwn ? undefined : changed.id;
}

import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, resolve, selfAttribute, selfName } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import { isOfGiven } from '../values/own-objects.ts';
import { isInit } from '../values/own-values.ts';
import { isSettled } from './asked-again.ts';
import { isAskedByName } from './asked-by-name.ts';
import { isCallAlone, withAllCalled } from './call-alone.ts';
import { rootOf } from './changed-itself.ts';
import { changersOf, changersOfItself, isChangedByGiver } from './changed-later.ts';
import { isSameInEveryCall } from './invariance.ts';
import { framesThatReach, isPureFrame, withCalled } from './pure-frame.ts';
import { receiversChanged } from './receivers-changed.ts';
import { attributesSetLater, isMaking, setsByName } from './set-later.ts';
import { readsUnnamed } from './unnamed-reads.ts';

/** It gives the same for the same arguments: it changes nothing, and reads nothing else that changes. */
export function isFixed(callee: FrameCode): boolean {
  return isPlainMethod(callee) && givesTheSame(callee);
}

/** The same of a property: of one object it gives the same each time. */
export function givesTheSame(callee: FrameCode): boolean {
  return isPureFrame(callee) && !unsteadyFrames(callee.module).has(callee) && !readsUnnamed(callee);
}

const unsteadyFrames = oncePer((_: ModuleCode) => framesThatReach((frame) => !readsSteady(frame)));

function readsSteady(frame: FrameCode): boolean {
  return (
    nodesOf(frame, 'Name').every(({ node }) => bindingsOf(node.id, frame).length > 0 || isSteadyName(node, frame)) &&
    nodesOf(frame, 'Attribute').every(({ node }) => node.ctx.nodeType !== 'Load' || isSteadyAttribute(node, frame))
  );
}

/**
 * The functions that change something which a function reads: between their calls it gives the same for the same arguments.
 * undefined where it does more than that, or may read what nobody sees change.
 */
export const changersOfReads: (callee: FrameCode) => readonly FrameCode[] | undefined = oncePer((callee: FrameCode) =>
  isPureFrame(callee) ? changersAround(callee, false) : undefined,
);

/** The same of a call that changes nothing but what was made for it: what it is given only it can come to. */
export function changersOfCall(
  call: NodeOf<'Call'>,
  callee: FrameCode,
  frame: FrameCode,
): ReturnType<typeof changersOfReads> {
  return isCallAlone(call, frame) ? changersAround(callee, true) : changersOfReads(callee);
}

function changersAround(callee: FrameCode, isAlone: boolean): readonly FrameCode[] | undefined {
  if (readsUnnamed(callee)) return undefined;
  const frames = (isAlone ? withAllCalled : withCalled)(callee).flatMap((frame) => [frame, ...frame.inner]);
  const found = frames.map((frame) => changersOfNodes(frame.nodes, frame, isAlone));
  if (found.includes(undefined)) return undefined;
  // what it calls is as pure, and changes nothing but what it makes for this one answer
  return [...new Set(found.flatMap((all) => all ?? []))].filter((one) => !frames.includes(one));
}

/** The same of what some nodes of a frame read. */
export function changersOfNodes(
  nodes: readonly CodeNode[],
  frame: FrameCode,
  isAlone: boolean = false,
): readonly FrameCode[] | undefined {
  const found = new Set<FrameCode>();
  for (const code of nodes) {
    const { node } = code;
    if (node.nodeType === 'Name' && node.ctx.nodeType === 'Load' && bindingsOf(node.id, frame).length === 0) {
      if (!isSettled(node, frame)) return undefined;
      for (const one of [...changersSeen(node, code), ...changersAtStart(node.id, frame)]) found.add(one);
    }
    if (node.nodeType !== 'Attribute' || node.ctx.nodeType !== 'Load') continue;
    if (isAlone && isOfGiven(node, frame)) continue; // nobody else has it
    for (const one of setsByAttribute(frame.module).get(node.attr) ?? []) found.add(one);
    if (isCalled(node, frame)) continue;
    if (isChangedAsGiven(node.attr, frame) || setsUnnamed(frame.module) || isOnePass(node, frame)) return undefined;
    for (const one of [...changersSeen(node, code), ...changersAtStart(`.${node.attr}`, frame)]) found.add(one);
  }
  return [...found];
}

/** Of what is asked for by name alone each name tells who changes it. */
function changersSeen(value: Expression, code: CodeNode): readonly FrameCode[] {
  return isAskedByName(code) ? changersOfItself(value, code.frame) : changersOf(value, code.frame);
}

/** The list that some object was made with, which who gave it changes afterwards. */
function isChangedAsGiven(attribute: string, frame: FrameCode): boolean {
  return attributesNamed(attribute, frame).some(({ frame: init }) => isChangedByGiver(attribute, init, isThingItself));
}

/** Of `group.rows` after `Group(name, group)` whoever reads `rows` is told by that name. */
function isThingItself(changed: Expression): boolean {
  return changed.nodeType === 'Subscript' ? isThingItself(changed.value) : changed.nodeType === 'Name';
}

/** `setattr(kind, field, value)`, `row.__dict__[field] = value`, `row.__dict__ = fields` and `vars(row).update(fields)` may set any attribute, but of an object that is being made. */
export const setsUnnamed: (module: ModuleCode) => boolean = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some((frame) => {
    const calls = setsByName(frame).flatMap(({ object, names }) => (names === undefined ? [object] : []));
    const bound = nodesOf(frame, 'Attribute').flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node]));
    const dicts = [...bound, ...receiversChanged(frame)].flatMap((one) => ownerOfDict(one, frame) ?? []);
    const changed = [...calls, ...dicts];
    return changed.some((one) => !(isInit(frame) && rootOf(one) === selfName(frame)));
  }),
);

function ownerOfDict(changed: Expression, frame: FrameCode): Expression | undefined {
  if (changed.nodeType === 'Attribute') return changed.attr === '__dict__' ? changed.value : undefined;
  return changed.nodeType === 'Call' && calledName(changed, frame) === 'vars' ? changed.args[0] : undefined;
}

/** By attribute: who sets it of an object, but what makes that. */
const setsByAttribute = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, readonly FrameCode[]> => {
  const set = frames
    .flatMap((frame) => nodesOf(frame, 'Attribute'))
    .filter(({ node, frame }) => {
      return node.ctx.nodeType !== 'Load' && !(isMaking(frame) && selfAttribute(node, frame) !== null);
    });
  const all = [
    ...set.map(({ node: { attr }, frame }) => ({ names: [attr], frame })),
    ...frames.flatMap((frame) => setsByName(frame).map(({ names = [] }) => ({ names, frame }))),
  ];
  const grouped = groupBy(all, ({ names }) => names);
  return new Map([...grouped].map(([attribute, found]) => [attribute, found.map(({ frame }) => frame)]));
});

/** What the module itself changes, and an `__init__` of what is not its object's. */
function changersAtStart(name: string, { module }: FrameCode): readonly FrameCode[] {
  return changedAtStart(module).get(name) ?? [];
}

const changedAtStart = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, readonly FrameCode[]> => {
  const early = frames.filter((frame) => frame.parent === null || isInit(frame));
  const changed = early.flatMap((frame) =>
    receiversChanged(frame)
      .filter((one) => selfName(frame) === null || rootOf(one) !== selfName(frame))
      .flatMap((one) => {
        const name = outerName(one, frame);
        return name === undefined ? [] : [{ name: one.nodeType === 'Attribute' ? `.${name}` : name, frame }];
      }),
  );
  const grouped = groupBy(changed, ({ name }) => [name]);
  return new Map([...grouped].map(([name, all]) => [name, all.map(({ frame }) => frame)]));
});

/** A function, or a method that is static, of the class, or of its object: nothing else is done with its calls. */
export function isPlainMethod({ node }: FrameCode): boolean {
  if (!isFunctionNode(node)) return false;
  return node.decorator_list.every((one) => one.nodeType === 'Name' && PLAIN.has(one.id));
}

const PLAIN: ReadonlySet<string> = new Set(['staticmethod', 'classmethod']);

function isSteadyName(node: NodeOf<'Name'>, frame: FrameCode): boolean {
  return isSettled(node, frame) && !changedInFile(frame.module).has(node.id) && !isOnePass(node, frame);
}

/** `self.words` that only `__init__` binds and nobody changes; of other objects an attribute that only `__init__` sets. */
function isSteadyAttribute(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  if (isCalled(node, frame)) return !attributesSetLater(frame.module).has(node.attr); // a method may be set too
  if (isOnePass(node, frame) || setsUnnamed(frame.module)) return false;
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
    new Set([...attributesSetLater(module), ...module.frames.filter((frame) => !isMaking(frame)).flatMap(changedIn)]),
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

import { lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { framesNamed } from '../frames-named.ts';
import { isProperty } from '../method-meant.ts';
import { definedAs, type FrameCode, type ModuleCode, methodsNamed, methodsOfModule, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, classesOf, fullName, methodCalled, selfAttribute, selfName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { classCalled, isPlainlyMade, makesPlainValue, methodOf } from '../values/classes-called.ts';
import { isInit, isOfItsOwn } from '../values/own-values.ts';
import { CHANGING } from './changing-methods.ts';
import { isKnownPure, isOfStruct } from './known-pure.ts';

/**
 * Whether a function changes nothing but names of its own and what it has made itself, and calls nothing but what does the
 * same. An `__init__` may set what is its object's: for those who make one it changes nothing.
 */
export function isPureFrame(frame: FrameCode): boolean {
  return !impureFrames(frame.module).has(frame);
}

const impureFrames = oncePer((_: ModuleCode) =>
  framesThatReach((frame) => !isPlainlyDecorated(frame) || !frame.nodes.every(({ node }) => isPureNode(node, frame))),
);

export type OwnTest = (expression: Expression, frame: FrameCode) => boolean;

/** Whether an expression calls nothing but what changes nothing. */
export function isPureExpression(expression: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(expression)].every((node) => isPureStep(node, frame));
}

/** Whether a node has no effect by itself, nor what it calls. */
export function isPureStep(node: SyntaxNode, frame: FrameCode): boolean {
  if (!isPureNode(node, frame)) return false;
  if (node.nodeType === 'Attribute') return propertiesAsked(node, frame).every(isPureFrame);
  if (node.nodeType !== 'Call') return true;
  const given = givenValues(node).flatMap((value) => framesNamed({ node: value, frame }));
  const callee = knownCallee(node, frame);
  // what is done to an object that is made here is nothing to others
  const called = callee === undefined ? methodsNamed(methodAsked(node, frame) ?? '', frame) : [callee];
  return [...called, ...given].every(isPureFrame);
}

/** The functions of the file that a call may mean. */
export function framesMeant(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  if (!isNameOfFile(call, frame)) return NO_FRAMES;
  const found = knownCallee(call, frame);
  if (found !== undefined) return [found];
  const isObject = call.func.nodeType === 'Attribute' && isObjectOfFile(call.func.value, frame);
  return methodsNamed((isObject ? lastName(call.func) : methodAsked(call, frame)) ?? '', frame);
}

const NO_FRAMES: readonly FrameCode[] = [];

/** Whether the file has a function or class of that name; `cls` is its own. Most calls are of others, and not looked at closer. */
function isNameOfFile({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return definedAs(lastName(func), frame).length > 0 || (func.nodeType === 'Name' && func.id === selfName(frame));
}

export function knownCallee(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  if (!isNameOfFile(call, frame)) return undefined;
  return ownCallee(call, frame) ?? initCalled(call, frame);
}

/** `basket` after `basket = Basket()`: made here, and its methods are those of the file. */
function isObjectOfFile(value: Expression, frame: FrameCode): boolean {
  const bound = value.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  return bound.some(
    ({ binding: { value: made } }) => made?.nodeType === 'Call' && classCalled(made, frame) !== undefined,
  );
}

/** Whether a node calls, as far as the file shows, one of some functions. */
export function callsOneOf(wanted: FrameTest, node: SyntaxNode, frame: FrameCode): boolean {
  return node.nodeType === 'Call' && framesMeant(node, frame).some((callee) => wanted.has(callee));
}

const EFFECTS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Global', 'Nonlocal', 'Await', 'With', 'AsyncWith']);

export function isPureNode(node: SyntaxNode, frame: FrameCode, isOwn: OwnTest = isOfItsOwn): boolean {
  if (EFFECTS.has(node.nodeType)) return false;
  if (node.nodeType === 'Attribute') return node.ctx.nodeType === 'Load' || isOwnAttribute(node, frame, isOwn);
  if (node.nodeType === 'Name') return node.id !== selfName(frame) || node.ctx.nodeType === 'Load';
  if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load' || isOwn(node.value, frame);
  return node.nodeType !== 'Call' || isPureCall(node, frame, isOwn);
}

/** `self.name` in the `__init__` that sets it, and `node.name` of a node that the function has made. */
export function isOwnAttribute(node: NodeOf<'Attribute'>, frame: FrameCode, isOwn: OwnTest = isOfItsOwn): boolean {
  return (isInit(frame) && selfAttribute(node, frame) !== null) || isOwn(node.value, frame);
}

function isPureCall(node: NodeOf<'Call'>, frame: FrameCode, isOwn: OwnTest): boolean {
  const method = methodCalled(node, frame);
  if (method !== undefined && CHANGING.has(method.name) && !isOwn(method.receiver, frame)) return false;
  const name = calledName(node, frame);
  const [first] = node.args;
  if (PUTTING.has(name) && first !== undefined) return isOwn(first, frame);
  if ((name === 'next' && !isOfOwnWalk(node, frame, isOwn)) || isOfOthers(node, name)) return false;
  return (
    isKnownPure(name) ||
    isOfStruct(node, frame) ||
    ownCallee(node, frame) !== undefined ||
    isRecursiveCall(node, frame) ||
    isMaking(node, frame) ||
    methodAsked(node, frame) !== undefined
  );
}

/** They change the list that they are given, and nothing else. */
const PUTTING: ReadonlySet<string> = new Set(
  `heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop bisect.insort bisect.insort_left
  bisect.insort_right`.split(/\s+/),
);

/** `jobs.get()` takes one out of a queue, `worker.join()` waits for another: those of dicts and texts are given something. */
function isOfOthers({ args, keywords }: NodeOf<'Call'>, name: string): boolean {
  if (args.length === 0) return name === '.get' || name === '.join';
  return name === '.get' && keywords.some(({ arg }) => arg === 'timeout');
}

/** What another decorator makes of a function nobody looks at. */
export function isPlainlyDecorated({ node, parent }: FrameCode): boolean {
  if (!isFunctionNode(node) || parent === null) return true;
  return node.decorator_list.every((one) => {
    const named = one.nodeType === 'Call' ? one.func : one;
    return DECORATORS.has(lastName(named)) || fullName(named, parent) === 'functools.wraps';
  });
}

const DECORATORS: ReadonlySet<string> = new Set(
  'property cached_property staticmethod classmethod setter lru_cache cache abstractmethod override overload final'.split(
    ' ',
  ),
);

/** `next(numbers)` of numbers that others walk too takes one away from them. */
function isOfOwnWalk({ args: [walked] }: NodeOf<'Call'>, frame: FrameCode, isOwn: OwnTest): boolean {
  return (
    walked === undefined || walked.nodeType === 'GeneratorExp' || isOwn(walked, frame) || walked.nodeType === 'Call'
  );
}

/** Making an object is as pure as the `__init__` that runs, which {@link calledBy} has. */
function isMaking(node: NodeOf<'Call'>, frame: FrameCode): boolean {
  const made = classCalled(node, frame);
  return made === undefined ? makesPlainValue(node, frame) || isBaseInit(node, frame) : isPlainlyMade(made);
}

/** `super().__init__(...)`: that of a base which is not in the file keeps to itself where the class is plain. */
export function isBaseInit({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return isInit(frame) && func.nodeType === 'Attribute' && func.attr === '__init__';
}

/** The `__init__` in the file that a call runs, by the class or by `super()`. */
export function initCalled(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const made = classCalled(call, frame);
  if (made !== undefined) return methodOf(made, '__init__');
  return isBaseInit(call, frame) ? methodsNamed('__init__', frame).find((one) => isOfBase(one, frame)) : undefined;
}

function isOfBase({ parent }: FrameCode, frame: FrameCode): boolean {
  const owner = frame.parent;
  return owner !== null && parent !== null && parent !== owner && classesOf(owner).includes(parent);
}

/**
 * `holds` of `rule.holds(value)`, where classes of the file have a method of that name: which of them is meant is not known,
 * so that all are looked at.
 */
function methodAsked({ func }: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  if (func.nodeType !== 'Attribute' || isOfItsOwn(func.value, frame)) return undefined;
  if (func.value.nodeType === 'Constant') return undefined; // `' '.join(words)`
  return methodsNamed(func.attr, frame).length > 0 ? func.attr : undefined;
}

/** `walk(node.left)` in `walk`, and `self.left.walk()` in a method `walk`, whichever class has the part. */
export function isRecursiveCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (ownCallee(call, frame) === frame) return true;
  // `sqlite3.connect()` in a method `connect` is another
  return frame.parent?.node.nodeType === 'ClassDef' && fullName(call.func, frame) === `.${frame.scope.name}`;
}

/** What a frame calls: functions of the file and methods of its object, and all methods and properties of some names. */
type Called = { readonly frames: readonly FrameCode[]; readonly names: ReadonlySet<string> };

const calledBy = oncePer((frame: FrameCode): Called => {
  const calls = nodesOf(frame, 'Call').map(({ node }) => node);
  return {
    frames: [
      ...new Set(
        calls.flatMap((call) => [
          ...[knownCallee(call, frame) ?? []].flat(),
          ...givenValues(call).flatMap((value) => framesNamed({ node: value, frame })),
        ]),
      ),
    ],
    names: new Set([
      ...calls.flatMap((call) => (knownCallee(call, frame) === undefined ? nameAsked(call, frame) : [])),
      ...nodesOf(frame, 'Attribute').flatMap(({ node }) =>
        propertiesOf(frame.module).has(node.attr) ? [node.attr, ...ASKED] : ASKED,
      ),
    ]),
  };
});

/** `table` of `self.table[0]`: to ask for a property is to call it. */
function propertiesAsked({ attr }: NodeOf<'Attribute'>, frame: FrameCode): readonly FrameCode[] {
  const names = propertiesOf(frame.module).has(attr) ? [attr, ...ASKED] : ASKED;
  return names.flatMap((name) => methodsNamed(name, frame));
}

/** They run where any attribute is read, as far as one knows of which object it is. */
const ASKED: readonly string[] = ['__get__', '__getattr__', '__getattribute__'];

const propertiesOf = oncePer(
  (module: ModuleCode): ReadonlySet<string> =>
    new Set([...methodsOfModule(module)].flatMap(([name, methods]) => (methods.some(isProperty) ? [name] : []))),
);

function nameAsked(call: NodeOf<'Call'>, frame: FrameCode): readonly string[] {
  return [...(isRecursiveCall(call, frame) ? [frame.scope.name] : []), ...[methodAsked(call, frame) ?? []].flat()];
}

/** Frames that are looked for only as far as somebody asks. */
export type FrameTest = Pick<ReadonlySet<FrameCode>, 'has'>;

/** The frames for which something holds, and those that call one of them, by however many calls between. */
export function framesThatReach(
  holds: (frame: FrameCode) => boolean,
  called: (frame: FrameCode) => readonly FrameCode[] = framesAsked,
): FrameTest {
  const isHolding = oncePer(holds);
  const known = new Map<FrameCode, boolean>();
  const search = (start: FrameCode): boolean => {
    const callers = new Map<FrameCode, FrameCode | undefined>([[start, undefined]]);
    for (const frame of callers.keys()) {
      if (known.get(frame) ?? isHolding(frame)) {
        for (let at: FrameCode | undefined = frame; at !== undefined; at = callers.get(at)) known.set(at, true);
        return true;
      }
      if (known.has(frame)) continue;
      for (const callee of called(frame)) if (!callers.has(callee)) callers.set(callee, frame);
    }
    for (const frame of callers.keys()) known.set(frame, false);
    return false;
  };
  return { has: (frame) => known.get(frame) ?? search(frame) };
}

/** All that a frame calls, or may call, in the file. */
export const framesAsked: (frame: FrameCode) => readonly FrameCode[] = oncePer(
  (frame: FrameCode): readonly FrameCode[] => {
    const { frames, names } = calledBy(frame);
    return [...frames, ...[...names].flatMap((name) => methodsNamed(name, frame))];
  },
);

/** It and all functions of the file that it calls, or may call. */
export const withCalled: (frame: FrameCode) => readonly FrameCode[] = oncePer((frame: FrameCode) => {
  const found = new Set([frame]);
  const names = new Set<string>();
  for (const each of found) {
    const called = calledBy(each);
    for (const one of called.frames) found.add(one);
    for (const name of called.names) {
      if (names.has(name)) continue;
      names.add(name);
      for (const one of methodsNamed(name, each)) found.add(one);
    }
  }
  return [...found];
});

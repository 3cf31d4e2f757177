import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';

import {
  type FrameCode,
  groupBy,
  type LoopNode,
  type ModuleCode,
  methodsOf,
  nodesInLoop,
  nodesOf,
} from './module-code.ts';
import { attributeBindings, bindingsOf, calledName, methodCalled, resolve, selfAttribute, selfName } from './names.ts';

/** Methods that make what they are called on longer. */
export const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'add']);

export const CHANGING: ReadonlySet<string> = new Set([
  ...GROWING,
  ...'insert pop remove clear sort reverse update setdefault popitem appendleft popleft discard'.split(' '),
]);

const PURE: ReadonlySet<string> = new Set(
  `sum max min sorted any all iter len abs round int float str repr bool range enumerate zip reversed set list dict tuple
  frozenset divmod pow ord chr isinstance map filter decimal.Decimal .quantize .total_seconds math.sqrt math.log
  math.log2 math.exp math.floor math.ceil math.hypot math.dist math.fsum math.prod math.sin math.cos statistics.mean
  statistics.median statistics.pstdev statistics.stdev collections.Counter .items .values .keys .get .split .rsplit
  .splitlines .strip .lstrip .rstrip .lower .upper .title .replace .partition .startswith .endswith .isdigit .isalpha
  .encode .decode .join .append .add .update .extend .format .count .index .most_common re.findall re.split re.sub
  re.escape re.compile .findall json.dumps datetime.timedelta datetime.date datetime.datetime fractions.Fraction
  .setdefault .casefold .sub .match .search .fullmatch .group .start .end .span .groups .groupdict unicodedata.normalize type hash
  re.match re.search re.fullmatch .finditer .rfind .find .isspace .isupper .islower .zfill .ljust .rjust .center
  math.pi hashlib.md5 hashlib.sha1 hashlib.sha256 hashlib.blake2b .hexdigest .digest zlib.crc32`.split(/\s+/),
);

/** Whether a function changes nothing but names of its own, and calls nothing but what does the same. */
export function isPureFrame(frame: FrameCode): boolean {
  return !impureFrames(frame.module).has(frame);
}

const impureFrames = oncePer((module: ModuleCode) =>
  framesThatReach((frame) => !frame.nodes.every(({ node }) => isPureNode(node, frame)), module),
);

/** Whether an `__init__` does nothing but set attributes of its object. */
export function setsOnlyItself(init: FrameCode): boolean {
  return withCalled(init).every((one) =>
    one.nodes.every(({ node }) => isPureNode(node, one) || (one === init && isOfObject(node, init))),
  );
}

/** `self.steps = []`, and `self.steps.append(step)` of what it has begun itself. */
function isOfObject(node: SyntaxNode, init: FrameCode): boolean {
  if (node.nodeType === 'Attribute') return selfAttribute(node, init) !== null;
  const method = node.nodeType === 'Call' ? methodCalled(node, init) : undefined;
  if (method === undefined || !GROWING.has(method.name)) return false;
  const name = selfAttribute(method.receiver, init);
  const bound = name === null ? [] : attributeBindings(name, init);
  return bound.length === 1 && bound.every(({ binding: { value }, frame }) => frame === init && !isShared(value));
}

/** Whether a loop changes nothing but names of its function. */
export function isPureLoop(loop: LoopNode, frame: FrameCode): boolean {
  return pureLoops(frame)(loop);
}

/** Asked for each call in the loop. */
const pureLoops = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode) => nodesInLoop(loop, frame).every(({ node }) => isPureStep(node, frame))),
);

/** Whether an expression calls nothing but what changes nothing. */
export function isPureExpression(expression: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(expression)].every((node) => isPureStep(node, frame));
}

function isPureStep(node: SyntaxNode, frame: FrameCode): boolean {
  const callee = node.nodeType === 'Call' ? ownCallee(node, frame) : undefined;
  return isPureNode(node, frame) && (callee === undefined || isPureFrame(callee));
}

const EFFECTS: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Global',
  'Nonlocal',
  'Delete',
  'Await',
  'Raise',
  'With',
  'AsyncWith',
]);

function isPureNode(node: SyntaxNode, frame: FrameCode): boolean {
  if (EFFECTS.has(node.nodeType)) return false;
  if (node.nodeType === 'Attribute') return node.ctx.nodeType === 'Load';
  if (node.nodeType === 'Name') return node.id !== selfName(frame) || node.ctx.nodeType === 'Load';
  if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load' || isOfItsOwn(node.value, frame);
  return node.nodeType !== 'Call' || isPureCall(node, frame);
}

function isPureCall(node: NodeOf<'Call'>, frame: FrameCode): boolean {
  const method = methodCalled(node, frame);
  if (method !== undefined && CHANGING.has(method.name) && !isOfItsOwn(method.receiver, frame)) return false;
  return PURE.has(calledName(node, frame)) || ownCallee(node, frame) !== undefined || isRecursiveCall(node, frame);
}

/** A name that the function binds to something that it has made itself. */
function isOfItsOwn(expression: Expression, frame: FrameCode): boolean {
  if (expression.nodeType !== 'Name') return false;
  const bound = bindingsOf(expression.id, frame);
  return bound.length > 0 && bound.every(({ binding: { kind, value } }) => kind !== 'argument' && !isShared(value));
}

function isShared(value: Expression | null): boolean {
  return value === null || ['Name', 'Attribute', 'Subscript'].includes(value.nodeType);
}

/** Another method of the same object, or a function of the file: it is looked at too. */
export function ownCallee(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const name = selfAttribute(call.func, frame);
  if (name !== null && frame.parent !== null) return methodsByName(frame.parent).get(name)?.[0];
  if (call.func.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(call.func.id, frame);
  const node = only?.binding.node;
  if (node?.nodeType !== 'FunctionDef' || node.decorator_list.length > 0 || others.length > 0) return undefined;
  return frame.module.frameAt(node);
}

const methodsByName = oncePer((owner: FrameCode) => groupBy(methodsOf(owner), ({ scope }) => [scope.name]));

/** `walk(node.left)` in `walk`, and `self.left.walk()` in a method `walk`, whichever class has the part. */
export function isRecursiveCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (ownCallee(call, frame) === frame) return true;
  const isMethod = frame.parent?.node.nodeType === 'ClassDef';
  return isMethod && call.func.nodeType === 'Attribute' && call.func.attr === frame.scope.name;
}

/** All methods of a name in the file: which of them a recursive call means is not known. */
export function methodsNamed(name: string, { module }: FrameCode): readonly FrameCode[] {
  return methodsOfModule(module).get(name) ?? NO_FRAMES;
}

const NO_FRAMES: readonly FrameCode[] = [];

const methodsOfModule = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.filter(({ parent }) => parent?.node.nodeType === 'ClassDef'),
    ({ scope }) => [scope.name],
  ),
);

/** What a frame calls: functions of the file and methods of its object, and all methods of its own name if it calls such a one. */
type Called = { readonly frames: readonly FrameCode[]; readonly isByName: boolean };

const calledBy = oncePer((frame: FrameCode): Called => {
  const calls = nodesOf(frame, 'Call').map(({ node }) => ({ node, callee: ownCallee(node, frame) }));
  return {
    frames: [...new Set(calls.flatMap(({ callee }) => callee ?? []))],
    isByName: calls.some(({ node, callee }) => callee === undefined && isRecursiveCall(node, frame)),
  };
});

/** The frames of a file for which something holds, and those that call one of them, by however many calls between. */
export function framesThatReach(holds: (frame: FrameCode) => boolean, module: ModuleCode): ReadonlySet<FrameCode> {
  const callers = callersOf(module);
  const found = new Set(module.frames.filter(holds));
  const names = new Set<string>();
  for (const frame of found) {
    for (const caller of callers.byFrame.get(frame) ?? []) found.add(caller);
    const { name } = frame.scope;
    if (names.has(name) || frame.parent?.node.nodeType !== 'ClassDef') continue;
    names.add(name);
    for (const caller of callers.byName.get(name) ?? []) found.add(caller);
  }
  return found;
}

const callersOf = oncePer(({ frames }: ModuleCode) => ({
  byFrame: groupBy(frames, (frame) => calledBy(frame).frames),
  byName: groupBy(frames, (frame) => (calledBy(frame).isByName ? [frame.scope.name] : [])),
}));

/** It and the functions of the file and methods of its object that it calls. */
export const withCalled: (frame: FrameCode) => readonly FrameCode[] = oncePer((frame: FrameCode) => {
  const found = new Set([frame]);
  const names = new Set<string>();
  for (const each of found) {
    const { frames, isByName } = calledBy(each);
    for (const one of frames) found.add(one);
    if (!isByName || names.has(each.scope.name)) continue;
    names.add(each.scope.name);
    for (const one of methodsNamed(each.scope.name, each)) found.add(one);
  }
  return [...found];
});

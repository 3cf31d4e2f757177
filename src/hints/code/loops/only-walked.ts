import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { isHandedOn } from '../handed-on.ts';
import { type CodeNode, classAround, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isOmitted } from '../omitted-names.ts';
import { ownCallee } from '../own-callee.ts';
import { attributesChangedLater, isPlainMethod } from '../steady/fixed-function.ts';
import { withCalled } from '../steady/pure-frame.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isConstant, type Walk, walkedOnceAnywhere } from './consumption.ts';
import { canBeMadeMeanwhile } from './postponed.ts';

/** Built-ins that walk what they get once. */
export const WALKERS: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'set', 'frozenset', 'dict', 'Counter']);

export type Walkers = {
  readonly walking: readonly CodeNode<NodeOf<'Call'>>[];
  readonly needing: readonly CodeNode<NodeOf<'Call'>>[];
};

/** The calls in the file that only walk what a function gives, and those that need it whole; undefined where none only walks it. */
export function walkersOf(frame: FrameCode): Walkers | undefined {
  if (!isPlainFunction(frame)) return undefined;
  if (classAround(frame) === null && isExported(frame)) return undefined;
  if (isOmitted(frame.scope.name, frame.module.source)) return undefined; // a call that could not be parsed may do more
  if (isHandedOn(frame)) return undefined;
  const calls = callsTo(frame);
  const walking = calls.filter((call) => isWalkedSafely(call, frame));
  return walking.length === 0 ? undefined : { walking, needing: calls.filter((call) => !walking.includes(call)) };
}

/** What a decorator does with a generator nobody knows: `lru_cache` would give the same one, used up, to the next caller. */
function isPlainFunction(frame: FrameCode): boolean {
  return frame.node.nodeType === 'FunctionDef' && isPlainMethod(frame);
}

/** `board.play(board.moves())` may change what a generator of the moves would still read. */
function isWalkedSafely(call: CodeNode, frame: FrameCode): boolean {
  const walk = walkedOnceAnywhere(call, WALKERS);
  if (walk === undefined) return false;
  if (walk.frame === call.frame && isMadeForCall(call, walk.walk)) return true;
  if (!canBeMadeMeanwhile(call, frame, walkAround(call, walk.frame))) return false;
  if (walk.frame === call.frame) return true;
  if (isWalkedLater(call, walk.frame)) return false;
  if (walk.frame.parent?.node.nodeType !== 'ClassDef') return true;
  const changed = attributesChangedLater(frame.module);
  return !withCalled(frame).some((one) =>
    nodesOf(one, 'Attribute').some(({ node: { ctx, attr } }) => ctx.nodeType === 'Load' && changed.has(attr)),
  );
}

/** A generator walks what it got when it is walked itself: at once in `for row in parsed(lines(path))`, else after whatever. */
function isWalkedLater({ parent }: CodeNode, by: FrameCode): boolean {
  if (!isGenerator(by)) return false;
  if (parent === null || parent.node.nodeType !== 'Call' || parent.parent?.node.nodeType === 'Assign') return true;
  const walk = walkedOnceAnywhere(parent, WALKERS);
  return walk === undefined || (walk.frame !== parent.frame && isWalkedLater(parent, walk.frame));
}

function isGenerator(frame: FrameCode): boolean {
  return nodesOf(frame, 'Yield').length + nodesOf(frame, 'YieldFrom').length > 0;
}

/** `bill(rows())`, at the end of which all is walked. */
function walkAround({ frame, parent }: CodeNode, by: FrameCode): SyntaxNode | undefined {
  return by !== frame && !isGenerator(by) && parent?.node.nodeType === 'Call' ? parent.node : undefined;
}

/** `sum(prices(rows))`: nothing comes between, but what a `key` or `map` runs. */
function isMadeForCall({ parent }: CodeNode, { by, node }: Walk): boolean {
  return by === 'call' && parent?.node === node && node.nodeType === 'Call' && node.keywords.length === 0;
}

/** A name in `__all__` is for others, whose calls are not seen. */
function isExported(frame: FrameCode): boolean {
  const all = frame.module.frames[0] === undefined ? [] : bindingsOf('__all__', frame.module.frames[0]);
  return all.some(
    ({ binding: { value } }) =>
      value?.nodeType === 'List' && value.elts.some((item) => isConstant(item, frame.scope.name)),
  );
}

/** The generator of the file that a call begins. */
export function generatorCalled(given: Expression | undefined, frame: FrameCode): FrameCode | undefined {
  const callee = given?.nodeType === 'Call' ? ownCallee(given, frame) : undefined;
  return callee?.node.nodeType === 'FunctionDef' && nodesOf(callee, 'Yield').length > 0 ? callee : undefined;
}

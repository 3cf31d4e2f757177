import {
  type Expression,
  givenValues,
  givenWithObject,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { isItemsAgain, isOfPairs } from '../loops/pairs-walked.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled, resolve, selfName } from '../names.ts';
import { namesIn, namesInAll } from '../names-in.ts';
import { argumentsFor, callsTo } from '../values/call-arguments.ts';
import { isPartChangedIn } from './drift-keys.ts';
import { isInvariantIn, isSameInEveryCall, namesBoundBy } from './invariance.ts';
import { isPureLoop } from './leaves-alone.ts';
import { isPureExpression } from './pure-frame.ts';
import { attributesSetLater } from './set-later.ts';

/** Why a call has had the same arguments before. */
export type Again = 'every-call' | 'loop' | 'pairs';

const DEEPEST = 2;

/**
 * Whether some values come together again and again where a node runs: they are the same in every call or every pass, or
 * they belong to one of two loops of which each goes through all its items for each of the other's. With `hasObject` also
 * the object around, where what is called reads it.
 */
export function askedAgain(
  values: readonly Expression[],
  code: CodeNode,
  depth: number = 0,
  hasObject: boolean = false,
): Again | undefined {
  const { frame } = code;
  if (values.every((value) => isSameInEveryCall(value, frame))) return 'every-call';
  const free = values.filter((value) => !isSameInEveryCall(value, frame));
  if (
    code.loops.some((loop) => free.every((value) => isInvariantIn(value, loop, frame) && !drifts(value, loop, frame)))
  )
    return 'loop';
  if (isOfOneOfTwoLoops(free, code)) return 'pairs';
  if (depth >= DEEPEST) return undefined;
  const isOfBoth = hasObject || isOfObject(values, frame);
  const isGiven = isGivenAgain(free, frame, depth, isOfBoth);
  return isGiven || (depth > 0 && isMadeOfGiven(free, frame, depth, isOfBoth)) ? 'pairs' : undefined;
}

/** What a caller on the way takes of its own arguments: `place` of `for place in places`, where each of its callers gives the same places. */
function isMadeOfGiven(values: readonly Expression[], frame: FrameCode, depth: number, hasObject: boolean): boolean {
  const made = makingOf(values, frame);
  if (made === undefined || isSetLater(made.given, frame)) return false;
  if (!made.sources.every((one) => isOfNames(one, frame))) return false;
  if (made.given.length > 0) return isGivenAgain(made.given, frame, depth, hasObject);
  const calls = callsTo(frame); // all of it is what each call has: then several calls ask for the same
  return calls.length > 0 && calls.every(({ loops }) => loops.length > 0);
}

/** `table`, where a row of `rows = list(table.values())` is changed. */
function drifts(value: Expression, loop: LoopNode, frame: FrameCode): boolean {
  return value.nodeType === 'Name' && isPartChangedIn(loop, value, frame);
}

function isOfOneOfTwoLoops(values: readonly Expression[], code: CodeNode): boolean {
  const { loops, frame } = code;
  const names = namesInAll(values);
  return loops.some((loop, at) => {
    const bound = namesBoundBefore(code, loop);
    const used = [...names].filter((name) => bound.has(name));
    const isElsewhere = [...names].some((name) => !bound.has(name) && loops.some((one) => namesBoundBy(one).has(name)));
    if (used.length === 0 || isElsewhere || !isPlain(values, bound, frame)) return false;
    if (isOfPairs(loop, frame)) return used.length < bound.size;
    const outer = loops[at - 1];
    return (
      outer !== undefined &&
      !isComprehension(loop) &&
      loop.nodeType !== 'While' &&
      isItemsAgain(loop.iter, outer, frame)
    );
  });
}

/** The names that differ where a node runs: `f(a)` of `for a in rows for b in f(a)` runs once for each `a`. */
function namesBoundBefore(code: CodeNode, loop: LoopNode): ReadonlySet<string> {
  if (!isComprehension(loop)) return namesBoundBy(loop);
  const around = new Set<SyntaxNode>();
  for (let one: CodeNode | null = code; one !== null && one.node !== loop; one = one.parent) around.add(one.node);
  const isIn = (one: Expression): boolean => around.has(one);
  const stands = loop.generators.findIndex(({ iter, ifs }) => isIn(iter) || ifs.some(isIn));
  const [own] = loop.generators.slice(stands);
  if (stands < 0 || own === undefined) return namesBoundBy(loop);
  const before = loop.generators.slice(0, isIn(own.iter) ? stands : stands + 1);
  return new Set(before.flatMap(({ target }) => [...namesIn(target)]));
}

/** The values are made of names of one loop and of what stays. */
function isPlain(values: readonly Expression[], bound: ReadonlySet<string>, frame: FrameCode): boolean {
  return values.every((value) =>
    [...walkSyntax(value)].every(
      (node) =>
        node.nodeType !== 'Call' &&
        (node.nodeType !== 'Name' ||
          bound.has(node.id) ||
          isSameInEveryCall(node, frame) ||
          isParameter(node.id, frame)),
    ),
  );
}

/** Nothing else is in it that may have other items in the next call: `self.waiting`, a list of the module. */
function isOfNames(source: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(source)].every((node) => {
    if (node.nodeType !== 'Name') return node.nodeType !== 'Attribute';
    const bound = resolve(node.id, frame);
    return bound.every(
      ({ binding, frame: at }) => at === frame || binding.kind === 'definition' || binding.kind === 'import',
    );
  });
}

function isOfObject(values: readonly Expression[], frame: FrameCode): boolean {
  return namesInAll(values).has(selfName(frame) ?? '');
}

/** The values are arguments, which every caller in the file gives again and again, with the same object where that is one of them. */
function isGivenAgain(values: readonly Expression[], frame: FrameCode, depth: number, hasObject: boolean): boolean {
  const names = [...namesInAll(values)].filter((name) => name !== selfName(frame) && isParameter(name, frame));
  const isAll = isPlain(values, new Set(), frame) && names.length > 0;
  const calls = callsTo(frame);
  if (!isAll || calls.length === 0) return false;
  return calls.every((call) => {
    const given = names.flatMap((name) => argumentsFor(name, frame).filter((one) => one.call === call));
    const object = hasObject ? methodCalled(call.node, call.frame)?.receiver : undefined;
    const passed = given.map(({ value }) => value);
    return (
      given.length === names.length &&
      askedAgain(object === undefined ? passed : [...passed, object], call, depth + 1) !== undefined
    );
  });
}

/**
 * Whether values are made of nothing but what stays and arguments that every caller gives again and again: `field` of
 * `for field in rule.split()`, where each round of a loop hands over the same rules.
 */
export function argumentsAskedAgain(
  values: readonly Expression[],
  { frame }: CodeNode,
  hasObject: boolean = false,
): Again | undefined {
  const made = argumentsBehind(values, frame);
  if (made === undefined || made.length === 0 || isSetLater(made, frame)) return undefined;
  return isGivenAgain(made, frame, 0, hasObject || isOfObject(values, frame)) ? 'pairs' : undefined;
}

/** The arguments that some values are made of, in however many steps; undefined where something else is in them. */
export function argumentsBehind(values: readonly Expression[], frame: FrameCode): readonly Expression[] | undefined {
  return makingOf(values, frame)?.given;
}

/** The arguments that some values are made of, and what the names on the way are bound to. */
type Making = { readonly given: readonly Expression[]; readonly sources: readonly Expression[] };

function makingOf(values: readonly Expression[], frame: FrameCode): Making | undefined {
  const given: Expression[] = [];
  const sources: Expression[] = [];
  const seen = new Set<string>();
  const open = [...values];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (!isPureExpression(at, frame)) return undefined;
    for (const node of walkSyntax(at)) {
      if (node.nodeType !== 'Name' || seen.has(node.id) || isSettled(node, frame)) continue;
      seen.add(node.id);
      if (isParameter(node.id, frame)) given.push(node);
      else {
        const source = sourceOf(node.id, frame);
        if (source === undefined) return undefined;
        sources.push(source);
        open.push(source);
      }
    }
  }
  return { given, sources };
}

/** What the only assignment or loop that binds a name takes it from; of `zip` what is walked at its place. */
function sourceOf(name: string, frame: FrameCode): Expression | undefined {
  const [only, ...others] = bindingsOf(name, frame);
  const { kind, value = null, node } = only?.binding ?? {};
  if (others.length > 0 || value === null || (kind !== 'assignment' && kind !== 'loop')) return undefined;
  const target = node?.nodeType === 'For' ? node.target : undefined;
  if (target?.nodeType !== 'Tuple' || value.nodeType !== 'Call' || calledName(value, frame) !== 'zip') return value;
  return value.args[target.elts.findIndex((one) => namesIn(one).has(name))];
}

/** What callers give has an attribute that the file sets again. */
function isSetLater(made: readonly Expression[], frame: FrameCode): boolean {
  const later = attributesSetLater(frame.module);
  const given = [...namesInAll(made)].flatMap((name) => argumentsFor(name, frame));
  return given.some(({ value }) =>
    [...walkSyntax(value)].some((node) => node.nodeType === 'Attribute' && later.has(node.attr)),
  );
}

/** An argument that the function does not bind to anything else. */
export function isParameter(name: string, frame: FrameCode): boolean {
  if (!isFunctionNode(frame.node)) return false;
  const bound = bindingsOf(name, frame);
  return bound.length === 1 && bound[0]?.binding.kind === 'argument';
}

/**
 * Whether a loop that changes nothing comes again and again to the same: each argument is the same in each round, or an item
 * of a table that is walked anew in each.
 */
export function comesBackUnchanged(code: CodeNode<NodeOf<'Call'>>): boolean {
  return areSameInPureLoop(givenWithObject(code.node), code) && hasVariable(givenValues(code.node));
}

function hasVariable(given: readonly Expression[]): boolean {
  return given.some(({ nodeType }) => nodeType !== 'Constant');
}

/** The same of whatever values meet where a node runs. */
export function areSameInPureLoop(values: readonly Expression[], { loops, frame }: CodeNode): boolean {
  return loops.some((outer, at) => {
    const inner = loops.slice(at + 1);
    const isSame = (value: Expression): boolean =>
      isInvariantIn(value, outer, frame) || isItemIn(value, inner, outer, frame);
    return values.every(isSame) && isPureLoop(outer, frame);
  });
}

function isItemIn(value: Expression, inner: readonly LoopNode[], outer: LoopNode, frame: FrameCode): boolean {
  if (value.nodeType !== 'Name') return false;
  const walk = inner.find((loop) => namesBoundBy(loop).has(value.id));
  if (walk === undefined || walk.nodeType === 'While') return false;
  const isAgain = (iter: Expression): boolean => isInvariantIn(iter, outer, frame) || isCountedOut(iter, frame);
  return isComprehension(walk) ? walk.generators.every(({ iter }) => isAgain(iter)) : isAgain(walk.iter);
}

/** The numbers of `range(len(row))` come in every round, however far it goes. */
function isCountedOut(iter: Expression, frame: FrameCode): boolean {
  return iter.nodeType === 'Call' && iter.args.length === 1 && calledName(iter, frame) === 'range';
}

/** Whether a name outside of a function stays what it was: bound once, or defined. */
export function isSettled(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  return resolve(name.id, frame).length === 0 || isSameInEveryCall(name, frame);
}

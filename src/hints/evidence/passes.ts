import { lastName } from '../../source/dotted-text.ts';
import {
  type ComprehensionNode,
  isComprehension,
  isFunctionNode,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import {
  type CodeNode,
  codeAt,
  type FrameCode,
  groupBy,
  type LoopNode,
  type ModuleCode,
  nodesInLoop,
  nodesOf,
  resumption,
} from '../code/module-code.ts';
import { bareName, resolve } from '../code/names.ts';
import { cachingDecorator } from '../code/steady/caching-decorator.ts';
import { passesInSource } from '../code/values/static-length.ts';
import { callsByBareName, callsOfScope, type FrameEvidence } from './frame-evidence.ts';

/** How often a loop went round in all calls of its function together. */
export type Passes = {
  readonly least: number;
  readonly isExact: boolean;
  /** It may be left early: then it is not the least, but the most. */
  readonly isMost?: boolean;
};

/**
 * How often a loop went round, told by what it calls: a profile counts calls, not passes. A call that every pass makes
 * gives the number, one under a condition gives the least. undefined where nothing in the loop is counted.
 */
export function passesOf(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  const known = passesByLoop(evidence);
  if (!known.has(loop)) known.set(loop, countPasses(loop, evidence));
  return known.get(loop);
}

/** How often a loop went round at most, told by the function that each pass calls, wherever else it is called too. */
export function mostPassesOf(loop: LoopNode, evidence: FrameEvidence): number | undefined {
  const { code } = evidence;
  const calls = callsOfEachPass(loop, code).filter(({ node }) => !isOfCache(node, code));
  const counted = calls.map(({ node }) => callsMade(node, evidence)).filter((ncalls) => ncalls > 0);
  return counted.length === 0 ? undefined : Math.min(...counted);
}

/** The calls to which each pass of a loop comes, but for {@link isPassedBy}. */
export function callsOfEachPass(loop: LoopNode, frame: FrameCode): readonly Call[] {
  return nodesInLoop(loop, frame).flatMap(({ node, ...at }) =>
    node.nodeType === 'Call' && at.loops.at(-1) === loop && isAlwaysReached({ node, ...at }, loop)
      ? [{ node, ...at }]
      : [],
  );
}

const passesByLoop = oncePer((_: FrameEvidence) => new Map<LoopNode, Passes | undefined>());

function countPasses(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  const counted =
    byGenerator(loop, evidence) ?? byResumptions(loop, evidence) ?? byYields(loop, evidence) ?? byCalls(loop, evidence);
  return counted?.isExact === true ? counted : (bySource(loop, evidence) ?? counted);
}

/** A generator expression is entered once for each item, and once more to end. */
function byGenerator(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  if (loop.nodeType !== 'GeneratorExp' || !evidence.isCounted) return undefined;
  const least = callsOfScope(loop, evidence);
  return least === undefined ? undefined : { least, isExact: loop.generators.every(({ ifs }) => ifs.length === 0) };
}

/** A loop over a generator function of the file resumes it for each pass, and once more to end: those are its calls. */
function byResumptions(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  if ((loop.nodeType !== 'For' && loop.nodeType !== 'AsyncFor') || loop.iter.nodeType !== 'Call') return undefined;
  const { code } = evidence;
  const name = bareName(loop.iter, code);
  const isAlone = (callsByName(code).get(name) ?? []).length === 1;
  if (!isAlone || !generatorsOf(code.module).has(name)) return undefined;
  const { ncalls } = callsByBareName(evidence, [name]);
  return ncalls === 0 ? undefined : { least: ncalls, isExact: true };
}

/** The calls of a generator function are its resumptions: one for each item, where only this loop yields. */
function byYields(loop: LoopNode, { code, ncalls }: FrameEvidence): Passes | undefined {
  const [only, ...others] = nodesOf(code, 'Yield');
  if (only === undefined || others.length > 0 || only.loops.at(-1) !== loop) return undefined;
  return { least: ncalls, isExact: isAlwaysReached(only, loop) };
}

const generatorsOf = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const generators = frames.filter((frame) => isFunctionNode(frame.node) && nodesOf(frame, 'Yield').length > 0);
  return new Set(generators.map(({ scope }) => scope.name));
});

function byCalls(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  let best: Passes | undefined;
  for (const alike of callsOnlyIn(evidence.code).get(loop) ?? []) {
    const [first] = alike;
    if (first === undefined || !isCountedCall(first.node, evidence.code)) continue;
    const ncalls = callsMade(first.node, evidence);
    if (ncalls === 0) continue;
    const isExact = alike.every((one) => isAlwaysReached(one, loop));
    const least = ncalls / alike.length;
    if (best === undefined || (isExact && !best.isExact) || (isExact === best.isExact && least > best.least)) {
      best = { least, isExact };
    }
  }
  return best;
}

/** Whether a profile has each run of a call as a call of its function. */
export function isCountedCall(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return !isOfCache(call, frame) && !isResumed(call, frame);
}

/** A profile has only the calls that a cache could not answer. */
function isOfCache(call: NodeOf<'Call'>, { module }: FrameCode): boolean {
  return cachedNames(module).has(lastName(call.func));
}

/** The calls of a generator are its resumptions, which are many for each call in the source. */
function isResumed(call: NodeOf<'Call'>, { module }: FrameCode): boolean {
  return generatorsOf(module).has(lastName(call.func));
}

const cachedNames = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(frames.filter((frame) => cachingDecorator(frame) !== undefined).map(({ scope }) => scope.name)),
);

/** How often the function called what a call calls; that may be the function itself. */
function callsMade(call: NodeOf<'Call'>, evidence: FrameEvidence): number {
  const { code, selfCalls } = evidence;
  const names = calleeNames(call, code);
  return callsByBareName(evidence, names).ncalls + (names.includes(code.scope.name) ? selfCalls : 0);
}

type Call = CodeNode<NodeOf<'Call'>>;

/** The calls that a function writes, by what is called. */
export const callsByName: (frame: FrameCode) => ReadonlyMap<string, readonly Call[]> = oncePer(
  (frame: FrameCode): ReadonlyMap<string, readonly Call[]> =>
    groupBy(nodesOf(frame, 'Call'), ({ node }) => [bareName(node, frame)]),
);

/** By loop: the calls of one name that all stand directly in it. */
const callsOnlyIn = oncePer((frame: FrameCode): ReadonlyMap<LoopNode | undefined, readonly (readonly Call[])[]> => {
  const named = [...callsByName(frame)].filter(([name]) => name !== '').map(([, alike]) => alike);
  return groupBy(named, (alike) => {
    const innermost = new Set(alike.map(({ loops }) => loops.at(-1)));
    return innermost.size === 1 ? [...innermost] : [];
  });
});

/** What a call is called in a profile: a class of the program appears as its `__init__`. */
export function calleeNames(call: NodeOf<'Call'>, frame: FrameCode): readonly string[] {
  const isClass = resolve(lastName(call.func), frame).some(({ binding }) => binding.node.nodeType === 'ClassDef');
  return isClass ? ['__init__', '__new__', '__post_init__'] : [bareName(call, frame)];
}

/** Whether each pass of a loop comes to a node, but for {@link isPassedBy}: nothing between them decides. */
export function isAlwaysReached(code: CodeNode, loop: SyntaxNode | null): boolean {
  let below = code;
  for (let at = code.parent; at !== null && at.node !== loop; at = at.parent) {
    if (isDecided(below.node, at.node)) return false;
    if (isTried(below.node, at.node) && mayFailBefore(code.node)) return false;
    below = at;
  }
  return true;
}

/** Whether a `continue` before a node goes on to the next pass, or a `return` before it leaves where there is no loop. */
export function isPassedBy({ node, frame }: CodeNode, loop: LoopNode | undefined): boolean {
  if (loop === undefined) return nodesOf(frame, 'Return').some((one) => lineOf(one.node) < lineOf(node));
  return nodesInLoop(loop, frame).some(
    (one) => one.node.nodeType === 'Continue' && one.loops.at(-1) === loop && lineOf(one.node) < lineOf(node),
  );
}

function isTried(child: SyntaxNode, parent: SyntaxNode): boolean {
  return parent.nodeType === 'Try' && parent.handlers.length > 0 && parent.body[0] === child;
}

/** `append` of `rows.append(table[key])` and of `table[key].append(row)` is not called where there is no such key. */
export function mayFailBefore(node: SyntaxNode): boolean {
  if (node.nodeType !== 'Call') return false;
  const given = node.args.flatMap((one) => [...walkSyntax(one)]);
  if (given.some(({ nodeType }) => CAN_FAIL.has(nodeType) || nodeType === 'Attribute')) return true;
  // `self.rows.append(row)`: an object's own attributes are usually there
  return (
    node.func.nodeType === 'Attribute' && [...walkSyntax(node.func.value)].some((one) => CAN_FAIL.has(one.nodeType))
  );
}

const CAN_FAIL: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Call', 'Subscript']);

/** Whether a parent runs a child only sometimes. */
function isDecided(child: SyntaxNode, parent: SyntaxNode): boolean {
  switch (parent.nodeType) {
    case 'If':
    case 'IfExp':
      return parent.test !== child;
    case 'BoolOp':
      return parent.values[0] !== child;
    case 'ExceptHandler':
    case 'MatchCase':
      return true;
    case 'Try':
    case 'TryStar':
      return parent.handlers.length > 0 && parent.body[0] !== child && !parent.finalbody.some((node) => node === child);
    default:
      return isComprehension(parent) && isDecidedByClauses(child, parent);
  }
}

/** The result of a comprehension is made only where its conditions hold; with several clauses the counts are mixed. */
function isDecidedByClauses(child: SyntaxNode, { generators }: ComprehensionNode): boolean {
  const [clause] = generators;
  if (clause === undefined || generators.length > 1) return true;
  const conditions: readonly SyntaxNode[] = clause.ifs;
  const condition = conditions.indexOf(child);
  if (condition >= 0) return condition > 0;
  return child !== clause.target && child !== clause.iter && clause.ifs.length > 0;
}

/** Of a loop in a loop: so often as the one around it, times its own passes. */
function bySource(loop: LoopNode, evidence: FrameEvidence): Passes | undefined {
  const { code } = evidence;
  const at = codeAt(loop, code);
  const around = at?.loops.at(-1);
  const perRun = at === undefined ? undefined : passesInSource(loop, code);
  const runs = around === undefined ? runsOf(evidence) : passesOf(around, evidence);
  if (perRun === undefined || runs === undefined) return undefined;
  const isLeft = leavesEarly(loop, code);
  return { least: perRun * runs.least, isExact: runs.isExact && !isLeft, isMost: runs.isExact && isLeft };
}

/** The calls of a generator or coroutine are resumptions, not runs. */
function runsOf({ ncalls, code }: FrameEvidence): Passes {
  return resumption(code) === null ? { least: ncalls, isExact: true } : { least: 1, isExact: false };
}

export function leavesEarly(loop: LoopNode, code: FrameCode): boolean {
  return nodesInLoop(loop, code).some(({ node }) => node.nodeType === 'Break' || node.nodeType === 'Return');
}

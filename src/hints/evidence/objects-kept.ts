import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkedOnceAnywhere } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesInLoop } from '../code/module-code.ts';
import { calledName, statementAround } from '../code/names.ts';
import { attributesDropped } from '../code/steady/dropped-later.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostObjectsMade } from './objects-made.ts';
import { isAlwaysReached } from './passes.ts';
import { timesCalled } from './times-called.ts';

/**
 * In how many lists or dicts, one after the other, lies all that some calls make or give: `rows.append(Row())`, also of a
 * helper that returns the object, and of a generator whose items are kept. undefined where one of the calls may be for nothing
 * that lasts.
 */
export function runsOfKeepers(
  calls: readonly CodeNode<NodeOf<'Call'>>[],
  evidence: FrameEvidence,
  depth: number = 0,
): number | undefined {
  const runs = calls.map((call) => runsOfKeeper(call, evidence, depth));
  const known = runs.filter((one) => one !== undefined);
  return calls.length === 0 || known.length < runs.length ? undefined : Math.max(...known);
}

const DEEPEST = 2;

function runsOfKeeper(call: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence, depth: number): number | undefined {
  if (isKept(call)) return runsOf(call, evidence);
  if (depth >= DEEPEST) return undefined;
  switch (call.parent?.node.nodeType) {
    case 'Return':
      return runsOfKeepers(callsTo(call.frame), evidence, depth + 1);
    case 'Yield': {
      const runs = callsTo(call.frame).map((one) => runsOfWalk(one, evidence));
      const known = runs.filter((one) => one !== undefined);
      return runs.length === 0 || known.length < runs.length ? undefined : Math.max(...known);
    }
    default:
      return undefined;
  }
}

/** `rows = list(parsed(path))`, and `archive.store(parsed(path))`, which puts each into a list of its own. */
function runsOfWalk(generator: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence): number | undefined {
  const { node, parent, frame } = generator;
  if (parent?.node.nodeType === 'Call' && parent.node.args[0] === node && LISTS.has(calledName(parent.node, frame))) {
    return Math.max(1, timesCalled(frame, evidence));
  }
  const walk = walkedOnceAnywhere(generator, NO_CALLERS);
  const loop = walk?.walk.node;
  if (walk === undefined || loop?.nodeType !== 'For' || loop.target.nodeType !== 'Name') return undefined;
  const { id } = loop.target;
  const isKeeping = nodesInLoop(loop, walk.frame).some(
    (code) => code.node.nodeType === 'Call' && keepsForGood(code.node, id, walk.frame) && isAlwaysReached(code, loop),
  );
  return isKeeping ? runsOfHolder(walk.frame, evidence) : undefined;
}

const LISTS: ReadonlySet<string> = new Set(['list', 'sorted', 'tuple']);

const NO_CALLERS: ReadonlySet<string> = new Set();

/** `self.rows.append(row)` and `self.series[row.name].append(row)`, where nothing is taken out again. */
export function keepsForGood(call: NodeOf<'Call'>, item: string, { module }: FrameCode): boolean {
  const [given] = call.args;
  const list = appendedTo(call);
  const keeper = list?.nodeType === 'Subscript' ? list.value : list;
  if (given?.nodeType !== 'Name' || given.id !== item || keeper?.nodeType !== 'Attribute') return false;
  return !attributesDropped(module).has(keeper.attr);
}

/** How many objects of the class of a method lived one after the other: all of them together where they are kept. */
export function runsOfHolder({ parent: holder }: FrameCode, evidence: FrameEvidence): number | undefined {
  if (holder?.node.nodeType !== 'ClassDef') return undefined;
  const holders = callsOfClass(holder);
  return holders.length > 0 && holders.every(isKept) ? 1 : Math.max(1, mostObjectsMade(holder, evidence));
}

export function callsOfClass({ module, scope }: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return module.callsByName().get(scope.name) ?? [];
}

/** `rows` of `rows.append(row)` */
function appendedTo({ func }: NodeOf<'Call'>): Expression | undefined {
  return func.nodeType === 'Attribute' && func.attr === 'append' ? func.value : undefined;
}

/** What the objects of a call are put into: `rows` of `rows.append(Row())`, of `rows[key] = Row()` and of `rows = [Row() for ...]`. */
function keeperOf(call: CodeNode): Expression | undefined {
  const around = call.parent?.node;
  if (around?.nodeType === 'Call') return appendedTo(around);
  const { node } = statementAround(call);
  const target = node.nodeType === 'Assign' ? node.targets[0] : undefined;
  return target?.nodeType === 'Subscript' ? target.value : target;
}

/** It is an item of a list comprehension or of a dict, or is appended to a list, of which nothing is taken out again. */
function isKept(call: CodeNode): boolean {
  const { node, parent } = call;
  const around = parent?.node;
  const keeper = keeperOf(call);
  if (keeper?.nodeType === 'Attribute' && attributesDropped(call.frame.module).has(keeper.attr)) return false;
  if (around?.nodeType === 'ListComp') return around.elt === node;
  if (around?.nodeType === 'DictComp') return around.value === node;
  if (around?.nodeType === 'Assign') return around.targets.some(({ nodeType }) => nodeType === 'Subscript');
  return around?.nodeType === 'Call' && keeper !== undefined;
}

/** A local name has a list of its own in each call. */
function runsOf(call: CodeNode, evidence: FrameEvidence): number {
  const isOfObject = keeperOf(call)?.nodeType === 'Attribute';
  return isOfObject || call.frame.parent === null ? 1 : Math.max(1, timesCalled(call.frame, evidence));
}

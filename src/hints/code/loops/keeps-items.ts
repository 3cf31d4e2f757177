import { lastName } from '../../../source/dotted-text.ts';
import { isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, methodsNamed } from '../module-code.ts';
import { methodCalled } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentNames } from '../own-name.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { isBound } from '../values/call-arguments.ts';
import { classCalled, methodOf } from '../values/classes-called.ts';
import { kindOf } from '../values/value-kind.ts';
import { readsOf, type WalkAt } from './consumption.ts';

/** From one function that only hands it on to the next. */
const DEEPEST = 2;

/** Whether a walk puts its items where they outlast it: they then take the same memory without the list that is walked. */
export function keepsItems({ walk: { node: walk, name }, frame }: WalkAt): boolean {
  if (walk.nodeType === 'Call') return KEEPERS.has(name);
  const target = walk.nodeType === 'For' ? walk.target : 'generators' in walk ? walk.generators[0]?.target : undefined;
  return target?.nodeType === 'Name' && readsOf(target.id, frame).some((read) => isPut(read, 0));
}

const KEEPERS: ReadonlySet<string> = new Set(['set', 'frozenset', 'dict']);

function isPut(read: CodeNode, depth: number): boolean {
  const { node, parent } = read;
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Assign':
      return around.targets.some(({ nodeType }) => nodeType === 'Attribute' || nodeType === 'Subscript');
    case 'ListComp':
    case 'SetComp':
      return around.elt === node;
    case 'DictComp':
      return around.value === node || around.key === node;
    case 'Tuple':
    case 'List':
    case 'IfExp':
    case 'Keyword':
      return parent != null && isPut(parent, depth);
    case 'Call':
      return around.func !== node && isPutByCall(around, read, depth);
    default:
      return false;
  }
}

/** `rows.append(row)`, `store.put(row)` of a method that puts it, and `Entry(row)`. */
function isPutByCall(call: NodeOf<'Call'>, { node, frame }: CodeNode, depth: number): boolean {
  const callees = calleesOf(call, frame);
  if (callees.length === 0) return CHANGING.has(methodCalled(call, frame)?.name ?? '');
  if (depth >= DEEPEST) return false;
  const places: readonly SyntaxNode[] = call.args;
  const at = places.indexOf(node);
  const given = call.keywords.find((one) => one === node || one.value === node)?.arg;
  return callees.some((callee) => {
    const name = given ?? (at < 0 ? undefined : argumentNames(callee)[at + (isBound(callee) ? 1 : 0)]);
    return name != null && readsOf(name, callee).some((read) => isPut(read, depth + 1));
  });
}

/** Of `figures.add(row)`, where nobody knows what `figures` is, all methods of the file that are named so. */
function calleesOf(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  const owner = classCalled(call, frame);
  const only = owner === undefined ? ownCallee(call, frame) : methodOf(owner, '__init__');
  const isUnknown = call.func.nodeType === 'Attribute' && kindOf(call.func.value, frame) === 'unknown';
  const meant = only === undefined && isUnknown ? methodsNamed(lastName(call.func), frame) : [only ?? []].flat();
  return meant.filter((one) => isFunctionNode(one.node));
}

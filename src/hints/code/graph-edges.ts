import type { Binding } from '../../source/bindings.ts';
import { lastName } from '../../source/dotted-text.ts';
import { type Expression, isComprehension, type NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from './module-code.ts';
import { bindingsOf } from './names.ts';
import { namesBoundBy } from './steady/invariance.ts';
import { rootsChanged } from './steady/receivers-changed.ts';
import { callsTo } from './values/call-arguments.ts';

/**
 * What a loop walks that binds the name: `graph[node]`, `graph.get(node, ())`, `task.needs`, also by a name of its own or by
 * its view (`for part, count in self.parts[name].items()`); undefined for all else.
 */
export function edgesWalked(name: string, frame: FrameCode): Expression | undefined {
  const [only, ...others] = bindingsOf(name, frame);
  const iter = only?.binding.kind === 'loop' ? walkedBy(only.binding) : undefined;
  const walked = iter === undefined || others.length > 0 ? undefined : edgesOf(iter, frame);
  if (walked === undefined) return undefined;
  const isGot = walked.nodeType === 'Call' && walked.func.nodeType === 'Attribute' && walked.func.attr === 'get';
  const isHeldBy =
    walked.nodeType === 'Attribute' || (walked.nodeType === 'Subscript' && walked.slice.nodeType !== 'Slice');
  return isGot || isHeldBy ? walked : undefined;
}

/** What a loop walks, also where its items are unpacked. */
function walkedBy({ node, value }: Binding): Expression | undefined {
  if (value !== null) return value;
  if (isComprehension(node)) return node.generators.length === 1 ? node.generators[0]?.iter : undefined;
  return node.nodeType === 'For' ? node.iter : undefined;
}

function edgesOf(walked: Expression, frame: FrameCode): Expression {
  const table = keysOf(walked);
  const [only, ...others] = table.nodeType === 'Name' ? bindingsOf(table.id, frame) : [];
  const isPlain = only?.binding.kind === 'assignment' && others.length === 0;
  const { value = null } = isPlain ? only.binding : {};
  return value === null || value.nodeType === 'Name' ? table : keysOf(value);
}

/** `other` of `for other in graph[node]` */
export function isNextNode(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Name' && edgesWalked(value.id, frame) !== undefined;
}

/** The neighbours among which a call goes on. */
export function nodesWalked({ func, args }: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  const names = [...args, ...(func.nodeType === 'Attribute' ? [func.value] : [])];
  return names.flatMap((one) => (one.nodeType === 'Name' ? (edgesWalked(one.id, frame) ?? []) : []))[0];
}

/** `for task in needs: all_needs(task)`, where `needs[task]` has the edges: there are no more nodes than it was begun at. */
export function isBegunAtEach({ frame, node }: CodeNode): boolean {
  const walked = node.nodeType === 'Call' ? nodesWalked(node, frame) : undefined;
  const table = walked?.nodeType === 'Subscript' ? lastName(walked.value) : '';
  const begun = callsTo(frame).filter((call) => call.frame !== frame);
  return table !== '' && begun.length > 0 && begun.every((call) => isOfEachKey(call, table));
}

/** The loop around a call gives it each key of a table. */
function isOfEachKey({ node: { args }, loops, frame }: CodeNode<NodeOf<'Call'>>, table: string): boolean {
  const [given, ...others] = args;
  const loop = loops.at(-1);
  const head =
    loop === undefined || loop.nodeType === 'While' ? undefined : isComprehension(loop) ? loop.generators[0] : loop;
  const isHandedOn = others.every(
    (one) => one.nodeType === 'Name' && loop !== undefined && !namesBoundBy(loop).has(one.id),
  );
  if (head === undefined || given?.nodeType !== 'Name' || !isHandedOn) return false;
  const key = head.target.nodeType === 'Tuple' ? head.target.elts[0] : head.target;
  return key?.nodeType === 'Name' && key.id === given.id && lastName(keysWalked(head.iter, frame)) === table;
}

/** The same of `names` after `names = sorted(needs)`. */
function keysWalked(walked: Expression, frame: FrameCode): Expression {
  const [only, ...others] = walked.nodeType === 'Name' ? bindingsOf(walked.id, frame) : [];
  const value = only?.binding.kind === 'assignment' && others.length === 0 ? only.binding.value : null;
  const isChanged = walked.nodeType === 'Name' && rootsChanged(frame).has(walked.id);
  return keysOf(value?.nodeType === 'Call' && !isChanged ? value : walked);
}

/** `needs` of `needs`, `sorted(needs)`, `needs.items()` and `needs.keys()` */
function keysOf(walked: Expression): Expression {
  if (walked.nodeType !== 'Call') return walked;
  const { func, args } = walked;
  if (func.nodeType === 'Attribute') return VIEWS.has(func.attr) ? func.value : walked;
  const isPassedOn = func.nodeType === 'Name' && PASSING_ON.has(func.id);
  return isPassedOn && args[0] !== undefined ? keysOf(args[0]) : walked;
}

const VIEWS: ReadonlySet<string> = new Set(['items', 'keys']);
const PASSING_ON: ReadonlySet<string> = new Set(['sorted', 'list', 'iter', 'reversed']);

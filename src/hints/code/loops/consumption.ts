import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { methodMeant } from '../method-meant.ts';
import { type CodeNode, type FrameCode, framesInside, groupBy, namesById, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, isElsewhere } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { isBound } from '../values/call-arguments.ts';

/** Built-ins that walk what they get once and pass it on: `for number, line in enumerate(lines)`. */
const PASSING_ON: ReadonlySet<string> = new Set(['enumerate', 'iter', 'map', 'filter', 'zip']);

/** Where a value is walked once: a loop or a clause of a comprehension, or a call such as `sum`. */
export type Walk = { readonly by: 'loop' | 'call'; readonly node: SyntaxNode; readonly name: string };

/** A walk, and the function in which it stands. */
export type WalkAt = { readonly walk: Walk; readonly frame: FrameCode };

/** The same, or handed to a function of the file that does nothing else with it: `averages = hourly(readings)`. */
export function walkedOnceAnywhere(code: CodeNode, callers: ReadonlySet<string>): WalkAt | undefined {
  const walk = walkedOnce(code, callers);
  if (walk !== undefined) return { walk, frame: code.frame };
  const name = code.parent === null ? undefined : assignedName(code.node, code.parent.node);
  const only = name === undefined ? undefined : onlyRead(name, code);
  return walkByCallee(code, callers) ?? (only === undefined ? undefined : walkByCallee(only, callers));
}

function walkByCallee({ node, parent, frame }: CodeNode, callers: ReadonlySet<string>): WalkAt | undefined {
  const call = parent?.node;
  if (call?.nodeType !== 'Call' || call.args.some(({ nodeType }) => nodeType === 'Starred')) return undefined;
  const callee = ownCallee(call, frame) ?? methodCalledOn(call, frame);
  if (callee === undefined || !isFunctionNode(callee.node)) return undefined;
  const { posonlyargs, args } = callee.node.args;
  const names = [...posonlyargs, ...args].slice(isBound(callee) ? 1 : 0);
  const parameter = names.find((_, at) => call.args[at] === node)?.arg;
  const [only, ...others] = parameter === undefined ? [] : readsOf(parameter, callee);
  if (parameter === undefined || only?.parent == null || others.length > 0) return undefined;
  const isGiven = bindingsOf(parameter, callee).length === 1 && only.frame === callee && only.loops.length === 0;
  const walk = isGiven ? walkBy(only.node, only.parent, callers) : undefined;
  return walk === undefined ? undefined : { walk, frame: callee };
}

/** `report.feed(hits)`, where only one class of the file has a `feed`; `subprocess.run(command)` is none of it. */
function methodCalledOn(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const isMethod = call.func.nodeType === 'Attribute' && calledName(call, frame).startsWith('.');
  return isMethod && call.func.nodeType === 'Attribute' ? methodMeant(call.func, frame) : undefined;
}

/** How an expression is walked, if nothing else is done with it. `callers`: the built-ins that count as walking. */
export function walkedOnce(code: CodeNode, callers: ReadonlySet<string>): Walk | undefined {
  const { parent } = code;
  if (parent === null) return undefined;
  const direct = walkBy(code.node, parent, callers);
  if (direct !== undefined) return direct;
  const name = assignedName(code.node, parent.node);
  return name === undefined ? undefined : onlyUse(name, code, callers);
}

function walkBy(node: SyntaxNode, parent: CodeNode, callers: ReadonlySet<string>): Walk | undefined {
  const { node: around } = parent;
  if ((around.nodeType === 'For' || around.nodeType === 'AsyncFor') && around.iter === node) {
    return { by: 'loop', node: around, name: 'for' };
  }
  if (isComprehension(around) && around.generators.some(({ iter }) => iter === node)) {
    return { by: 'loop', node: around, name: 'for' };
  }
  if (around.nodeType !== 'Call' || around.func.nodeType !== 'Name' || !around.args.some((given) => given === node))
    return undefined;
  if (isPassedOn(around)) return walkedOnce(parent, callers);
  const { id } = around.func;
  // `max(these, those)` compares the two, `sum(lists, [])` begins with its second
  const isWalked = around.args[0] === node && (around.args.length === 1 || id === 'sum');
  return isWalked && callers.has(id) ? { by: 'call', node: around, name: id } : undefined;
}

/** `enumerate(rows)` */
export function isPassedOn(call: SyntaxNode): boolean {
  return call.nodeType === 'Call' && call.func.nodeType === 'Name' && PASSING_ON.has(call.func.id);
}

function assignedName(node: SyntaxNode, parent: SyntaxNode): string | undefined {
  if (parent.nodeType !== 'Assign' || parent.value !== node || parent.targets.length !== 1) return undefined;
  const [target] = parent.targets;
  return target?.nodeType === 'Name' ? target.id : undefined;
}

/** A name that is bound once and read once, and that once it is walked outside of the loops that bind it. */
function onlyUse(name: string, bound: CodeNode, callers: ReadonlySet<string>): Walk | undefined {
  const only = onlyRead(name, bound);
  return only?.parent == null ? undefined : walkBy(only.node, only.parent, callers);
}

function onlyRead(name: string, { frame, loops }: CodeNode): CodeNode | undefined {
  const [only, ...others] = readsOf(name, frame);
  if (only === undefined || others.length > 0 || bindingsOf(name, frame).length !== 1) return undefined;
  // a function inside may run again and again, and a global is for all
  if (only.frame !== frame || isElsewhere(name, frame)) return undefined;
  return only.loops.length > loops.length ? undefined : only; // else it is walked again and again
}

/** Where a name is read in a frame, and where it stands in the functions that are defined there. */
export const readsOf: (name: string, frame: FrameCode) => readonly CodeNode<NodeOf<'Name'>>[] = oncePerName(
  (name: string, frame: FrameCode) => {
    const own = (namesById(frame).get(name) ?? []).filter(({ node }) => node.ctx.nodeType === 'Load');
    return [...own, ...(namesInside(frame).get(name) ?? [])];
  },
);

const namesInside = oncePer((frame: FrameCode) =>
  groupBy(
    framesInside(frame).flatMap((each) => nodesOf(each, 'Name')),
    ({ node }) => [node.id],
  ),
);

/**
 * Whether a comprehension is another without its brackets: one that waits becomes an asynchronous generator, which `any` and
 * `sum` refuse, `super()` finds no object, and what `:=` binds is what the last item asked for gives.
 */
export function needsItsList(list: ComprehensionNode, frame: FrameCode): boolean {
  return (
    list.generators.some(({ is_async: isWaiting }) => isWaiting === 1) ||
    nodesOf(frame, 'Await').some(({ within }) => within.includes(list)) ||
    [...walkSyntax(list)].some(
      (node) => node.nodeType === 'NamedExpr' || (node.nodeType === 'Name' && node.id === 'super'),
    )
  );
}

/** The receiver of a method call: `rows` of `rows.append(x)`. */
export function receiverOf(call: NodeOf<'Call'>): Expression | undefined {
  return call.func.nodeType === 'Attribute' ? call.func.value : undefined;
}

export function isConstant(node: SyntaxNode | undefined, value: unknown): boolean {
  return node?.nodeType === 'Constant' && node.value === value;
}

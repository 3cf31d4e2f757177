import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption, valuesReturned } from '../module-code.ts';
import { bareName, bindingsOf, calledName } from '../names.ts';
import { namesInAll } from '../names-in.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { framesMeant, isPureFrame } from '../steady/pure-frame.ts';
import { callsTo, isBound } from '../values/call-arguments.ts';
import { copiedBy } from './copied-whole.ts';
import { hasOwnTerms, isHead, isInHead } from './own-terms.ts';

/** How a function that adds up all of something is asked again after parts of that have changed. */
export type WholeAgain = {
  readonly result: CodeNode;
  /** The calls behind a change of single items. */
  readonly calls: readonly CodeNode<NodeOf<'Call'>>[];
};

/** `energy(grid)` behind `grid[y][x] = ...`. */
export const wholeAgain: (frame: FrameCode) => readonly WholeAgain[] = oncePer((frame: FrameCode) => {
  const [result] = nodesOf(frame, 'Return');
  if (result === undefined || !addsUp(frame)) return [];
  const walked = parametersWalked(frame);
  if (!hasOwnTerms(frame, new Set(walked.map(({ name }) => name)))) return [];
  const calls = callsTo(frame).filter(
    (call) => call.frame !== frame && framesMeant(call.node, call.frame).includes(frame),
  );
  const changing = calls.filter((call) => walked.some(({ at }) => isBehindChange(at, call)));
  return changing.length > 0 ? [{ result, calls: changing }] : [];
});

/** A pure function whose result is a sum: `sum(... for row in rows)`, or a number to which loops add. */
function addsUp(frame: FrameCode): boolean {
  if (!isFunctionNode(frame.node) || resumption(frame) !== null) return false;
  const [only, ...others] = valuesReturned(frame);
  if (only === undefined || others.length > 0) return false;
  return [...walkSyntax(only)].some((node) => isSum(node, frame)) && isPureFrame(frame);
}

function isSum(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType === 'Call') return calledName(node, frame) === 'sum' && isGenerator(node.args[0]);
  if (node.nodeType !== 'Name') return false;
  const bound = bindingsOf(node.id, frame);
  const isBegun = bound.some(
    ({ binding: { value } }) => value?.nodeType === 'Constant' && typeof value.value === 'number',
  );
  return (
    isBegun &&
    nodesOf(frame, 'AugAssign').some(({ node: step, loops }) => loops.length > 0 && isAddition(step, node.id))
  );
}

function isGenerator(node: Expression | undefined): boolean {
  return node?.nodeType === 'GeneratorExp' || node?.nodeType === 'ListComp';
}

function isAddition({ target, op }: NodeOf<'AugAssign'>, name: string): boolean {
  return target.nodeType === 'Name' && target.id === name && (op.nodeType === 'Add' || op.nodeType === 'Sub');
}

/** Which of its arguments a function walks, and their places in a call. */
function parametersWalked(frame: FrameCode): readonly { readonly name: string; readonly at: number }[] {
  const walked = frame.nodes.filter((code) => code.loops.length > 0 || isInHead(code));
  const given = isFunctionNode(frame.node) ? frame.node.args.args.slice(isBound(frame) ? 1 : 0) : [];
  const names = new Set(
    walked.flatMap(({ node, parent }) => (node.nodeType === 'Name' && isWalked(parent, node) ? [node.id] : [])),
  );
  return given.flatMap(({ arg: name }, at) => (names.has(name) ? [{ name, at }] : []));
}

function isWalked(parent: CodeNode | null, node: SyntaxNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.value === node;
  return isHead(around, node) || around?.nodeType === 'Call';
}

/**
 * `grid` of which the function has set single items before, in this pass or, where it is the same in all, in the pass
 * before. It is given to it or is a copy: one that is made here is new as a whole. What else is asked with it is the same.
 */
function isBehindChange(at: number, { node: call, loops, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const given = call.args[at];
  if (given?.nodeType !== 'Name') return false;
  const bound = bindingsOf(given.id, frame);
  const isNew = bound.some(({ binding: { loopDepth } }) => loopDepth > 0 && loopDepth === loops.length);
  const isOld = bound.every(
    ({ binding: { kind, value, loopDepth } }) =>
      kind === 'argument' || loopDepth < loops.length || (value !== null && copiedBy(value) !== undefined),
  );
  const others = namesInAll(call.args.filter((one) => one !== given));
  const isSame = [...others].every((name) =>
    bindingsOf(name, frame).every(({ binding: { loopDepth } }) => loopDepth === 0),
  );
  const stores = nodesOf(frame, 'Subscript').filter(
    (store) => setsItem(store.node, given.id) && areSame(store.loops, loops),
  );
  const isAnyTime = loops.length > 0 && !isNew;
  const isWhole = nodesOf(frame, 'Name').some(
    (name) => name.node.id === given.id && loops.every((loop) => name.loops.includes(loop)) && changesAll(name, loops),
  );
  return isOld && isSame && !isWhole && stores.some((store) => isAnyTime || store.node.lineno < call.lineno);
}

/** Not all of it (`grid[:] = ...`), nor what a record has (`state['cells'] = ...`). */
function setsItem({ ctx, value, slice }: NodeOf<'Subscript'>, name: string): boolean {
  const isItem = slice.nodeType !== 'Slice' && !(slice.nodeType === 'Constant' && typeof slice.value === 'string');
  return isItem && ctx.nodeType !== 'Load' && rootOf(value) === name;
}

/** `grid[:] = ...`, `rng.shuffle(grid)`, `grid.sort()`, a function that changes who knows what, and items that are set in a loop of their own. */
function changesAll({ node, parent, frame, loops }: CodeNode<NodeOf<'Name'>>, around: CodeNode['loops']): boolean {
  const above = parent?.node;
  if (above?.nodeType === 'Attribute') return REORDERING.has(above.attr);
  if (above?.nodeType === 'Call') {
    const meant = framesMeant(above, frame);
    return REORDERING.has(bareName(above, frame)) || !meant.every(isPureFrame);
  }
  if (above?.nodeType !== 'Subscript' || above.value !== node) return false;
  const isSet = above.ctx.nodeType !== 'Load' || rootsOfStores(frame).has(above);
  return isSet && (above.slice.nodeType === 'Slice' || loops.length > around.length);
}

const REORDERING: ReadonlySet<string> = new Set('shuffle sort reverse extend clear update insert'.split(' '));

/** `grid[y]` of `grid[y][x] = ...` */
const rootsOfStores = oncePer((frame: FrameCode): ReadonlySet<SyntaxNode> => {
  const stores = nodesOf(frame, 'Subscript').filter(({ node }) => node.ctx.nodeType !== 'Load');
  return new Set(stores.flatMap(({ node: { value } }) => (value.nodeType === 'Subscript' ? [value] : [])));
});

function areSame(loops: CodeNode['loops'], others: CodeNode['loops']): boolean {
  return loops.length === others.length && loops.every((loop) => others.includes(loop));
}

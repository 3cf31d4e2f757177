import {
  type Expression,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption, valuesReturned } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { framesMeant, isPureFrame } from '../steady/pure-frame.ts';
import { callsTo, isBound } from '../values/call-arguments.ts';
import { copiedBy } from './copied-whole.ts';

/** How a function that adds up all of something is asked again after parts of that have changed. */
export type WholeAgain = {
  /** The calls whose function changes single items of what it gives. */
  readonly calls: readonly CodeNode<NodeOf<'Call'>>[];
};

/** `energy(grid)` before and after `grid[y][x] = ...`. */
export const wholeAgain: (frame: FrameCode) => WholeAgain | undefined = oncePer((frame: FrameCode) => {
  if (!addsUp(frame)) return undefined;
  const parameters = parametersWalked(frame);
  const calls = callsTo(frame).filter(
    (call) => call.frame !== frame && framesMeant(call.node, call.frame).includes(frame),
  );
  const changing = calls.filter((call) =>
    parameters.some((at) => isChangedInPart(call.node.args[at], call, call.frame)),
  );
  return changing.length > 0 ? { calls: changing } : undefined;
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

/** Which of its arguments a function walks, by their place in a call. */
function parametersWalked(frame: FrameCode): readonly number[] {
  const walked = frame.nodes.filter((code) => code.loops.length > 0 || isInHead(code));
  const given = isFunctionNode(frame.node) ? frame.node.args.args.slice(isBound(frame) ? 1 : 0) : [];
  const names = new Set(
    walked.flatMap(({ node, parent }) => (node.nodeType === 'Name' && isWalked(parent, node) ? [node.id] : [])),
  );
  return given.flatMap(({ arg }, at) => (names.has(arg) ? [at] : []));
}

/** Also in a call: `zip(rows, rows[1:])`. */
function isInHead(code: CodeNode): boolean {
  for (let at = code; at.parent !== null; at = at.parent) if (isHead(at.parent.node, at.node)) return true;
  return false;
}

/** `rows` of `for row in rows`, also of a comprehension. */
function isHead(node: SyntaxNode | undefined, walked: SyntaxNode): boolean {
  if (node === undefined) return false;
  if (isComprehension(node)) return node.generators.some(({ iter }) => iter === walked);
  return node.nodeType === 'For' && node.iter === walked;
}

function isWalked(parent: CodeNode | null, node: SyntaxNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.value === node;
  return isHead(around, node) || around?.nodeType === 'Call';
}

/** `grid` of which the function sets single items, where it is given to it or is a copy: one that is made here is new as a whole. */
function isChangedInPart(given: Expression | undefined, code: CodeNode, frame: FrameCode): boolean {
  if (given?.nodeType !== 'Name') return false;
  const isOld = bindingsOf(given.id, frame).every(
    ({ binding: { kind, value, loopDepth } }) =>
      kind === 'argument' || loopDepth < code.loops.length || (value !== null && copiedBy(value) !== undefined),
  );
  return (
    isOld &&
    nodesOf(frame, 'Subscript').some((store) => {
      const isSet = store.node.ctx.nodeType !== 'Load' && rootOf(store.node.value) === given.id;
      return (
        isSet && store.loops.every((loop) => code.loops.includes(loop)) && store.loops.length === code.loops.length
      );
    })
  );
}

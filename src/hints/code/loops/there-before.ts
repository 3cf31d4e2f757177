import { dottedText } from '../../../source/dotted-text.ts';
import { isComprehension, lineOf, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, codeAt, type FrameCode, isLoop, nodesOf } from '../module-code.ts';
import { type BoundIn, isElsewhere, resolve } from '../names.ts';
import { reboundNames } from '../rebound-names.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { isConstant } from './consumption.ts';
import { guardsAround } from './one-step.ts';

/**
 * Whether what a name stands for in each pass of a loop can be asked before it: the loop binds it not, nothing tests
 * whether it is there, and it is asked in each pass or is no argument that a caller may leave out.
 */
export function isThereBefore(name: string, code: CodeNode): boolean {
  const { frame } = code;
  const loop = code.loops.at(-1);
  if (loop === undefined || frame.node.nodeType === 'ClassDef' || isElsewhere(name, frame)) return false;
  if (namesBoundBy(loop).has(name) || reboundNames(frame.module).has(name) || isTested(name, frame)) return false;
  const bound = resolve(name, frame);
  const isBoundBefore = bound.every(
    ({ binding, frame: at }) => at !== frame || (binding.line < lineOf(loop) && binding.kind !== 'deletion'),
  );
  if (!isBoundBefore || bound.some((one) => mayBeNone(name, one))) return false;
  const isGuarded = guardsAround(code).some((guard) => codeAt(guard, frame)?.loops.includes(loop) === true);
  return !isGuarded && (isInEachPass(code) || bound.every(({ binding }) => binding.kind !== 'argument'));
}

/** Whether a frame asks what a name is, or whether it is anything. */
function isTested(name: string, frame: FrameCode): boolean {
  return nodesOf(frame, 'Name').some(({ node, parent }) => node.id === name && parent !== null && isTest(parent.node));
}

function isTest(around: CodeNode['node']): boolean {
  if (around.nodeType === 'Call') return ASKING.has(dottedText(around.func));
  return TESTS.has(around.nodeType);
}

const ASKING: ReadonlySet<string> = new Set(['isinstance', 'hasattr', 'getattr', 'callable', 'bool', 'type']);

const TESTS: ReadonlySet<string> = new Set('If While IfExp BoolOp UnaryOp Compare Assert Match'.split(' '));

function mayBeNone(name: string, { binding, frame }: BoundIn): boolean {
  if (isConstant(binding.value ?? undefined, null)) return true;
  const given = binding.kind === 'argument' ? argumentsFor(name, frame) : [];
  return given.some(({ value }) => isConstant(value, null));
}

/** Nothing between it and its loop decides whether it runs, or goes on where it fails. */
export function isInEachPass(code: CodeNode): boolean {
  const loop = code.loops.at(-1);
  for (let at = code; at.parent !== null && at.node !== loop; at = at.parent) {
    const around = at.parent.node;
    if (around === loop) return !isComprehension(around) || isFirstOf(at, around);
    if (DECIDING.has(around.nodeType) && !isFirstAsked(at, around)) return false;
    if (isLoop(around) || guardsAround(at).some((guard) => guard === around)) return false;
  }
  return true;
}

const DECIDING: ReadonlySet<string> = new Set('If IfExp BoolOp Match MatchCase ExceptHandler Compare'.split(' '));

/** The test of an `if`, and the first operand, are always asked. */
function isFirstAsked({ node }: CodeNode, around: CodeNode['node']): boolean {
  if (around.nodeType === 'If' || around.nodeType === 'IfExp') return around.test === node;
  if (around.nodeType === 'BoolOp') return around.values[0] === node;
  return around.nodeType === 'Compare' && (around.left === node || around.comparators[0] === node);
}

function isFirstOf(
  { node }: CodeNode,
  { generators }: NodeOf<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>,
): boolean {
  const [clause] = generators;
  return generators.length === 1 && (clause?.ifs.length === 0 || clause?.ifs[0] === node);
}

import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { isConstant } from './loops/consumption.ts';
import { targetText } from './loops/copied-whole.ts';
import { type FrameCode, nodesOf } from './module-code.ts';
import { calledName } from './names.ts';
import { namesIn } from './names-in.ts';

/** `a` and `b` of steps that make `b, a % b` of them. */
export function pairOfGcd(body: readonly SyntaxNode[]): readonly [string, string] | undefined {
  const steps = body.flatMap(assignmentsOf);
  const rest = steps.find(({ value }) => value.nodeType === 'BinOp' && value.op.nodeType === 'Mod')?.value;
  if (rest?.nodeType !== 'BinOp' || steps.length < body.length) return undefined;
  const [a, b] = [targetText(rest.left), targetText(rest.right)];
  const written = steps.map(
    ({ target, value }) => `${targetText(target)} = ${value === rest ? '%' : targetText(value)}`,
  );
  const isPair = body.length === 1 && written.join() === `${a} = ${b},${b} = %`;
  const held = targetText(steps.length === 3 ? (steps[0]?.target ?? rest) : rest);
  const isByRest = written.join() === `${held} = %,${a} = ${b},${b} = ${held}`;
  const isByOther = written.join() === `${held} = ${b},${b} = %,${a} = ${held}`;
  return isPair || (body.length === 3 && (isByRest || isByOther)) ? [a, b] : undefined;
}

function assignmentsOf(step: SyntaxNode): readonly { readonly target: Expression; readonly value: Expression }[] {
  if (step.nodeType !== 'Assign' || step.targets.length !== 1) return [];
  const [target] = step.targets;
  const { value } = step;
  if (target?.nodeType !== 'Tuple' || value.nodeType !== 'Tuple')
    return target === undefined ? [] : [{ target, value }];
  return target.elts.flatMap((one, at) => {
    const given = value.elts[at];
    return given === undefined ? [] : [{ target: one, value: given }];
  });
}

/** `b`, `b != 0`, `b > 0`; the steps of a continued fraction end before. */
export function isUntilZero(test: Expression, name: string | undefined): boolean {
  if (test.nodeType !== 'Compare') return targetText(test) === name;
  const [op] = test.ops;
  const isAbove = op?.nodeType === 'NotEq' || op?.nodeType === 'Gt';
  return isAbove && test.ops.length === 1 && targetText(test.left) === name && isConstant(test.comparators[0], 0);
}

/** What is multiplied in each pass, and what by: `result` of `result * base % modulus`. */
type Product = { readonly name: string; readonly factors: readonly Expression[]; readonly right: Expression };

/** Of the steps of a loop that keeps a product below a modulus. */
export function productIn(body: readonly SyntaxNode[]): Product | undefined {
  return body.length === 2 ? productInTwo(body) : productInOne(body);
}

/** `result = result * base % modulus` */
function productInOne([step, ...others]: readonly SyntaxNode[]): Product | undefined {
  if (step?.nodeType !== 'Assign' || others.length > 0 || step.value.nodeType !== 'BinOp') return undefined;
  const { op, left, right } = step.value;
  if (op.nodeType !== 'Mod' || left.nodeType !== 'BinOp' || left.op.nodeType !== 'Mult') return undefined;
  return { name: targetText(step.targets[0] ?? step.value), factors: [left.left, left.right], right };
}

/** `result *= base` and `result %= modulus` */
function productInTwo([one, other]: readonly SyntaxNode[]): Product | undefined {
  if (one?.nodeType !== 'AugAssign' || other?.nodeType !== 'AugAssign') return undefined;
  const name = targetText(one.target);
  const isProduct = one.op.nodeType === 'Mult' && other.op.nodeType === 'Mod' && targetText(other.target) === name;
  return isProduct ? { name, factors: [one.target, one.value], right: other.value } : undefined;
}

/**
 * `while odd % 2 == 0: odd //= 2`, and `for _ in range(twos - 1)` of what was counted there, beside `base ** odd`: no more
 * rounds than the exponent has bits, which are some thirty, since nobody sees the end of a longer power.
 */
export function isOfBits(loop: SyntaxNode, exponent: Expression, frame: FrameCode): boolean {
  if (exponent.nodeType !== 'Name') return false;
  if (loop.nodeType === 'While') return isHalved(loop, exponent.id);
  if (loop.nodeType !== 'For' || loop.iter.nodeType !== 'Call' || calledName(loop.iter, frame) !== 'range')
    return false;
  if (!loop.body.every(keepsShort)) return false;
  const halving = nodesOf(frame, 'While').filter(({ node }) => isHalved(node, exponent.id));
  const counts = new Set(halving.flatMap(({ node }) => node.body.flatMap(countedBy)));
  const ends = [...namesIn(loop.iter)].filter((name) => name !== 'range');
  return ends.length > 0 && ends.every((name) => counts.has(name));
}

function isHalved({ body }: NodeOf<'While'>, name: string): boolean {
  return (
    body.every(keepsShort) &&
    body.some((step) => step.nodeType === 'AugAssign' && isHalving(step) && targetText(step.target) === name)
  );
}

function isHalving({ op, value }: NodeOf<'AugAssign'>): boolean {
  return (op.nodeType === 'FloorDiv' || op.nodeType === 'RShift') && value.nodeType === 'Constant';
}

/** Halving, counting, a remainder and tests: `base *= base` doubles the digits in each round, so that thirty take long. */
function keepsShort(step: SyntaxNode): boolean {
  switch (step.nodeType) {
    case 'If':
      return !calls(step.test) && [...step.body, ...step.orelse].every(keepsShort);
    case 'Assign':
      return isRest(step.value);
    case 'AugAssign':
      return isHalving(step) || countedBy(step).length > 0 || (step.op.nodeType === 'Mod' && !calls(step.value));
    default:
      return LEAVING.has(step.nodeType);
  }
}

const LEAVING: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Return', 'Break', 'Continue', 'Pass']);

/** `x * x % n` */
function isRest(value: Expression): boolean {
  return value.nodeType === 'BinOp' && value.op.nodeType === 'Mod' && !calls(value);
}

/** Whether it calls, or makes a power. */
function calls(value: Expression): boolean {
  return [...walkSyntax(value)].some(({ nodeType }) => /^(?:Call|Pow|LShift)$/.test(nodeType));
}

function countedBy(step: SyntaxNode): readonly string[] {
  const isCount = step.nodeType === 'AugAssign' && step.op.nodeType === 'Add' && isConstant(step.value, 1);
  return isCount ? [targetText(step.target)] : [];
}

import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { isConstant } from '../loops/consumption.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';

/** Whether a number is divided by all primes found before it, with nothing that ends at its square root. */
export function triesAllPrimes(number: string, divisor: string, loop: LoopNode, frame: FrameCode): boolean {
  const clause = loop.nodeType === 'For' ? loop : loop.nodeType === 'GeneratorExp' ? loop.generators.at(-1) : undefined;
  if (clause?.iter.nodeType !== 'Name' || targetText(clause.target) !== divisor) return false;
  const primes = clause.iter.id;
  const isKept = nodesOf(frame, 'Call').some(
    ({ node: { func, args } }) =>
      func.nodeType === 'Attribute' &&
      func.attr === 'append' &&
      targetText(func.value) === primes &&
      args[0]?.nodeType === 'Name' &&
      args[0].id === number,
  );
  return isKept && !nodesInLoop(loop, frame).some(({ node }) => node.nodeType === 'Compare' && isLimit(node, divisor));
}

/** `prime * prime > number`, `prime > root` */
function isLimit({ ops, left, comparators }: NodeOf<'Compare'>, divisor: string): boolean {
  const isOrder = ops.some(({ nodeType }) => nodeType !== 'Eq' && nodeType !== 'NotEq');
  return isOrder && [left, ...comparators].some((side) => isNamedIn(side, divisor));
}

function isNamedIn(side: Expression, name: string): boolean {
  return [...walkSyntax(side)].some((node) => node.nodeType === 'Name' && node.id === name);
}

/** `n` and how many factorials it is divided by, of `factorial(n) // (factorial(k) * factorial(n - k))`. */
export function dividedFactorials({ op, left, right }: NodeOf<'BinOp'>, frame: FrameCode): number {
  if (op.nodeType !== 'FloorDiv' && op.nodeType !== 'Div') return 0;
  const below = factorsOf(right, 'Mult');
  const [above, ...more] = factorsOf(left, op.nodeType);
  const all = [...more, ...below];
  const isFactorial = (node: Expression | undefined): boolean =>
    node?.nodeType === 'Call' && calledName(node, frame) === 'math.factorial';
  return isFactorial(above) && all.every(isFactorial) ? all.length : 0;
}

function factorsOf(node: Expression, op: string): readonly Expression[] {
  if (node.nodeType !== 'BinOp' || node.op.nodeType !== op) return [node];
  return [...factorsOf(node.left, op), ...factorsOf(node.right, op)];
}

/** `a[i][k] * b[k][j]` of which `k` is what the innermost of three loops counts: the other matrix, of whose columns each is made anew. */
export function columnsTaken(step: Expression, counter: Expression): Expression | undefined {
  if (step.nodeType !== 'BinOp' || step.op.nodeType !== 'Mult') return undefined;
  const [one, other] = [step.left, step.right];
  return columnOf(one, other, counter) ?? columnOf(other, one, counter);
}

function columnOf(row: Expression, column: Expression, counter: Expression): Expression | undefined {
  const name = targetText(counter);
  if (row.nodeType !== 'Subscript' || column.nodeType !== 'Subscript') return undefined;
  if (column.value.nodeType !== 'Subscript' || row.value.nodeType !== 'Subscript') return undefined;
  const isAlong = targetText(row.slice) === name && targetText(column.value.slice) === name;
  return isAlong && targetText(column.slice) !== name && targetText(row.value.slice) !== name
    ? column.value.value
    : undefined;
}

/** `rows` of `while i < len(rows):` with one step that takes `rows[i]`, and `i += 1`. */
export function listByPlaces(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Expression | undefined {
  const { test, body, orelse } = code.node;
  const [step, count, ...others] = body;
  if (test.nodeType !== 'Compare' || test.ops[0]?.nodeType !== 'Lt' || test.left.nodeType !== 'Name') return undefined;
  const at = test.left.id;
  const list = listOf(test.comparators[0], frame);
  if (list === undefined || step === undefined || others.length + orelse.length > 0) return undefined;
  const isCounting = count?.nodeType === 'AugAssign' && targetText(count.target) === at && isConstant(count.value, 1);
  const text = targetText(list);
  const inStep = nodesInLoop(code.node, frame).filter(({ node }) => node !== count && node !== test);
  const isOnlyTaken = (parent: SyntaxNode | undefined): boolean =>
    parent?.nodeType === 'Subscript' && parent.ctx.nodeType === 'Load' && targetText(parent) === `${text}[${at}]`;
  const uses = inStep.filter(({ node, parent }) => isName(node, at) && parent?.node !== count && parent?.node !== test);
  const mentions = inStep.filter(
    ({ node, parent }) => targetOf(node) === text && parent?.node.nodeType !== 'Attribute',
  );
  const isLeft = inStep.some(({ node }) => STOPPING.has(node.nodeType));
  const isTaken = uses.length > 0 && uses.every(({ parent }) => isOnlyTaken(parent?.node));
  const inTest = new Set([...walkSyntax(test)]);
  const isSame = mentions.every(({ node, parent }) => inTest.has(node) || isOnlyTaken(parent?.node));
  return isCounting && count.op.nodeType === 'Add' && isTaken && isSame && !isLeft ? list : undefined;
}

const STOPPING: ReadonlySet<string> = new Set(['Break', 'Continue', 'Return', 'For', 'While', 'Yield', 'Await']);

function targetOf(node: SyntaxNode): string {
  return node.nodeType === 'Name' || node.nodeType === 'Attribute' ? targetText(node) : '';
}

function isName(node: SyntaxNode, name: string): boolean {
  return node.nodeType === 'Name' && node.id === name;
}

/** `rows` of `len(rows)`, and of `n` after `n = len(rows)`. */
function listOf(end: Expression | undefined, frame: FrameCode): Expression | undefined {
  if (end?.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(end.id, frame);
    const value = only?.binding.kind === 'assignment' && others.length === 0 ? only.binding.value : null;
    return value?.nodeType === 'Call' ? listOf(value, frame) : undefined;
  }
  const [list] = end?.nodeType === 'Call' && calledName(end, frame) === 'len' ? end.args : [];
  return list?.nodeType === 'Name' || list?.nodeType === 'Attribute' ? list : undefined;
}

/** `n` of `while n > 0: bits = str(n % 2) + bits` and `n //= 2`. */
export function writtenInBinary({ test, body }: NodeOf<'While'>): string | undefined {
  const [put, halve, ...others] = body;
  const value = put?.nodeType === 'Assign' && put.value.nodeType === 'BinOp' ? put.value : undefined;
  const digit =
    value?.left.nodeType === 'Call' && targetText(value.left.func) === 'str' ? value.left.args[0] : undefined;
  const isBit = digit?.nodeType === 'BinOp' && digit.op.nodeType === 'Mod' && isConstant(digit.right, 2);
  if (!isBit || digit.left.nodeType !== 'Name' || others.length > 0 || value?.op.nodeType !== 'Add') return undefined;
  const name = digit.left.id;
  return halve !== undefined && isHalving(halve, name) && isNamedIn(test, name) ? name : undefined;
}

/** `n //= 2`, `n = n // 2`, `n >>= 1` */
function isHalving(step: SyntaxNode, name: string): boolean {
  const half = step.nodeType === 'Assign' ? step.value : step;
  if (half.nodeType !== 'BinOp' && half.nodeType !== 'AugAssign') return false;
  const [from, by] = half.nodeType === 'BinOp' ? [half.left, half.right] : [half.target, half.value];
  const isBy = half.op.nodeType === 'FloorDiv' ? isConstant(by, 2) : half.op.nodeType === 'RShift' && isConstant(by, 1);
  return isBy && isName(from, name);
}

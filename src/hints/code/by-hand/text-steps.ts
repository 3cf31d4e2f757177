import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { isConstant } from '../loops/consumption.ts';
import { targetText } from '../loops/copied-whole.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName } from '../names.ts';

/** `text` of a loop that holds its letters against those from the end, two by two: `while i < j: if text[i] != text[j]: return False`. */
export function mirroredText({ body, test }: NodeOf<'While'>): Expression | undefined {
  const [asked, ...steps] = body;
  const [i, j] = test.nodeType === 'Compare' ? [test.left, test.comparators[0]] : [];
  if (asked?.nodeType !== 'If' || steps.length !== 2 || i?.nodeType !== 'Name' || j?.nodeType !== 'Name')
    return undefined;
  const isMoving = steps.every((step) => step.nodeType === 'AugAssign' && isConstant(step.value, 1));
  const moved = steps.map((step) => (step.nodeType === 'AugAssign' ? targetText(step.target) : ''));
  const [one, other] = unequalItems(asked);
  if (!isMoving || one === undefined || other === undefined || targetText(one.value) !== targetText(other.value))
    return undefined;
  const places = [targetText(one.slice), targetText(other.slice)];
  const isBoth = [i.id, j.id].every((name) => places.includes(name) && moved.includes(name));
  return isBoth && isLeaving(asked.body) && asked.orelse.length === 0 ? one.value : undefined;
}

function unequalItems({ test }: NodeOf<'If'>): readonly NodeOf<'Subscript'>[] {
  if (test.nodeType !== 'Compare' || test.ops.length !== 1 || test.ops[0]?.nodeType !== 'NotEq') return [];
  return [test.left, ...test.comparators].flatMap((side) => (side.nodeType === 'Subscript' ? [side] : []));
}

/** `return False`, or `is_same = False` and `break` */
function isLeaving(body: readonly SyntaxNode[]): boolean {
  const last = body.at(-1)?.nodeType;
  return body.length <= 2 && (last === 'Return' || last === 'Break');
}

/** Whether an expression writes a byte as two hexadecimal digits: `'%02x' % byte`, `f'{byte:02x}'`, `format(byte, '02x')`. */
export function isHexOf(value: Expression, byte: string, frame: FrameCode): boolean {
  const isByte = (node: SyntaxNode | undefined): boolean => node?.nodeType === 'Name' && node.id === byte;
  if (value.nodeType === 'BinOp')
    return value.op.nodeType === 'Mod' && isConstant(value.left, '%02x') && isByte(value.right);
  if (value.nodeType === 'JoinedStr') {
    const [part, ...others] = value.values;
    if (part?.nodeType !== 'FormattedValue' || others.length > 0 || part.format_spec === undefined) return false;
    return isByte(part.value) && [...walkSyntax(part.format_spec)].some((spec) => isConstant(spec, '02x'));
  }
  if (value.nodeType !== 'Call') return false;
  const [first, second] = value.args;
  return calledName(value, frame) === 'format' && isByte(first) && isConstant(second, '02x');
}

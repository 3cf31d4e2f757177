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

/** `for i in range(len(text) // 2): if text[i] != text[-1 - i]: return False` */
export function mirroredByPlace({ body, target, iter }: NodeOf<'For'>, frame: FrameCode): Expression | undefined {
  const [asked, ...steps] = body;
  if (asked?.nodeType !== 'If' || steps.length > 0 || target.nodeType !== 'Name' || iter.nodeType !== 'Call')
    return undefined;
  const [one, other] = unequalItems(asked);
  if (one === undefined || other === undefined || calledName(iter, frame) !== 'range') return undefined;
  const texts = [targetText(one.value), targetText(other.value)];
  const isFirst = one.slice.nodeType === 'Name' && one.slice.id === target.id;
  const isFromEnd = other.slice.nodeType === 'BinOp' || other.slice.nodeType === 'UnaryOp';
  const isHalf = [...walkSyntax(iter)].some((node) => node.nodeType === 'BinOp' && node.op.nodeType === 'FloorDiv');
  const namesIt = [...walkSyntax(other.slice)].some((node) => node.nodeType === 'Name' && node.id === target.id);
  const isMirrored = isFirst && isFromEnd && isMinus(other.slice) && isHalf && namesIt && texts[0] === texts[1];
  return isMirrored && isLeaving(asked.body) && asked.orelse.length === 0 ? one.value : undefined;
}

/** `n - 1 - i`, `-i - 1`, `-(i + 1)`, `~i`: not `i + n // 2` */
function isMinus(slice: Expression): boolean {
  if (slice.nodeType === 'UnaryOp') return true;
  return slice.nodeType === 'BinOp' && slice.op.nodeType === 'Sub';
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
  const name = calledName(value, frame);
  if (name === 'format') return isByte(first) && isConstant(second, '02x');
  const isFormat = value.func.nodeType === 'Attribute' && isConstant(value.func.value, '{:02x}');
  return name === '.format' && isFormat && isByte(first);
}

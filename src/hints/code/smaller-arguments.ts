import { type Expression, givenValues, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { edgesWalked } from './graph-edges.ts';
import type { FrameCode } from './module-code.ts';
import { bindingsOf, calledName, selfName } from './names.ts';
import { argumentNames } from './own-name.ts';

/** `n - 1`, `text[1:]`, `i + 1`, a name, a constant: what comes back on other paths. `node.left` does not. */
export function hasSmallerArguments(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const given = givenValues(call);
  return (
    given.length > 0 &&
    given.every((value) => isSimple(value, frame) && !isPartOfArgument(value, frame)) &&
    given.some((value) => value.nodeType !== 'Name' || !isOwnParameter(value.id, frame))
  );
}

/** `child` of `for child in tree`, `for child in inside` after `inside = table[name]`, `tree[0]`: a walk of a structure comes to each of its parts once. */
function isPartOfArgument(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Subscript') {
    return value.slice.nodeType !== 'Slice' && value.value.nodeType === 'Name' && isOwnParameter(value.value.id, frame);
  }
  if (value.nodeType !== 'Name') return false;
  if (edgesWalked(value.id, frame) !== undefined) return true;
  return bindingsOf(value.id, frame).some(
    ({ binding: { kind, value: walked } }) =>
      kind === 'loop' && walked?.nodeType === 'Name' && isOwnParameter(walked.id, frame),
  );
}

/** An argument, or a name that a loop over written-out values or a plain assignment binds; not a part of some structure. */
function isNumberLike(name: string, frame: FrameCode): boolean {
  return bindingsOf(name, frame).every(({ binding: { kind, value, node } }) => {
    if (kind === 'argument' || isPartOfNumbers(node, frame) || isRestOfArgument(name, node, frame)) return true;
    if (value === null) return false;
    if (kind === 'loop')
      return value.nodeType === 'Tuple' || value.nodeType === 'Name' || isCallOf(value, COUNTING, frame);
    if (kind === 'augmented') return isSimple(value, frame);
    return kind === 'assignment' && value.nodeType !== 'Attribute' && value.nodeType !== 'Name';
  });
}

const COUNTING: ReadonlySet<string> = new Set(['range', 'enumerate', 'zip', 'reversed']);

function isCallOf(value: Expression, names: ReadonlySet<string>, frame: FrameCode): boolean {
  return value.nodeType === 'Call' && names.has(calledName(value, frame));
}

/** `weight, value = self.items[at]` */
function isPartOfNumbers(node: SyntaxNode, frame: FrameCode): boolean {
  if (node.nodeType !== 'Assign' || node.targets[0]?.nodeType !== 'Tuple') return false;
  const { value } = node;
  return value.nodeType === 'Subscript' && value.slice.nodeType !== 'Slice' && isSimple(value, frame);
}

/** `rest` of `first, *rest = coins`, which is `coins[1:]`. */
function isRestOfArgument(name: string, node: SyntaxNode, frame: FrameCode): boolean {
  const [target] = node.nodeType === 'Assign' ? node.targets : [];
  if (node.nodeType !== 'Assign' || target?.nodeType !== 'Tuple') return false;
  const isRest = target.elts.some(
    (one) => one.nodeType === 'Starred' && one.value.nodeType === 'Name' && one.value.id === name,
  );
  return isRest && node.value.nodeType === 'Name' && isOwnParameter(node.value.id, frame);
}

export function isOwnParameter(name: string, frame: FrameCode): boolean {
  return argumentNames(frame).includes(name);
}

function isSimple(value: Expression, frame: FrameCode): boolean {
  switch (value.nodeType) {
    case 'Constant':
      return true;
    case 'Name':
      return isNumberLike(value.id, frame);
    case 'UnaryOp':
      return isSimple(value.operand, frame);
    case 'BinOp':
      return isOperand(value.left, value, frame) && isOperand(value.right, value, frame);
    case 'Subscript':
      return isHeld(value.value, frame) && (value.slice.nodeType === 'Slice' || isSimple(value.slice, frame));
    case 'Call':
      return (
        value.func.nodeType === 'Name' &&
        (value.func.id === 'len' || value.func.id === 'min' || value.func.id === 'max')
      );
    case 'Attribute':
      return value.value.nodeType === 'Name' && value.value.id === selfName(frame);
    default:
      return false;
  }
}

/** What is subtracted is a number, wherever it comes from: `first` of `first, *rest = coins`. */
function isOperand(value: Expression, { op }: NodeOf<'BinOp'>, frame: FrameCode): boolean {
  return (op.nodeType === 'Sub' && value.nodeType === 'Name') || isSimple(value, frame);
}

/** `weights` or `self.weights`, of which a number is taken. */
function isHeld(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Name') return true;
  return value.nodeType === 'Attribute' && value.value.nodeType === 'Name' && value.value.id === selfName(frame);
}

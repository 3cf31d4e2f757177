import { type Expression, lineOf, type NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../names.ts';
import { readsOf } from './consumption.ts';

/** Where the first items of a sorted copy are taken. */
export type Taken = { readonly code: CodeNode; readonly what: 'one' | 'some' };

/** How the first items of a sorted or other copy are taken of which nothing else is used. */
export function takenFrom(
  code: CodeNode<NodeOf<'Call'>>,
  frame: FrameCode,
  copying: 'sorted' | 'list' = 'sorted',
): Taken | undefined {
  const name = calledName(code.node, frame);
  if (name === '.sort' && copying === 'sorted') return takenFromSorted(code, frame);
  const { parent } = code;
  if (name !== copying || parent === null) return undefined;
  const direct = firstOnly(parent, code) ?? firstWalked(parent, code);
  if (direct !== undefined) return direct;
  if (parent.node.nodeType === 'Call') return nextOf(parent, frame);
  if (parent.node.nodeType === 'NamedExpr' && parent.node.target.nodeType === 'Name') {
    return takenByName(parent.node.target.id, code, [], frame);
  }
  if (parent.node.nodeType !== 'Assign' || parent.node.targets.length !== 1) return undefined;
  const [target] = parent.node.targets;
  if (target?.nodeType === 'Tuple' || target?.nodeType === 'List') return unpacked(target.elts, parent, frame);
  return target?.nodeType === 'Name' ? takenByName(target.id, code, [], frame) : undefined;
}

/** `first, *_ = sorted(values)`, where the rest is never read. */
function unpacked(parts: readonly Expression[], code: CodeNode, frame: FrameCode): Taken | undefined {
  const rest = parts.find(({ nodeType }) => nodeType === 'Starred');
  if (rest?.nodeType !== 'Starred' || rest.value.nodeType !== 'Name') return undefined;
  if (readsOf(rest.value.id, frame).length > 0) return undefined;
  return { code, what: parts.length === 2 ? 'one' : 'some' };
}

/** `next(iter(sorted(values)))` */
function nextOf(code: CodeNode, frame: FrameCode): Taken | undefined {
  const { node, parent } = code;
  if (node.nodeType !== 'Call' || calledName(node, frame) !== 'iter' || parent?.node.nodeType !== 'Call')
    return undefined;
  return calledName(parent.node, frame) === 'next' ? { code: parent, what: 'one' } : undefined;
}

/** A name that is bound once, and read only for its first items, but for those reads of it that fill it. */
function takenByName(name: string, code: CodeNode, filling: readonly CodeNode[], frame: FrameCode): Taken | undefined {
  if (bindingsOf(name, frame).length !== 1) return undefined;
  const reads = readsOf(name, frame).filter((read) => !filling.includes(read) && !isAskedIfEmpty(read, frame));
  const taken = reads.flatMap((read) =>
    read.parent === null || read.loops.length > code.loops.length ? [] : (firstOnly(read.parent, read) ?? []),
  );
  const [first, ...others] = taken;
  if (first === undefined || taken.length !== reads.length) return undefined;
  return others.length === 0 || taken.every(({ what }) => what === 'one') ? first : undefined;
}

/** `if not ranked`, `len(ranked)`: what it was made of tells that as well. */
function isAskedIfEmpty({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'If':
    case 'IfExp':
      return around.test === node;
    case 'UnaryOp':
      return around.op.nodeType === 'Not';
    case 'Call':
      return calledName(around, frame) === 'len';
    default:
      return false;
  }
}

const FILLING: ReadonlySet<string> = new Set(['append', 'extend', 'sort']);

/** `offers.sort()` of a list that the function has made for nothing else. */
function takenFromSorted(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Taken | undefined {
  const list = methodCalled(code.node, frame)?.receiver;
  if (list?.nodeType !== 'Name' || code.parent?.node.nodeType !== 'Expr') return undefined;
  const [only] = bindingsOf(list.id, frame);
  const isMadeHere = only?.binding.kind === 'assignment' && isNewList(only.binding.value, frame);
  if (!isMadeHere || only.binding.loopDepth !== code.loops.length) return undefined;
  const filling = readsOf(list.id, frame).filter((read) => isFilling(read, code));
  return takenByName(list.id, code, filling, frame);
}

function isNewList(value: Expression | null, frame: FrameCode): boolean {
  if (value?.nodeType === 'ListComp' || value?.nodeType === 'List') return true;
  return value?.nodeType === 'Call' && NEW_LISTS.has(calledName(value, frame));
}

const NEW_LISTS: ReadonlySet<string> = new Set(['list', '.copy', '.split', '.splitlines']);

function isFilling({ node, parent }: CodeNode, sort: CodeNode): boolean {
  if (parent?.node.nodeType !== 'Attribute' || parent.parent?.node.nodeType !== 'Call') return false;
  return FILLING.has(parent.node.attr) && parent.node.value === node && lineOf(node) <= lineOf(sort.node);
}

/** `for best in sorted(values): ... return best`, where no pass comes to the next. */
function firstWalked(code: CodeNode, of: CodeNode): Taken | undefined {
  const { node } = code;
  if (node.nodeType !== 'For' || node.iter !== of.node) return undefined;
  const last = node.body.at(-1)?.nodeType;
  return last === 'Return' || last === 'Break' ? { code: of, what: 'one' } : undefined;
}

function firstOnly(code: CodeNode, of: CodeNode): Taken | undefined {
  const { node } = code;
  if (node.nodeType === 'Attribute') return popped(code);
  if (node.nodeType !== 'Subscript' || node.value !== of.node || node.ctx.nodeType !== 'Load') return undefined;
  if (isIndex(node.slice, 0) || isIndex(node.slice, -1)) return { code, what: 'one' };
  if (node.slice.nodeType !== 'Slice' || node.slice.step !== undefined) return undefined;
  const { lower, upper } = node.slice;
  const isFirst = (lower === undefined || isIndex(lower, 0)) && upper !== undefined && isCount(upper);
  const isLast = upper === undefined && lower?.nodeType === 'UnaryOp' && isCount(lower.operand);
  return isFirst || isLast ? { code, what: 'some' } : undefined;
}

/** `sorted(values).pop()`, `ranked.pop(0)` */
function popped({ node, parent }: CodeNode): Taken | undefined {
  if (node.nodeType !== 'Attribute' || node.attr !== 'pop' || parent?.node.nodeType !== 'Call') return undefined;
  const [at] = parent.node.args;
  return at === undefined || isIndex(at, 0) || isIndex(at, -1) ? { code: parent, what: 'one' } : undefined;
}

export function isIndex(node: NodeOf<'Subscript'>['slice'], value: number): boolean {
  if (node.nodeType === 'Constant') return node.value === value;
  return (
    node.nodeType === 'UnaryOp' &&
    node.op.nodeType === 'USub' &&
    node.operand.nodeType === 'Constant' &&
    -Number(node.operand.value) === value
  );
}

const MOST_WRITTEN_OUT = 100;

/** A small number or a name; `len(x) // 2` is another matter. */
function isCount(node: NodeOf<'Subscript'>['slice']): boolean {
  if (node.nodeType === 'Constant')
    return typeof node.value === 'number' && node.value > 0 && node.value <= MOST_WRITTEN_OUT;
  return node.nodeType === 'Name' || node.nodeType === 'Attribute';
}

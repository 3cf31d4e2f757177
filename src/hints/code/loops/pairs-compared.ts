import { type ComprehensionNode, type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isOnePass } from '../one-pass.ts';
import { isConstant } from './consumption.ts';
import { targetText } from './copied-whole.ts';

/** `rows` of `range(len(rows))`, `range(n)` after `n = len(rows)`, `enumerate(rows)`, and `rows` itself. */
function listWalked(iter: Expression, frame: FrameCode): Expression | undefined {
  if (iter.nodeType !== 'Call') return iter;
  const name = calledName(iter, frame);
  if (name === 'range') return listMeasured(iter.args.at(-1), frame);
  return name === 'enumerate' ? iter.args[0] : undefined;
}

/** `rows` of `len(rows)`, and of a name for it. `len(rows) - 1` is as good: the last has none behind it. */
function listMeasured(end: Expression | undefined, frame: FrameCode): Expression | undefined {
  if (end?.nodeType === 'BinOp') {
    return end.op.nodeType === 'Sub' && isConstant(end.right, 1) ? listMeasured(end.left, frame) : undefined;
  }
  if (end?.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(end.id, frame);
    const value = only?.binding.kind === 'assignment' && others.length === 0 ? only.binding.value : null;
    return value?.nodeType === 'Call' ? listMeasured(value, frame) : undefined;
  }
  return end?.nodeType === 'Call' && calledName(end, frame) === 'len' ? end.args[0] : undefined;
}

/** The list of which a loop walks what is behind the place of the loop around it: `range(i + 1, len(rows))`, `rows[i + 1:]`. */
export function listBehind(iter: Expression, around: Walk | undefined, frame: FrameCode): Expression | undefined {
  const [list, start] = partBehind(iter, frame);
  if (list === undefined || start === undefined || around === undefined) return undefined;
  const at = around.target.nodeType === 'Tuple' ? around.target.elts[0] : around.target;
  const isBehind = at?.nodeType === 'Name' && nameCounted(start, around, frame) === at.id;
  return isBehind && isCounting(around, frame) && isSame(listWalked(around.iter, frame), list) ? list : undefined;
}

function partBehind(iter: Expression, frame: FrameCode): readonly (Expression | undefined)[] {
  if (iter.nodeType === 'Subscript' && iter.slice.nodeType === 'Slice') {
    const { lower, upper, step } = iter.slice;
    return upper === undefined && step === undefined ? [iter.value, lower] : [];
  }
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || iter.args.length !== 2) return [];
  const [start, end] = iter.args;
  return end?.nodeType === 'BinOp' ? [] : [listMeasured(end, frame), start]; // the last one is a pair of each
}

/** `i` of `i + 1`, and of `i` where that is counted from one. */
function nameCounted(start: Expression, { iter }: Walk, frame: FrameCode): string | undefined {
  if (
    iter.nodeType === 'Call' &&
    calledName(iter, frame) === 'enumerate' &&
    iter.args.length + iter.keywords.length > 1
  )
    return start.nodeType === 'Name' ? start.id : undefined;
  const isNext = start.nodeType === 'BinOp' && start.op.nodeType === 'Add' && isConstant(start.right, 1);
  return isNext && start.left.nodeType === 'Name' ? start.left.id : undefined;
}

function isCounting({ iter }: Walk, frame: FrameCode): boolean {
  return iter.nodeType === 'Call' && (calledName(iter, frame) === 'range' || calledName(iter, frame) === 'enumerate');
}

/** What the last clause of several walks anew for each item of those before it: `customers` of `for order in orders for customer in customers`. */
export function walkedForEach({ generators }: ComprehensionNode, frame: FrameCode): Expression | undefined {
  const last = generators.at(-1);
  const before = generators.slice(0, -1);
  if (last === undefined || before.length === 0 || isOnePass(last.iter, frame)) return undefined;
  const names = namesIn(last.iter);
  const isChosen = before.some(({ ifs }) => ifs.length > 0);
  const isBound = before.some(({ target }) => [...namesIn(target)].some((one) => names.has(one)));
  if (isBound) return isChosen ? undefined : listBehind(last.iter, generators.at(-2), frame);
  return isChosen ? undefined : last.iter;
}

type Walk = Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>;

/** What walks the list, and what repeats that walk: two loops, or two clauses. */
export function walksAround({ loops }: Pick<CodeNode, 'loops'>): readonly (Walk | undefined)[] {
  const [loop, outer] = [loops.at(-1), loops.at(-2)];
  if (loop !== undefined && isComprehension(loop)) return [loop.generators.at(-1), loop.generators.at(-2)];
  return [loop, outer].map((one) => (one?.nodeType === 'For' ? one : undefined));
}

/** Then each pair comes once. */
export function isOfThoseBehind(code: CodeNode, frame: FrameCode): boolean {
  const [inner, outer] = walksAround(code);
  return inner !== undefined && listBehind(inner.iter, outer, frame) !== undefined;
}

/** Whether two loops walk one list, each item with all (or with those behind it). */
export function isOfOneList(code: CodeNode, frame: FrameCode): boolean {
  const [inner, outer] = walksAround(code);
  if (outer === undefined || inner === undefined) return false;
  if (isOfThoseBehind(code, frame)) return true;
  const list = listWalked(outer.iter, frame);
  return list !== undefined && isSame(listWalked(inner.iter, frame), list);
}

function isSame(one: Expression | undefined, other: Expression): boolean {
  const text = targetText(other);
  return one !== undefined && /^[\w.]+$/.test(text) && targetText(one) === text;
}

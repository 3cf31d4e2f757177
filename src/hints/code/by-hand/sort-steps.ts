import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { ORDERS } from '../orders.ts';
import { ownName } from '../own-name.ts';
import { makesMore } from '../swapping-sort.ts';

/** The list that is put in order by moving up what is larger: `while j >= 0 and rows[j] > row: rows[j + 1] = rows[j]`, then `j -= 1`. */
export function shiftedList({ node, loops }: CodeNode<NodeOf<'While'>>, frame: FrameCode): Expression | undefined {
  const outer = loops.at(-1);
  const shift = node.body.find(({ nodeType }) => nodeType === 'Assign');
  const [target, value] = shift?.nodeType === 'Assign' ? [shift.targets[0], shift.value] : [];
  if (outer?.nodeType !== 'For' || node.body.length !== 2 || target?.nodeType !== 'Subscript') return undefined;
  if (value?.nodeType !== 'Subscript' || targetText(value.value) !== targetText(target.value)) return undefined;
  const isStep = node.body.some((step) => step.nodeType === 'AugAssign' && step.op.nodeType === 'Sub');
  const isRange = outer.iter.nodeType === 'Call' && calledName(outer.iter, frame) === 'range';
  if (!isStep || !isRange || makesMore(outer, frame) || !comparesItem(node.test, target.value)) return undefined;
  return target.value;
}

function comparesItem(test: Expression, list: Expression): boolean {
  return [...walkSyntax(test)].some(
    (node) => node.nodeType === 'Compare' && isOrder(node) && isItemOf(list, node.left),
  );
}

function isOrder({ ops }: NodeOf<'Compare'>): boolean {
  return ops.length === 1 && ORDERS.has(ops[0]?.nodeType ?? '');
}

/** `rows[j]`, `rows[j].score`, `rows[j][0]` */
function isItemOf(list: Expression, side: Expression): boolean {
  return [...walkSyntax(side)].some(
    (node) => node.nodeType === 'Subscript' && targetText(node.value) === targetText(list),
  );
}

/** Two lists in order that a loop puts together: each pass takes the smaller of both first items, and does nothing else. */
export function isMerge({ body }: NodeOf<'While'>): boolean {
  const [choice, ...others] = body;
  if (choice?.nodeType !== 'If' || others.length > 0 || choice.test.nodeType !== 'Compare') return false;
  const [one, other] = [takenFrom(choice.body), takenFrom(choice.orelse)];
  if (one === undefined || other === undefined || !isOrder(choice.test) || one.to !== other.to) return false;
  const [right] = choice.test.comparators;
  const isOfBoth = (first: Expression, second: Expression | undefined): boolean =>
    second !== undefined && isItemOf(one.list, first) && isItemOf(other.list, second);
  const isCompared = isOfBoth(choice.test.left, right) || (right !== undefined && isOfBoth(right, choice.test.left));
  return isCompared && targetText(one.list) !== targetText(other.list);
}

type Taken = { readonly list: Expression; readonly to: string };

/** `merged.append(left[i])` and `i += 1` */
function takenFrom([put, step, ...others]: readonly SyntaxNode[]): Taken | undefined {
  if (put?.nodeType !== 'Expr' || step?.nodeType !== 'AugAssign' || others.length > 0) return undefined;
  const { value } = put;
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute' || value.func.attr !== 'append')
    return undefined;
  const [item] = value.args;
  const isNext = item?.nodeType === 'Subscript' && targetText(item.slice) === targetText(step.target);
  return isNext && step.op.nodeType === 'Add' ? { list: item.value, to: targetText(value.func.value) } : undefined;
}

/** `return sort(smaller) + [pivot] + sort(larger)`: what it returns is put together of itself, for items below a pivot and above. */
export function isPartingSort({ node: { value } }: CodeNode<NodeOf<'Return'>>, frame: FrameCode): boolean {
  const name = ownName(frame);
  if (name === undefined || value == null || (value.nodeType !== 'BinOp' && value.nodeType !== 'List')) return false;
  const calls = [...walkSyntax(value)].filter(
    (node) => node.nodeType === 'Call' && calledName(node, frame) === `def:${name}`,
  );
  const parts = calls.map((call) => (call.nodeType === 'Call' ? call.args[0] : undefined));
  return parts.length === 2 && parts.every((part) => part !== undefined && isPart(part, frame));
}

/** `[row for row in rows if row < pivot]`, also by a name, or by one that such a test fills. */
function isPart(part: Expression, frame: FrameCode): boolean {
  if (part.nodeType === 'ListComp') {
    return part.generators.some(({ ifs }) => ifs.some((test) => test.nodeType === 'Compare' && isOfPivot(test, frame)));
  }
  if (part.nodeType !== 'Name') return false;
  return bindingsOf(part.id, frame).some(({ binding: { value } }) => {
    if (value?.nodeType === 'ListComp') return isPart(value, frame);
    return value?.nodeType === 'List' && nodesOf(frame, 'Compare').some(({ node }) => isOfPivot(node, frame));
  });
}

/** `row < pivot`, where the pivot is an item of the same list. */
function isOfPivot(test: NodeOf<'Compare'>, frame: FrameCode): boolean {
  const [pivot] = test.comparators;
  if (!isOrder(test) || pivot?.nodeType !== 'Name' || test.left.nodeType !== 'Name') return false;
  return bindingsOf(pivot.id, frame).some(({ binding: { value } }) => {
    const isTaken = value?.nodeType === 'Call' && /^(?:\.pop|random\.choice)$/.test(calledName(value, frame));
    return value?.nodeType === 'Subscript' || isTaken;
  });
}

const LENGTHS = ['LtE', 'Lt', 'GtE', 'Gt', 'NotEq'];

/** The list in which a loop looks for a value by halves: `middle = (low + high) // 2`, and nothing but comparisons with what is there. */
export function halvedList({ node }: CodeNode<NodeOf<'While'>>, frame: FrameCode): Expression | undefined {
  const [step] = node.body;
  const [target] = step?.nodeType === 'Assign' ? step.targets : [];
  const ends = endsOf(node.test);
  if (step?.nodeType !== 'Assign' || target?.nodeType !== 'Name' || !isMiddle(step.value, ends)) return undefined;
  const inside = nodesInLoop(node, frame).filter(({ node: one }) => one !== node.test);
  const isPlain = inside.every(({ node: one }) => {
    if (one.nodeType === 'Call') return step.value === one;
    if (one.nodeType === 'Subscript') return one.ctx.nodeType === 'Load';
    if (one.nodeType === 'AugAssign') return ends.includes(targetText(one.target));
    return one.nodeType !== 'Attribute' || one.ctx.nodeType === 'Load';
  });
  const items = inside.flatMap(({ node: one }) =>
    one.nodeType === 'Subscript' && one.slice.nodeType === 'Name' ? [one] : [],
  );
  const [item] = items;
  const isOne = items.every(
    ({ slice, value }) =>
      targetText(slice) === target.id && item !== undefined && targetText(value) === targetText(item.value),
  );
  const others = inside.some(({ node: one }) => one.nodeType === 'Subscript' && namesEnd(one.slice, ends));
  return isPlain && isOne && !others ? item?.value : undefined;
}

function namesEnd(slice: Expression, ends: readonly string[]): boolean {
  return [...walkSyntax(slice)].some((node) => node.nodeType === 'Name' && ends.includes(node.id));
}

/** `low` and `high` of `low <= high`, `high - low > 1` */
function endsOf(test: Expression): readonly string[] {
  const [op, right] = test.nodeType === 'Compare' ? [test.ops[0]?.nodeType ?? '', test.comparators[0]] : [];
  if (test.nodeType !== 'Compare' || right === undefined || !LENGTHS.includes(op ?? '')) return [];
  const sides = test.left.nodeType === 'BinOp' ? [test.left.left, test.left.right] : [test.left, right];
  return sides.flatMap((side) => (side.nodeType === 'Name' ? [side.id] : []));
}

/** `(low + high) // 2`, `low + (high - low) // 2`, `(low + high) >> 1`, `int((low + high) / 2)` */
function isMiddle(value: Expression, ends: readonly string[]): boolean {
  const nodes = [...walkSyntax(value)];
  const names = new Set(nodes.flatMap((node) => (node.nodeType === 'Name' && node.id !== 'int' ? [node.id] : [])));
  const isHalf = nodes.some((node) => node.nodeType === 'BinOp' && HALVING.has(node.op.nodeType));
  return isHalf && ends.length === 2 && names.size === 2 && ends.every((end) => names.has(end));
}

const HALVING: ReadonlySet<string> = new Set(['FloorDiv', 'RShift', 'Div']);

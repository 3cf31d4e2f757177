import { type Expression, isComprehension, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf, valuesReturned } from './module-code.ts';
import { bindingsOf } from './names.ts';
import { ORDERS } from './orders.ts';
import { ownCallee } from './own-callee.ts';
import { argumentNames } from './own-name.ts';
import { isOwnParameter } from './smaller-arguments.ts';
import { isPureFrame } from './steady/pure-frame.ts';

/**
 * Whether a call goes on with numbers that another function of the file makes of the arguments, each a fixed step away:
 * `r, c` of `for r, c in self.above(row, col)`, which gives `(row - 1, col)` and `(row, col - 1)`. Two steps lead to the
 * same place in either order, so that places come back; those that a test other than for a border leaves out do not tell.
 */
export function isOfNextPosition({ node, loops }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const [loop, ...others] = loops;
  const walked = loop === undefined || others.length > 0 ? undefined : headOf(loop);
  if (walked?.iter.nodeType !== 'Call' || node.keywords.length > 0) return false;
  const callee = ownCallee(walked.iter, frame);
  const isOfArguments = walked.iter.args.every((one) => one.nodeType === 'Name' && isOwnParameter(one.id, frame));
  if (callee === undefined || callee === frame || !isOfArguments || walked.iter.keywords.length > 0) return false;
  const names = namesOf(walked.target);
  const isAll = node.args.length > 0 && node.args.every((one) => one.nodeType === 'Name' && names.includes(one.id));
  return isAll && isPureFrame(callee) && stepsTo(names.length, callee);
}

/** What a loop or a comprehension of one loop without a test walks. */
function headOf(loop: LoopNode): { readonly target: Expression; readonly iter: Expression } | undefined {
  if (!isComprehension(loop)) return loop.nodeType === 'For' ? loop : undefined;
  const [only, ...others] = loop.generators;
  return others.length === 0 && only?.ifs.length === 0 ? only : undefined;
}

function namesOf(target: Expression): readonly string[] {
  const parts = target.nodeType === 'Tuple' ? target.elts : [target];
  return parts.flatMap((one) => (one.nodeType === 'Name' ? [one.id] : []));
}

/** Whether a function gives at least two places of so many numbers. */
function stepsTo(size: number, callee: FrameCode): boolean {
  if (!isFunctionNode(callee.node) || !testsBordersOnly(callee)) return false;
  const lists = valuesReturned(callee);
  const yielded = nodesOf(callee, 'Yield').flatMap(({ node: { value } }) => value ?? []);
  const places: readonly Expression[] = [...lists.flatMap((list) => placesOf(list) ?? []), ...yielded];
  const isKnown =
    lists.every((list) => placesOf(list) !== undefined) && places.every((place) => isPlace(place, size, callee));
  const steps = places.flatMap(partsOf);
  const ways = lists.reduce((most, list) => Math.max(most, waysOf(list)), yielded.length);
  return isKnown && ways > 1 && steps.some((part) => isStep(part, callee) && !isArgument(part, callee));
}

/** What a list that is returned has; undefined where that is not written there. */
function placesOf(list: Expression): readonly Expression[] | undefined {
  if (list.nodeType === 'List' || list.nodeType === 'Tuple') return list.elts;
  return list.nodeType === 'ListComp' && list.generators.length === 1 ? [list.elt] : undefined;
}

function waysOf(list: Expression): number {
  if (list.nodeType !== 'ListComp') return placesOf(list)?.length ?? 0;
  const walked = list.generators[0]?.iter;
  return walked?.nodeType === 'Tuple' || walked?.nodeType === 'List' ? walked.elts.length : 0;
}

function partsOf(place: Expression): readonly Expression[] {
  return place.nodeType === 'Tuple' ? place.elts : [place];
}

function isPlace(place: Expression, size: number, callee: FrameCode): boolean {
  const parts = partsOf(place);
  return parts.length === size && parts.every((part) => isStep(part, callee));
}

/** `row`, `row - 1`, and `c` of `for c in (col - 1, col, col + 1)` */
function isStep(part: Expression, callee: FrameCode): boolean {
  if (isArgument(part, callee)) return true;
  if (part.nodeType === 'BinOp') {
    const isSum = part.op.nodeType === 'Add' || part.op.nodeType === 'Sub';
    return isSum && isArgument(part.left, callee) && isNumber(part.right);
  }
  const [only, ...others] = part.nodeType === 'Name' ? bindingsOf(part.id, callee) : [];
  const walked = others.length === 0 && only?.binding.kind === 'loop' ? only.binding.value : null;
  const isWritten = walked?.nodeType === 'Tuple' || walked?.nodeType === 'List';
  return (
    isWritten &&
    walked.elts.every((one) => one.nodeType !== 'Name' || isArgument(one, callee)) &&
    walked.elts.every((one) => isStep(one, callee))
  );
}

/** One that nothing binds anew. */
function isArgument(part: Expression, callee: FrameCode): boolean {
  if (part.nodeType !== 'Name' || !argumentNames(callee).includes(part.id)) return false;
  return bindingsOf(part.id, callee).length === 1;
}

function isNumber(part: Expression): boolean {
  return part.nodeType === 'Constant' && typeof part.value === 'number';
}

/** Each test is for a border (`0 <= c < columns`), or gives back nothing at all (`if row == 0: return []`). */
function testsBordersOnly(callee: FrameCode): boolean {
  const filters = callee.nodes.flatMap(({ node }) =>
    isComprehension(node) ? node.generators.flatMap(({ ifs }) => ifs) : [],
  );
  const branches = nodesOf(callee, 'If').filter(({ node }) => !isEnd(node.body) || node.orelse.length > 0);
  const hasOthers =
    nodesOf(callee, 'IfExp').length + nodesOf(callee, 'BoolOp').length + nodesOf(callee, 'While').length;
  return hasOthers === 0 && [...filters, ...branches.map(({ node }) => node.test)].every(isOrder);
}

function isOrder(test: Expression): boolean {
  return test.nodeType === 'Compare' && test.ops.every(({ nodeType }) => ORDERS.has(nodeType));
}

function isEnd([only, ...others]: readonly SyntaxNode[]): boolean {
  if (only?.nodeType !== 'Return' || others.length > 0) return false;
  return only.value == null || (only.value.nodeType === 'List' && only.value.elts.length === 0);
}

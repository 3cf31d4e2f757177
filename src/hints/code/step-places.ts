import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { readsOf } from './loops/consumption.ts';
import { isIndex } from './loops/first-items.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from './module-code.ts';
import { type BoundIn, bindingsOf, calledName, methodCalled } from './names.ts';
import { sourceText } from './source-text.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** The one binding of a name, in its own function. */
function onlyBinding(value: Expression | undefined, frame: FrameCode): BoundIn | undefined {
  const [only, ...others] = value?.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  return others.length === 0 ? only : undefined;
}

/** `deck = list(cards)`, `random.shuffle(deck)`, of which `deck[:3]` or `deck[0]` is all that is taken. */
export function isFewOfShuffled({ node, loops }: Call, frame: FrameCode): boolean {
  const [deck] = node.args;
  const made = onlyBinding(deck, frame)?.binding;
  if (deck?.nodeType !== 'Name' || made?.kind !== 'assignment' || made.loopDepth !== loops.length) return false;
  if (made.value === null || !isNewList(made.value)) return false;
  const reads = readsOf(deck.id, frame).filter((read) => read.node !== deck);
  return reads.length > 0 && reads.every(isOfFirst);
}

function isNewList(value: Expression): boolean {
  if (value.nodeType === 'Subscript') return value.slice.nodeType === 'Slice';
  if (value.nodeType === 'Call') return ['list', 'copy'].includes(dottedText(value.func).split('.').at(-1) ?? '');
  return value.nodeType === 'List' || value.nodeType === 'ListComp';
}

function isOfFirst({ node, parent }: CodeNode): boolean {
  const part = parent?.node;
  if (part?.nodeType !== 'Subscript' || part.value !== node || part.ctx.nodeType !== 'Load') return false;
  const { slice } = part;
  if (slice.nodeType !== 'Slice') return slice.nodeType === 'Constant';
  const isFromStart = slice.lower === undefined && slice.step === undefined;
  return isFromStart && slice.upper !== undefined && slice.upper.nodeType !== 'UnaryOp';
}

/** `bisect.insort(found, value)` of a list that is empty before the loop, where nothing else in the loop looks at it. */
export function isPutInUnread({ node, loops }: Call, frame: FrameCode): boolean {
  const [list] = node.args;
  const made = onlyBinding(list, frame)?.binding;
  if (list?.nodeType !== 'Name' || made?.kind !== 'assignment') return false;
  const isEmpty = made.value?.nodeType === 'List' && made.value.elts.length === 0;
  if (!isEmpty || made.loopDepth >= loops.length) return false;
  const reads = readsOf(list.id, frame);
  return reads.every((read) => read.frame === frame && (read.loops.length <= made.loopDepth || read.node === list));
}

/** `counts[word] += 1` and `counts.most_common(1)` in one loop, in which counts only grow. */
export function isMostOfGrown({ node, loops }: Call, frame: FrameCode): boolean {
  const counts = methodCalled(node, frame)?.receiver;
  const [few] = node.args;
  const inner = loops.at(-1);
  if (counts === undefined || inner === undefined || few?.nodeType !== 'Constant' || few.value !== 1) return false;
  const text = sourceText(counts, frame);
  const steps = nodesOf(frame, 'AugAssign').filter(
    ({ node: { target } }) => target.nodeType === 'Subscript' && sourceText(target.value, frame) === text,
  );
  const here = new Set(nodesInLoop(inner, frame).map((one) => one.node));
  const isBoundHere =
    counts.nodeType === 'Name' && bindingsOf(counts.id, frame).some(({ binding }) => binding.loopDepth > 0);
  return !isBoundHere && steps.some((step) => here.has(step.node)) && steps.every(({ node: step }) => isOneMore(step));
}

function isOneMore({ op, value }: NodeOf<'AugAssign'>): boolean {
  return op.nodeType === 'Add' && value.nodeType === 'Constant' && Number(value.value) > 0;
}

/** `len(buffer.getvalue())` */
export function isOnlyMeasured({ node, parent }: Call, frame: FrameCode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Call' && around.args[0] === node && calledName(around, frame) === 'len';
}

/** `sorted((low, value, high))[1]`, `statistics.median([low, value, high])` */
export function isOneOfThree({ node, parent }: Call, frame: FrameCode): boolean {
  const [given] = node.args;
  if (given?.nodeType !== 'Tuple' && given?.nodeType !== 'List') return false;
  const isThree = given.elts.length === 3 && given.elts.every(({ nodeType }) => nodeType !== 'Starred');
  if (!isThree || calledName(node, frame) !== 'sorted') return isThree;
  return parent?.node.nodeType === 'Subscript' && parent.node.value === node && isIndex(parent.node.slice, 1);
}

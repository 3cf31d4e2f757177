import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { readsOf } from './loops/consumption.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesInLoop, nodesOf } from './module-code.ts';
import {
  attributeBindings,
  type BoundIn,
  bareName,
  bindingsOf,
  calledName,
  methodCalled,
  resolve,
  selfAttribute,
} from './names.ts';
import { sourceText } from './source-text.ts';
import { constantText } from './values/constant-text.ts';

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

/** `data += piece` and `hashlib.sha256(data)` in one loop. */
export function isDigestOfGrown({ node, loops }: Call, frame: FrameCode): boolean {
  const [given] = node.args;
  const data = given?.nodeType === 'Call' && given.func.nodeType === 'Attribute' ? given.func.value : given;
  const inner = loops.at(-1);
  if (data?.nodeType !== 'Name' || inner === undefined) return false;
  const bound = nodesInLoop(inner, frame).filter((one) => targetOf(one.node) === data.id);
  return bound.length > 0 && bound.every((one) => one.node.nodeType === 'AugAssign' && one.node.op.nodeType === 'Add');
}

function targetOf(node: CodeNode['node']): string | undefined {
  const target = node.nodeType === 'AugAssign' ? node.target : node.nodeType === 'Assign' ? node.targets[0] : undefined;
  return target?.nodeType === 'Name' ? target.id : undefined;
}

/** Nothing in the file writes a document of minidom, or changes one. */
export const isOnlyReadTree: (module: ModuleCode) => boolean = oncePer(({ frames }: ModuleCode) =>
  frames.every((frame) => nodesOf(frame, 'Call').every(({ node }) => !WRITING.test(bareName(node, frame)))),
);

const WRITING =
  /^(?:to(?:pretty)?xml|writexml|create[A-Z]\w*|(?:append|remove|replace)Child|insertBefore|setAttribute|cloneNode)$/;

/** `'%Y-%m'`: digits, and what stands between them. */
export function isOfNumbersAlone({ node }: Call, frame: FrameCode): boolean {
  const text = node.args[0] === undefined ? undefined : constantText(node.args[0], frame);
  return text !== undefined && /^(?:%[YmdHMS]|[ -$&-~])+$/.test(text);
}

/** `string.Formatter().format(...)`, or of a name or an attribute that is bound to one. */
export function isMadeBy({ node }: Call, maker: string, frame: FrameCode): boolean {
  const owner = methodCalled(node, frame)?.receiver;
  if (owner === undefined) return false;
  if (owner.nodeType === 'Call') return calledName(owner, frame) === maker;
  const attribute = selfAttribute(owner, frame);
  const bound = attribute === null ? resolve(dottedText(owner), frame) : attributeBindings(attribute, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { value }, frame: at }) => value?.nodeType === 'Call' && calledName(value, at) === maker)
  );
}

/** `thread = Thread(...)` and `thread.start()` in a loop that goes on at once. */
export function isStartedForEach({ node, loops }: Call, frame: FrameCode): boolean {
  const thread = methodCalled(node, frame)?.receiver;
  const inner = loops.at(-1);
  if (inner === undefined || thread === undefined) return false;
  if (nodesInLoop(inner, frame).some((one) => one.node.nodeType === 'Attribute' && one.node.attr === 'join'))
    return false;
  if (thread.nodeType === 'Call') return calledName(thread, frame) === 'threading.Thread';
  const made = thread.nodeType === 'Name' ? bindingsOf(thread.id, frame) : [];
  return made.some(({ binding: { value, loopDepth } }) => {
    const isThread = value?.nodeType === 'Call' && calledName(value, frame) === 'threading.Thread';
    return isThread && loopDepth === loops.length;
  });
}

/** `print(cell, end='')` in a loop. */
export function isPrintedInPieces({ node, loops }: Call, frame: FrameCode): boolean {
  const end = node.keywords.find(({ arg }) => arg === 'end')?.value;
  const text = end === undefined ? undefined : constantText(end, frame);
  const isFlushed = node.keywords.some(({ arg }) => arg === 'flush');
  return loops.length > 0 && text !== undefined && !/[\r\n]/.test(text) && !isFlushed;
}

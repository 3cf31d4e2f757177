import { dottedText } from '../../source/dotted-text.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { readsOf } from './loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from './module-code.ts';
import {
  attributeBindings,
  type BoundIn,
  bareName,
  bindingsOf,
  calledName,
  methodCalled,
  resolve,
  selfAttribute,
  statementAround,
} from './names.ts';
import { sourceText } from './source-text.ts';
import { changersOf } from './steady/changed-later.ts';
import { isSameEachRun, isSameInEveryCall, loopThatRepeats } from './steady/invariance.ts';
import { callsTo } from './values/call-arguments.ts';
import { patternText } from './values/pattern-text.ts';
import { lengthOf } from './values/static-length.ts';

/** `ElementTree.tostring(root)` of `minidom.parseString(ElementTree.tostring(root)).toprettyxml()`, also over several lines. */
export function writtenToIndent(pretty: NodeOf<'Call'>, frame: FrameCode): NodeOf<'Call'> | undefined {
  const read = boundCall(methodCalled(pretty, frame)?.receiver, frame);
  if (read === undefined || calledName(read, frame) !== 'xml.dom.minidom.parseString') return undefined;
  const written = boundCall(read.args[0], frame);
  return written !== undefined && bareName(written, frame) === 'tostring' ? written : undefined;
}

/** A call, or the one that a name is bound to. */
function boundCall(value: Expression | undefined, frame: FrameCode): NodeOf<'Call'> | undefined {
  if (value?.nodeType === 'Call') return value;
  const [only, ...others] = value?.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  const bound = others.length === 0 ? only?.binding.value : undefined;
  return bound?.nodeType === 'Call' ? bound : undefined;
}

/** `file.read(1)` in a loop */
export function isReadBit({ node, loops }: CodeNode<NodeOf<'Call'>>): boolean {
  const [size, ...others] = node.args;
  const isFew = size?.nodeType === 'Constant' && typeof size.value === 'number' && size.value > 0 && size.value <= 4;
  return loops.length > 0 && others.length === 0 && isFew;
}

/** `thread.start()` of a thread that is made in the same pass, and `thread.join()` right behind it. */
export function isJoinedAtOnce(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const thread = methodCalled(code.node, frame)?.receiver;
  if (thread?.nodeType !== 'Name') return false;
  const [only, ...others] = bindingsOf(thread.id, frame);
  const made = only?.binding.value;
  if (made?.nodeType !== 'Call' || others.length > 0 || calledName(made, frame) !== 'threading.Thread') return false;
  if (only?.binding.loopDepth !== code.loops.length) return false;
  const next = statementBehind(code);
  const waits = next?.nodeType === 'Expr' && next.value.nodeType === 'Call' ? next.value : undefined;
  if (waits === undefined || waits.args.length + waits.keywords.length > 0) return false; // with a timeout it goes on before
  const joined = methodCalled(waits, frame);
  return joined?.name === 'join' && joined.receiver.nodeType === 'Name' && joined.receiver.id === thread.id;
}

function statementBehind(code: CodeNode): SyntaxNode | undefined {
  const { node, parent, frame } = statementAround(code);
  const around = parent?.node ?? frame.node;
  const body: readonly SyntaxNode[] = 'body' in around && Array.isArray(around.body) ? around.body : [];
  return body[body.indexOf(node) + 1];
}

/** `total += Fraction(part, whole)` in a loop, which makes and reduces a fraction at each step: what is added up. */
function fractionsAddedUp({ node, parent, loops }: CodeNode<NodeOf<'Call'>>): string | undefined {
  const step = parent?.node;
  if (loops.length === 0 || node.args.length !== 2) return undefined;
  if (step?.nodeType === 'AugAssign') return step.op.nodeType === 'Add' ? dottedText(step.target) : undefined;
  const around = parent?.parent?.node;
  if (step?.nodeType !== 'BinOp' || step.op.nodeType !== 'Add' || around?.nodeType !== 'Assign') return undefined;
  const [target] = around.targets.map(dottedText);
  return [step.left, step.right].some((side) => dottedText(side) === target) ? target : undefined;
}

export function isFractionAddedUp(code: CodeNode<NodeOf<'Call'>>): boolean {
  return fractionsAddedUp(code) !== undefined;
}

/** `float(total)` is asked of it in the end, here or of what its function returns. */
export function isFloatOfFractions(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const total = fractionsAddedUp(code);
  const ends = total === undefined ? [] : readsOf(total, frame).filter(({ loops }) => loops.length === 0);
  return ends.length > 0 && ends.every((read) => isMadeFloat(read) || isReturnedToBeFloat(read));
}

function isMadeFloat({ parent, frame }: CodeNode): boolean {
  return parent?.node.nodeType === 'Call' && FLOATS.has(calledName(parent.node, frame));
}

function isReturnedToBeFloat({ parent, frame }: CodeNode): boolean {
  const calls = parent?.node.nodeType === 'Return' ? callsTo(frame) : [];
  return calls.length > 0 && calls.every(isMadeFloat);
}

const FLOATS: ReadonlySet<string> = new Set(['float', 'round', 'int']);

/** A pattern with a new name each time, in one folder: `os.path.join(folder, f'{name}.*')`. */
export function isOfOneFolder(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const [path] = code.node.args;
  if (path === undefined || nodesOf(frame, 'Call').some(({ node }) => calledName(node, frame) === 'time.sleep'))
    return false;
  const isSame = (part: Expression): boolean => isSameEachRun(part, code);
  if (isSame(path)) return false; // dir-again
  if (path.nodeType === 'Call' && calledName(path, frame) === 'os.path.join') {
    return path.args.length > 1 && path.args.slice(0, -1).every(isSame);
  }
  const pattern = patternText(path, frame);
  const [folder, ...others] = pattern?.keys ?? [];
  if (pattern === undefined || folder === undefined) return false;
  const isBare =
    /^[^*?[\]]*\/[^/]*$/.test(pattern.text) && !pattern.text.split('/').slice(0, -1).join('/').includes('%s');
  return isBare || (others.length > 0 && /^%s\/[^/]*$/.test(pattern.text) && isSame(folder));
}

/** Errors are few, and read by people; also by a name. */
export function isNoMessage(code: CodeNode): boolean {
  const { node } = statementAround(code);
  const [target] = node.nodeType === 'Assign' ? node.targets : [];
  const reads = target?.nodeType === 'Name' ? readsOf(target.id, code.frame) : [];
  return [node, ...reads.map((read) => statementAround(read).node)].every(
    ({ nodeType }) => nodeType !== 'Raise' && nodeType !== 'Assert',
  );
}

/** Under the name that the file has for ElementTree. */
export function indented(pretty: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  const written = writtenToIndent(pretty, frame);
  const root = written?.args[0];
  if (written?.func.nodeType !== 'Attribute' || root === undefined) return undefined;
  const [module, tree] = [written.func.value, root].map((node) => sourceText(node, frame));
  return `${module}.indent(${tree})\n${module}.tostring(${tree}, encoding='unicode')`;
}

/** `int(price * Fraction(part, whole))` needs no fraction. */
export function isCutToInt({ parent }: CodeNode, frame: FrameCode): boolean {
  const product = parent?.node;
  const around = parent?.parent?.node;
  if (product?.nodeType !== 'BinOp' || product.op.nodeType !== 'Mult' || around?.nodeType !== 'Call') return false;
  return calledName(around, frame) === 'int' && around.args.length === 1;
}

/** `beat += Fraction(length, TICKS)`, where `int(beat * TICKS)` is all that is asked of it: whole ticks are added up as well. */
export function isOfOneUnit({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const step = parent?.node;
  const [, unit] = node.args;
  if (step?.nodeType !== 'AugAssign' || step.target.nodeType !== 'Name' || unit === undefined) return false;
  if (step.op.nodeType !== 'Add' || !isSameInEveryCall(unit, frame)) return false;
  const reads = readsOf(step.target.id, frame);
  return reads.length > 0 && reads.every((read) => isCutToInt(read, frame));
}

const QUEUES: ReadonlySet<string> = new Set(['PriorityQueue', 'Queue', 'LifoQueue'].map((name) => `queue.${name}`));

/** Into one without a bound, where nobody ever waits. */
export function isPutInQueue({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const queue = methodCalled(node, frame)?.receiver;
  if (queue === undefined || node.args.length !== 1 || node.keywords.length > 0) return false;
  const attribute = selfAttribute(queue, frame);
  const bound = attribute === null ? resolve(dottedText(queue), frame) : attributeBindings(attribute, frame);
  const isQueue = ({ binding: { value }, frame: at }: BoundIn): boolean =>
    value?.nodeType === 'Call' && value.args.length + value.keywords.length === 0 && QUEUES.has(calledName(value, at));
  return bound.length > 0 && bound.every(isQueue);
}

/** Adding up a handful of weights is no matter, nor is it for a call that draws very many. */
const FEW_WEIGHTS = 16;
const MANY_DRAWS = 8;

export function hasSameWeights(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const { args, keywords } = code.node;
  const given = (name: string, place: number): Expression | undefined =>
    keywords.find(({ arg }) => arg === name)?.value ?? args[place];
  const weights = given('weights', 1);
  if (weights === undefined) return false;
  const draws = keywords.find(({ arg }) => arg === 'k')?.value;
  const isOfMany = draws !== undefined && !(draws.nodeType === 'Constant' && Number(draws.value) < MANY_DRAWS);
  if (isOfMany || (lengthOf(weights, frame) ?? FEW_WEIGHTS) < FEW_WEIGHTS) return false;
  const repeats = loopThatRepeats(weights, code) !== undefined;
  const changing = changersOf(weights, frame);
  if (changing.some((one) => one !== frame || !repeats)) return false;
  return repeats || (code.loops.length === 0 && isSameInEveryCall(weights, frame));
}

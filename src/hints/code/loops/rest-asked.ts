import type { Binding } from '../../../source/bindings.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, callOf, type FrameCode } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, methodCalled, selfAttribute } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { readsOf } from './consumption.ts';
import { targetText } from './copied-whole.ts';
import { isNegative } from './rest.ts';

/** A question that takes a position, asked of what comes from there on. */
type Ask = { readonly call: CodeNode<NodeOf<'Call'>>; readonly name: string; readonly isOfText: boolean };

/** `text[at:]` of which nothing is wanted but answers of methods that take the position themselves. */
export type RestAsked = { readonly text: Expression; readonly at: Expression; readonly asks: readonly Ask[] };

/** Rests that are only asked: `TOKEN.match(text[at:])`, `text[at:].startswith(word)`, also by a name: `rest = text[at:]`. */
export function restAsked(code: CodeNode<NodeOf<'Subscript'>>, frame: FrameCode): RestAsked | undefined {
  const { slice, value: text, ctx } = code.node;
  if (slice.nodeType !== 'Slice' || ctx.nodeType !== 'Load') return undefined;
  const { lower: at, upper, step } = slice;
  if (at === undefined || upper !== undefined || step !== undefined || !isMoved(at, frame)) return undefined;
  const asks = usesOf(code, frame).map((use) => askOf(use, frame));
  const known = asks.flatMap((ask) => ask ?? []);
  if (known.length < asks.length || known.length === 0) return undefined;
  // of a text both are counted from the end, a pattern begins at 0
  if (known.some(({ isOfText }) => !isOfText) && mayBeNegative(at, frame)) return undefined;
  return isMovedBetween(code, { text, at, asks: known }, frame) ? undefined : { text, at, asks: known };
}

/** Whether the position, or the text, is another when a rest that has a name is asked. */
function isMovedBetween(code: CodeNode, { text, at, asks }: RestAsked, frame: FrameCode): boolean {
  const statement = code.parent;
  if (statement?.node.nodeType !== 'Assign') return false;
  const { nodes } = frame;
  const uses = asks.map(({ call }) => nodes.findIndex(({ node }) => node === call.node));
  const start = nodes.findIndex(({ node }) => node === statement.node);
  if (uses.some((use) => use < start)) return true;
  // what a loop around the uses does comes before the next one
  const around = new Set(asks.flatMap(({ call }) => call.loops.filter((loop) => !code.loops.includes(loop))));
  const last = Math.max(...uses);
  const between = nodes.filter(
    (one, place) => place > start && (place < last || one.loops.some((loop) => around.has(loop))),
  );
  const asked = new Set<SyntaxNode>(asks.map(({ call }) => call.node));
  const isHeld = text.nodeType === 'Attribute' || at.nodeType === 'Attribute';
  const names = new Set([targetText(text), targetText(at)]);
  return between.some(({ node }) => {
    if (node.nodeType === 'Name' || node.nodeType === 'Attribute')
      return node.ctx.nodeType !== 'Load' && names.has(targetText(node));
    if (node.nodeType === 'Call') return isHeld && !asked.has(node);
    return isHeld && PAUSING.has(node.nodeType);
  });
}

const PAUSING: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Yield', 'YieldFrom', 'Await']);

/** A caller that the file does not show, or one that takes something away. */
function mayBeNegative(at: Expression, frame: FrameCode): boolean {
  return boundAt(at, frame).some(({ binding: { kind, target }, frame: by }) => {
    const given = kind === 'argument' ? argumentsFor(target, by) : undefined;
    return given !== undefined && (given.length === 0 || given.some(({ value }) => takesAway(value)));
  });
}

function takesAway(value: Expression): boolean {
  return [...walkSyntax(value)].some(
    (node) =>
      (node.nodeType === 'UnaryOp' && node.op.nodeType === 'USub') ||
      (node.nodeType === 'BinOp' && node.op.nodeType === 'Sub'),
  );
}

/** Whether a position only goes on through one text, so that this is as long as the steps are many. */
export function goesThrough({ text, at }: RestAsked, frame: FrameCode): boolean {
  const texts = boundAt(text, frame);
  return boundAt(at, frame).every(({ binding, frame: by }) => {
    const { kind, value, node, loopDepth } = binding;
    if (kind === 'loop') return isEachPlace(value, text, by);
    if (node.nodeType === 'AugAssign') return node.op.nodeType === 'Add' && !takesAway(node.value);
    if (kind !== 'assignment') return false;
    const isBegin = loopDepth === 0 && texts.some((one) => one.frame === by);
    return isBegin || (value !== null && goesOn(value, by));
  });
}

/** `range(len(text))` */
function isEachPlace(value: Expression | null, text: Expression, frame: FrameCode): boolean {
  if (value?.nodeType !== 'Call' || calledName(value, frame) !== 'range') return false;
  return [...walkSyntax(value)].some((node) => {
    const [of] = node.nodeType === 'Call' && calledName(node, frame) === 'len' ? node.args : [];
    return of !== undefined && targetText(of) === targetText(text);
  });
}

/** `at + size`, `found.end()` */
function goesOn(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'BinOp') return value.op.nodeType === 'Add' && !takesAway(value);
  return value.nodeType === 'Call' && methodCalled(value, frame)?.name === 'end';
}

function boundAt(held: Expression, frame: FrameCode): readonly BoundIn[] {
  const attribute = selfAttribute(held, frame);
  return attribute === null ? bindingsOf(targetText(held), frame) : attributesNamed(attribute, frame);
}

/** Where the rest is used: in its place, or by the one name that it gets. */
function usesOf(code: CodeNode, frame: FrameCode): readonly CodeNode[] {
  const around = code.parent?.node;
  if (around?.nodeType !== 'Assign') return [code];
  const [target, ...others] = around.targets;
  const isOnly = target?.nodeType === 'Name' && others.length === 0 && bindingsOf(target.id, frame).length === 1;
  return isOnly ? readsOf(target.id, frame) : [];
}

function askOf(rest: CodeNode, frame: FrameCode): Ask | undefined {
  const around = rest.parent;
  const isOfText = around?.node.nodeType === 'Attribute';
  const call = isOfText ? callOf(around) : around;
  if (call?.node.nodeType !== 'Call' || call.node.keywords.length > 0) return undefined;
  const { args, ...node } = call.node;
  const name = methodCalled(call.node, frame)?.name;
  if (name === undefined || args.length !== 1 || !(isOfText ? OF_TEXT : OF_PATTERN).has(name)) return undefined;
  const isAsked = isOfText ? node.func === around.node : args[0] === rest.node;
  return isAsked ? { call: { ...call, node: call.node }, name, isOfText } : undefined;
}

/** Of a compiled pattern; `re.match(pattern, text)` has two arguments. */
const OF_PATTERN: ReadonlySet<string> = new Set(['match', 'fullmatch', 'search']);
const OF_TEXT: ReadonlySet<string> = new Set(['startswith', 'find', 'index']);

/** A position that goes on with the text: it grows, follows from a place that was found, or is given; a part that is always cut off is short. */
function isMoved(at: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(at, frame);
  if (at.nodeType !== 'Name' && attribute === null) return false;
  const bound = boundAt(at, frame);
  const isPlace = bound.every(({ binding: { value } }) => value === null || !isNegative(value));
  const isSet = ({ value, loopDepth }: Binding): boolean =>
    loopDepth > 0 || (attribute !== null && value !== null && value.nodeType !== 'Constant');
  return (
    isPlace &&
    bound.some(({ binding }) => MOVING.has(binding.kind) || (binding.kind === 'assignment' && isSet(binding)))
  );
}

const MOVING: ReadonlySet<string> = new Set(['augmented', 'argument', 'loop']);

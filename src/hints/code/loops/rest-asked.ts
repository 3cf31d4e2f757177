import type { Binding } from '../../../source/bindings.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, callOf, type FrameCode } from '../module-code.ts';
import { attributesNamed, bindingsOf, methodCalled, selfAttribute } from '../names.ts';
import { readsOf } from './consumption.ts';
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
  return known.length === asks.length && known.length > 0 ? { text, at, asks: known } : undefined;
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
  const bound = at.nodeType === 'Name' ? bindingsOf(at.id, frame) : attributesNamed(attribute ?? '', frame);
  const isPlace = bound.every(({ binding: { value } }) => value === null || !isNegative(value));
  const isSet = ({ value, loopDepth }: Binding): boolean =>
    loopDepth > 0 || (attribute !== null && value !== null && value.nodeType !== 'Constant');
  return (
    isPlace &&
    bound.some(({ binding }) => MOVING.has(binding.kind) || (binding.kind === 'assignment' && isSet(binding)))
  );
}

const MOVING: ReadonlySet<string> = new Set(['augmented', 'argument', 'loop']);

import { isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { isCallNamed } from '../call-names.ts';
import { classesByField } from '../class-fields.ts';
import {
  type CodeNode,
  type FrameCode,
  type LoopNode,
  methodsNamed,
  nodesInLoop,
  placesOfAttribute,
} from '../module-code.ts';
import { attributesNamed, bindingsOf, selfAttribute, selfName } from '../names.ts';
import { isSettled } from './asked-again.ts';
import { changersOf } from './changed-later.ts';
import { setsUnnamed } from './fixed-function.ts';
import { attributesToldByName, isMaking } from './set-later.ts';
import { changesByName } from './ways-to-change.ts';

/**
 * The attributes of an item that a loop over items asks for, itself or by a property; undefined where a term is made of more than
 * its item and of what stays as it is.
 */
export function termsOf(loop: LoopNode, frame: FrameCode): readonly string[] | undefined {
  const [target, iter] = isComprehension(loop)
    ? [loop.generators[0]?.target, loop.generators[0]?.iter]
    : loop.nodeType === 'For'
      ? [loop.target, loop.iter]
      : [];
  if (target === undefined || iter === undefined) return undefined;
  const items = new Set([...walkSyntax(target)].flatMap((one) => (one.nodeType === 'Name' ? [one.id] : [])));
  const walked = new Set<SyntaxNode>([...walkSyntax(iter), ...walkSyntax(target)]);
  const nodes = nodesInLoop(loop, frame).filter(({ node }) => !walked.has(node) && node !== loop);
  return termsIn(nodes, { isItem: (name) => items.has(name), depth: 0, seen: new Set() });
}

/** Of what an item has the names are those that were looked at before: properties may ask for one another in many ways. */
type Asked = { readonly isItem: (name: string) => boolean; readonly depth: number; readonly seen: Set<string> };

function termsIn(nodes: readonly CodeNode[], asked: Asked): readonly string[] | undefined {
  const terms = nodes.map((code) => termAt(code, asked));
  return terms.includes(undefined) ? undefined : [...new Set(terms.flatMap((all) => all ?? []))];
}

const NONE: readonly string[] = [];

function termAt(code: CodeNode, asked: Asked): readonly string[] | undefined {
  const { node, frame } = code;
  if (node.nodeType === 'Attribute') {
    const isOfItem = node.value.nodeType === 'Name' && asked.isItem(node.value.id);
    if (isOfItem) return readBehind(node.attr, frame, asked);
    return isForGood(node, frame) ? NONE : undefined;
  }
  const isPlain =
    node.nodeType === 'Name'
      ? isPlainName({ ...code, node }, asked)
      : node.nodeType === 'Call'
        ? isCallNamed(RECKONING, node, frame) || isOwnMethod(node, frame)
        : !UNFOLLOWED.has(node.nodeType);
  return isPlain ? NONE : undefined;
}

/** What is inside them is not looked at. */
const UNFOLLOWED: ReadonlySet<string> = new Set(
  `Subscript Lambda NamedExpr Await Yield YieldFrom Starred GeneratorExp ListComp SetComp DictComp For While Try Assign With
  JoinedStr`.split(/\s+/),
);

const RECKONING: ReadonlySet<string> = new Set(['round', 'int', 'float', 'bool', 'abs', 'max', 'min']);

function isOwnMethod({ func, args, keywords }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const isBare = func.nodeType === 'Attribute' && args.length + keywords.length === 0;
  return isBare && methodsNamed(func.attr, frame).length > 0;
}

/** An item by itself (`size(lot)` may ask it for anything), the sum, or a name of the module that nothing changes. */
function isPlainName({ node, parent, frame }: CodeNode<NodeOf<'Name'>>, { isItem }: Asked): boolean {
  if (isItem(node.id)) return parent?.node.nodeType !== 'Call';
  if (node.id === selfName(frame) || node.ctx.nodeType === 'Store') return true;
  return isNameForGood(node, frame);
}

export function isNameForGood(node: NodeOf<'Name'>, frame: FrameCode): boolean {
  return bindingsOf(node.id, frame).length === 0 && isSettled(node, frame) && changersOf(node, frame).length === 0;
}

/** `State.IDLE`, `self.rate`: of more than one item. */
export function isForGood(node: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  const isPlain = methodsNamed(node.attr, frame).length === 0 && !setsUnnamed(frame.module);
  return isPlain && setsOf(node.attr, frame)?.length === 0 && changersOf(node, frame).length === 0;
}

const DEEPEST = 3;

/** What a property or method of the item reads of it; of a class of another file nothing tells what it is. */
function readBehind(name: string, frame: FrameCode, { depth, seen }: Asked): readonly string[] | undefined {
  if (seen.has(name)) return NONE;
  seen.add(name);
  const methods = methodsNamed(name, frame);
  if (methods.length === 0) return isOfFile(name, frame) ? [name] : undefined;
  if (depth > DEEPEST) return undefined;
  const isItem = (one: string): boolean => methods.some((method) => one === selfName(method));
  return termsIn(
    methods.flatMap(({ nodes }) => nodes),
    { isItem, depth: depth + 1, seen },
  );
}

/** Set by a method of a class of the file of its own object, or named by a class as a field. */
function isOfFile(name: string, frame: FrameCode): boolean {
  return (
    attributesNamed(name, frame).some(({ frame: at }) => at.node.nodeType === 'ClassDef' || isMaking(at)) ||
    classesByField(frame.module).has(name)
  );
}

/** Where anything in the file sets it of an object that is there; undefined where it is more than a number that is set. */
export function setsOf(name: string, frame: FrameCode): readonly CodeNode[] | undefined {
  const { module } = frame;
  if (attributesToldByName(module).has(name) || changesByName(module).has(name)) return undefined;
  const places = placesOfAttribute(name, module);
  const isPart = places.some(
    ({ parent }) => parent?.node.nodeType === 'Subscript' && parent.node.ctx.nodeType !== 'Load',
  );
  const isSet = ({ node, frame: at }: CodeNode<NodeOf<'Attribute'>>): boolean =>
    node.ctx.nodeType !== 'Load' && !(isMaking(at) && selfAttribute(node, at) !== null);
  return isPart ? undefined : places.filter(isSet);
}

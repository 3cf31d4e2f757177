import { childrenOf, fieldNodes, isPlainNode } from '../../source/child-nodes.ts';
import { lastName } from '../../source/dotted-text.ts';
import type { PythonSource } from '../../source/python-source.ts';
import { type resumedKind, resumptionOf } from '../../source/resumption.ts';
import type { Scope, ScopeIndex } from '../../source/scope.ts';
import {
  type ComprehensionNode,
  type Expression,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type ScopeNode,
  type SyntaxNode,
} from '../../source/syntax.ts';
import { lazily, oncePer } from '../../text/lazily.ts';

/** What repeats the nodes in it: a loop, or a comprehension around its clauses. */
export type LoopNode = NodeOf<'For' | 'AsyncFor' | 'While'> | ComprehensionNode;

/** A node with its place in the code that runs in one frame. */
export type CodeNode<Node extends SyntaxNode = SyntaxNode> = {
  readonly node: Node;
  /** null for the statements and expressions that stand directly in the frame's own node. */
  readonly parent: CodeNode | null;
  readonly frame: FrameCode;
  /** The loops of this frame that repeat it, from the outermost. */
  readonly loops: readonly LoopNode[];
  /** The comprehensions of this frame around it: frames of their own in a profile of Python 3.11 and older. */
  readonly within: readonly ComprehensionNode[];
};

/**
 * A module, function, lambda or class body with all that runs in its frame, its comprehensions included and the
 * functions that it defines not.
 */
export type FrameCode = {
  readonly module: ModuleCode;
  readonly index: ScopeIndex;
  readonly scope: Scope;
  readonly node: Exclude<ScopeNode, ComprehensionNode>;
  /** The frame in whose code it is defined; null for the module. */
  readonly parent: FrameCode | null;
  /** Those that are defined in its code. */
  readonly inner: readonly FrameCode[];
  /** In the order of the source, parents first. */
  readonly nodes: readonly CodeNode[];
  /** The same by their class. They are sorted once: rules ask again and again. */
  readonly nodesByKind: () => ReadonlyMap<string, readonly CodeNode[]>;
};

/** A parsed file as rules see it. */
export type ModuleCode = {
  readonly source: PythonSource;
  readonly frames: readonly FrameCode[];
  readonly frameOf: (scope: ScopeIndex) => FrameCode | undefined;
  /** The frame of a function, lambda or class. */
  readonly frameAt: (node: SyntaxNode) => FrameCode | undefined;
  /** All calls in the file by the last name of what they call. */
  readonly callsByName: () => ReadonlyMap<string, readonly CodeNode<NodeOf<'Call'>>[]>;
};

/** Code of a source that was parsed; undefined where the parser refused it. Made once for a source. */
export const moduleCode: (source: PythonSource) => ModuleCode | undefined = oncePer((source) => {
  if (source.tree === null) return undefined;
  const frames: FrameCode[] = [];
  const byScope = new Map<ScopeIndex, FrameCode>();
  const byNode = new Map<SyntaxNode, FrameCode>();
  const innerOf = new Map<FrameCode | null, FrameCode[]>();
  const module: ModuleCode = {
    source,
    frames,
    frameOf: (scope) => byScope.get(scope),
    frameAt: (node) => byNode.get(node),
    callsByName: lazily(() => indexCalls(frames)),
  };
  for (const [index, scope] of source.scopes.entries()) {
    if (scope.node === null || isComprehension(scope.node)) continue;
    const parent = frameAround(source, scope.parent, byScope);
    const inner: FrameCode[] = [];
    const frame = makeFrame({ module, index, scope, node: scope.node, parent, inner });
    innerOf.get(parent)?.push(frame);
    innerOf.set(frame, inner);
    byScope.set(index, frame);
    byNode.set(scope.node, frame);
    frames.push(frame);
  }
  return module;
});

function frameAround(
  { scopes }: PythonSource,
  from: ScopeIndex,
  byScope: ReadonlyMap<ScopeIndex, FrameCode>,
): FrameCode | null {
  for (let at = from; at >= 0; at = scopes[at]?.parent ?? -1) {
    const frame = byScope.get(at);
    if (frame !== undefined) return frame;
  }
  return null;
}

function makeFrame(own: Omit<FrameCode, 'nodes' | 'nodesByKind'>): FrameCode {
  const nodes = lazily((): readonly CodeNode[] => collect(frame));
  const frame: FrameCode = {
    ...own,
    nodesByKind: lazily(() => groupByOne(nodes(), ({ node }) => node.nodeType)),
    get nodes() {
      return nodes();
    },
  };
  return frame;
}

function collect(frame: FrameCode): readonly CodeNode[] {
  const found: CodeNode[] = [];
  const stack: CodeNode[] = rootNodes(frame).reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    found.push(next);
    pushChildren(stack, next);
  }
  return found;
}

function rootNodes(frame: FrameCode): CodeNode[] {
  const children = childrenOf(frame.node);
  const own = frame.node.nodeType === 'Module' ? children : children.filter(({ relation }) => relation === 'inner');
  return own.map(({ node }) => ({ node, parent: null, frame, loops: [], within: [] }));
}

/** Last first, as they are taken from the end. */
function pushChildren(stack: CodeNode[], parent: CodeNode): void {
  const { node, frame, loops, within } = parent;
  if (isPlainNode(node)) {
    const same = fieldNodes(node);
    for (let at = same.length - 1; at >= 0; at--) stack.push({ node: same[at]!, parent, frame, loops, within });
    return;
  }
  const children = childrenOf(node);
  for (let at = children.length - 1; at >= 0; at--) {
    const { node: child, relation } = children[at]!;
    if (relation === 'inner') continue;
    const isRepeated = relation !== 'same' && isLoop(node);
    stack.push({
      node: child,
      parent,
      frame,
      loops: isRepeated ? [...loops, node] : loops,
      within: relation === 'inner-repeated' && isComprehension(node) ? [...within, node] : within,
    });
  }
}

export function isLoop(node: SyntaxNode): node is LoopNode {
  return node.nodeType === 'For' || node.nodeType === 'AsyncFor' || node.nodeType === 'While' || isComprehension(node);
}

/** What a loop walks; nothing for `while`. */
export function iterablesOf(loop: LoopNode): readonly Expression[] {
  if (isComprehension(loop)) return loop.generators.map(({ iter }) => iter);
  return loop.nodeType === 'While' ? [] : [loop.iter];
}

function indexCalls(frames: readonly FrameCode[]): ReadonlyMap<string, readonly CodeNode<NodeOf<'Call'>>[]> {
  const calls = frames.flatMap((frame) => nodesOf(frame, 'Call'));
  return groupByOne(calls, ({ node }) => lastName(node.func));
}

const NO_NODES: readonly CodeNode[] = [];

/** The nodes of one class of a frame. */
export function nodesOf<Kind extends SyntaxNode['nodeType']>(
  frame: FrameCode,
  kind: Kind,
): readonly CodeNode<NodeOf<Kind>>[] {
  const nodes = frame.nodesByKind().get(kind) ?? NO_NODES;
  return areAll(nodes, kind) ? nodes : [];
}

/** How a function is left half-way and entered again; null for one that runs from its start to its end. */
export function resumption(frame: FrameCode): ReturnType<typeof resumedKind> {
  return resumptionOf(frame.node, () => nodesOf(frame, 'Yield').length + nodesOf(frame, 'YieldFrom').length > 0);
}

/** What the `return`s of a function give. */
export function valuesReturned(frame: FrameCode): readonly Expression[] {
  return nodesOf(frame, 'Return').flatMap(({ node: { value } }) => value ?? []);
}

/** Of nodes that were sorted by class the first tells for all. */
function areAll<Kind extends SyntaxNode['nodeType']>(
  nodes: readonly CodeNode[],
  kind: Kind,
): nodes is readonly CodeNode<NodeOf<Kind>>[] {
  return nodes.length === 0 || nodes[0]?.node.nodeType === kind;
}

/** A node of a frame with its place in it. */
export function codeAt(node: SyntaxNode, frame: FrameCode): CodeNode | undefined {
  return codesByNode(frame).get(node);
}

const codesByNode = oncePer(
  ({ nodes }: FrameCode): ReadonlyMap<SyntaxNode, CodeNode> => new Map(nodes.map((code) => [code.node, code])),
);

/** The nodes of a frame that a loop repeats. */
export function nodesInLoop(loop: SyntaxNode, frame: FrameCode): readonly CodeNode[] {
  return nodesByLoop(frame).get(loop) ?? NO_NODES;
}

const nodesByLoop = oncePer(
  ({ nodes }: FrameCode): ReadonlyMap<SyntaxNode, readonly CodeNode[]> => groupBy(nodes, ({ loops }) => loops),
);

/** Each of some items under all its keys. */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly Key[],
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) for (const key of keysOf(item)) addTo(groups, key, item);
  return groups;
}

/** The same where each has one key. */
export function groupByOne<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (let at = 0; at < items.length; at++) addTo(groups, keyOf(items[at]!), items[at]!);
  return groups;
}

function addTo<Item, Key>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

type AttributesByName = ReadonlyMap<string, readonly CodeNode<NodeOf<'Attribute'>>[]>;

const attributesByName: (module: ModuleCode) => AttributesByName = oncePer(({ frames }) =>
  groupByOne(
    frames.flatMap((frame) => nodesOf(frame, 'Attribute')),
    ({ node }) => node.attr,
  ),
);

/** Where the file names an attribute, of whichever object. */
export function placesOfAttribute(name: string, module: ModuleCode): readonly CodeNode<NodeOf<'Attribute'>>[] {
  return attributesByName(module).get(name) ?? [];
}

/** Where the file reads one. */
export function readsOfAttribute(name: string, module: ModuleCode): readonly CodeNode<NodeOf<'Attribute'>>[] {
  return placesOfAttribute(name, module).filter(({ node }) => node.ctx.nodeType === 'Load');
}

/** Where a function names something, without those inside it. */
export const namesById: (frame: FrameCode) => ReadonlyMap<string, readonly CodeNode<NodeOf<'Name'>>[]> = oncePer(
  (frame: FrameCode) => groupByOne(nodesOf(frame, 'Name'), ({ node }) => node.id),
);

const namesOfModule = oncePer(({ frames }: ModuleCode) =>
  groupByOne(
    frames.flatMap((frame) => nodesOf(frame, 'Name')),
    ({ node }) => node.id,
  ),
);

/** Where the file says a name, in whichever function. */
export function placesOfName(name: string, module: ModuleCode): readonly CodeNode<NodeOf<'Name'>>[] {
  return namesOfModule(module).get(name) ?? [];
}

/** The class in whose body a method is defined. */
export function classAround(frame: FrameCode): FrameCode | null {
  for (let at: FrameCode | null = frame; at !== null; at = at.parent) {
    if (at.node.nodeType === 'ClassDef') return at;
    if (at.parent === null || !isFunctionNode(at.node)) return null;
    if (at.parent.node.nodeType === 'ClassDef') return at.parent;
  }
  return null;
}

/** The methods of a class. */
export function methodsOf(owner: FrameCode): readonly FrameCode[] {
  return owner.inner.filter((frame) => isFunctionNode(frame.node));
}

/** All methods of a name in the file, of whichever class. */
export function methodsNamed(name: string, { module }: FrameCode): readonly FrameCode[] {
  return methodsOfModule(module).get(name) ?? NO_FRAMES;
}

export const methodsOfModule: (module: ModuleCode) => ReadonlyMap<string, readonly FrameCode[]> = oncePer(
  ({ frames }: ModuleCode) =>
    groupByOne(
      frames.filter(({ parent }) => parent?.node.nodeType === 'ClassDef'),
      ({ scope }) => scope.name,
    ),
);

/** All functions, methods and classes of a name in the file. */
export function definedAs(name: string, { module }: FrameCode): readonly FrameCode[] {
  return framesByName(module).get(name) ?? NO_FRAMES;
}

const framesByName = oncePer(({ frames }: ModuleCode) => groupByOne(frames, ({ scope }) => scope.name));

const NO_FRAMES: readonly FrameCode[] = [];

/** Whether it is what a call calls: `rows.append` of `rows.append(row)`. */
export function isCalled({ node, parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'Call' && parent.node.func === node;
}

/** The call that calls it. */
export function callOf(code: CodeNode): CodeNode<NodeOf<'Call'>> | undefined {
  const { parent } = code;
  return isCalled(code) && parent?.node.nodeType === 'Call' ? { ...parent, node: parent.node } : undefined;
}

/** Whether some code stands in a node, or is that node. */
export function isWithin(code: CodeNode, node: SyntaxNode): boolean {
  for (let at: CodeNode | null = code; at !== null; at = at.parent) if (at.node === node) return true;
  return false;
}

/** The functions and classes that are defined in a frame, and in those, without the frame itself. */
export function framesInside(frame: FrameCode): readonly FrameCode[] {
  const inside = [...frame.inner];
  for (const each of inside) inside.push(...each.inner);
  return inside;
}

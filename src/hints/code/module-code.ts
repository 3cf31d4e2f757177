import { childrenOf } from '../../source/child-nodes.ts';
import { lastName } from '../../source/dotted-text.ts';
import type { PythonSource } from '../../source/python-source.ts';
import type { Scope, ScopeIndex } from '../../source/scope.ts';
import {
  type ComprehensionNode,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type ScopeNode,
  type SyntaxNode,
} from '../../source/syntax.ts';
import { pushReversed } from '../../source/walk-syntax.ts';
import { lazily } from '../../text/lazily.ts';

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
  /** In the order of the source, parents first. */
  readonly nodes: readonly CodeNode[];
};

/** A parsed file as rules see it. */
export type ModuleCode = {
  readonly source: PythonSource;
  readonly frames: readonly FrameCode[];
  readonly frameOf: (scope: ScopeIndex) => FrameCode | undefined;
  /** All calls in the file by the last name of what they call. */
  readonly callsByName: () => ReadonlyMap<string, readonly CodeNode<NodeOf<'Call'>>[]>;
};

/** Code of a source that was parsed; undefined where the parser refused it. */
export function moduleCode(source: PythonSource): ModuleCode | undefined {
  if (source.tree === null) return undefined;
  const frames: FrameCode[] = [];
  const byScope = new Map<ScopeIndex, FrameCode>();
  const module: ModuleCode = {
    source,
    frames,
    frameOf: (scope) => byScope.get(scope),
    callsByName: lazily(() => indexCalls(frames)),
  };
  for (const [index, scope] of source.scopes.entries()) {
    if (scope.node === null || isComprehension(scope.node)) continue;
    const frame = makeFrame(module, index, scope, scope.node, frameAround(source, scope.parent, byScope));
    byScope.set(index, frame);
    frames.push(frame);
  }
  return module;
}

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

function makeFrame(
  module: ModuleCode,
  index: ScopeIndex,
  scope: Scope,
  node: FrameCode['node'],
  parent: FrameCode | null,
): FrameCode {
  const nodes = lazily((): readonly CodeNode[] => collect(frame));
  const frame: FrameCode = {
    module,
    index,
    scope,
    node,
    parent,
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
    pushReversed(stack, childNodes(next));
  }
  return found;
}

function rootNodes(frame: FrameCode): CodeNode[] {
  const children = childrenOf(frame.node);
  const own = frame.node.nodeType === 'Module' ? children : children.filter(({ relation }) => relation === 'inner');
  return own.map(({ node }) => ({ node, parent: null, frame, loops: [], within: [] }));
}

function childNodes(parent: CodeNode): CodeNode[] {
  const { node, frame, loops, within } = parent;
  const found: CodeNode[] = [];
  for (const { node: child, relation } of childrenOf(node)) {
    if (relation === 'inner') continue;
    const isRepeated = relation !== 'same' && isLoop(node);
    found.push({
      node: child,
      parent,
      frame,
      loops: isRepeated ? [...loops, node] : loops,
      within: relation === 'inner-repeated' && isComprehension(node) ? [...within, node] : within,
    });
  }
  return found;
}

function isLoop(node: SyntaxNode): node is LoopNode {
  return node.nodeType === 'For' || node.nodeType === 'AsyncFor' || node.nodeType === 'While' || isComprehension(node);
}

function indexCalls(frames: readonly FrameCode[]): ReadonlyMap<string, readonly CodeNode<NodeOf<'Call'>>[]> {
  const byName = new Map<string, CodeNode<NodeOf<'Call'>>[]>();
  for (const call of frames.flatMap((frame) => nodesOf(frame, 'Call'))) {
    const name = lastName(call.node.func);
    const calls = byName.get(name) ?? [];
    calls.push(call);
    byName.set(name, calls);
  }
  return byName;
}

const byKind = new WeakMap<FrameCode, Map<string, CodeNode[]>>();

/** The nodes of one class of a frame. They are sorted by class once: rules ask again and again. */
export function nodesOf<Kind extends SyntaxNode['nodeType']>(
  frame: FrameCode,
  kind: Kind,
): readonly CodeNode<NodeOf<Kind>>[] {
  const index = byKind.get(frame) ?? indexKinds(frame);
  byKind.set(frame, index);
  return (index.get(kind) ?? []).filter((code): code is CodeNode<NodeOf<Kind>> => code.node.nodeType === kind);
}

function indexKinds({ nodes }: FrameCode): Map<string, CodeNode[]> {
  const index = new Map<string, CodeNode[]>();
  for (const code of nodes) {
    const list = index.get(code.node.nodeType);
    if (list === undefined) index.set(code.node.nodeType, [code]);
    else list.push(code);
  }
  return index;
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
  return owner.module.frames.filter((frame) => frame.parent === owner && isFunctionNode(frame.node));
}

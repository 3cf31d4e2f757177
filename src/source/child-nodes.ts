import type { NodeOf, SyntaxNode } from './syntax.ts';

/**
 * How a child belongs to its parent when the program runs: evaluated in the same frame, evaluated there again and again
 * (the body of a loop), or in a frame of its own (the body of a function or class), or both (a comprehension).
 */
type Relation = 'same' | 'repeated' | 'inner' | 'inner-repeated';

export type Child = { readonly node: SyntaxNode; readonly relation: Relation };

/**
 * The children of a node with their relation, in the order of the source where that matters. Python's rules:
 * decorators, default values, annotations and bases are evaluated outside the function or class that they belong to,
 * and so is the first iterable of a comprehension; a loop's iterable and its `else` run once, a `while` condition each
 * time.
 */
export function childrenOf(node: SyntaxNode): Child[] {
  switch (node.nodeType) {
    case 'Name':
    case 'Constant':
      return []; // two of three nodes
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return functionChildren(node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return comprehensionChildren(node);
    case 'Lambda':
      return [...related([node.args], 'same'), ...related([node.body], 'inner')];
    case 'ClassDef':
      return [
        ...related([...node.decorator_list, ...node.bases, ...node.keywords, ...node.type_params], 'same'),
        ...related(node.body, 'inner'),
      ];
    case 'For':
    case 'AsyncFor':
      return [
        ...related([node.iter], 'same'),
        ...related([node.target, ...node.body], 'repeated'),
        ...related(node.orelse, 'same'),
      ];
    case 'While':
      return [...related([node.test, ...node.body], 'repeated'), ...related(node.orelse, 'same')];
    default:
      return related(fieldNodes(node), 'same');
  }
}

function functionChildren(node: NodeOf<'FunctionDef' | 'AsyncFunctionDef'>): Child[] {
  const outside = [...node.decorator_list, ...node.type_params, node.args, ...(node.returns ? [node.returns] : [])];
  return [...related(outside, 'same'), ...related(node.body, 'inner')];
}

function comprehensionChildren(node: NodeOf<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>): Child[] {
  const first = node.generators[0];
  const results = node.nodeType === 'DictComp' ? [node.key, node.value] : [node.elt];
  const clauses = node.generators.flatMap((clause) => [
    ...(clause === first ? [] : [clause.iter]),
    clause.target,
    ...clause.ifs,
  ]);
  return [
    ...related(first === undefined ? [] : [first.iter], 'same'),
    ...related([...clauses, ...results], 'inner-repeated'),
  ];
}

function related(nodes: readonly SyntaxNode[], relation: Relation): Child[] {
  return nodes.map((node) => ({ node, relation }));
}

const RELATED: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'FunctionDef',
  'AsyncFunctionDef',
  'Lambda',
  'ClassDef',
  'ListComp',
  'SetComp',
  'DictComp',
  'GeneratorExp',
  'For',
  'AsyncFor',
  'While',
] as const);

/** Whether all children of a node are evaluated once, where it is: then its fields tell all of them. */
export function isPlainNode(node: SyntaxNode): boolean {
  return !RELATED.has(node.nodeType);
}

const NO_NODES: readonly SyntaxNode[] = [];

/** The nodes in the fields of a node, whatever its class. */
export function fieldNodes(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.nodeType === 'Name' || node.nodeType === 'Constant') return NO_NODES;
  const found: SyntaxNode[] = [];
  // by name: an array of the values of each node, and steps through it, were a tenth of all memory that hints take
  for (const field in node) {
    const value: unknown = node[field as keyof SyntaxNode];
    if (typeof value !== 'object') continue; // most fields are numbers and names
    if (Array.isArray(value)) for (let at = 0; at < value.length; at++) addNode(value[at], found);
    else addNode(value, found);
  }
  return found;
}

function addNode(value: unknown, found: SyntaxNode[]): void {
  if (isNode(value)) found.push(value);
}

/** Operators and contexts (`Add`, `Load`) have no line; nothing is lost without them. */
function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value && !isPlaceless(value);
}

const WITH_FIELDS: ReadonlySet<unknown> = new Set(['Arguments', 'Comprehension', 'WithItem', 'MatchCase']);

function isPlaceless(value: { readonly nodeType: unknown }): boolean {
  return !('lineno' in value) && !WITH_FIELDS.has(value.nodeType);
}

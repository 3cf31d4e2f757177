import type { ASTNodeUnion, ExprNode } from 'py-ast';

/**
 * Python's syntax tree: nodes, fields and positions as in CPython's `ast` (Python 3.14's grammar), but `nodeType` says
 * the class. `lineno` counts from 1, `col_offset` from 0 in bytes of UTF-8, as there; see `columnOf` for characters.
 */
export type SyntaxNode = ASTNodeUnion;

export type Expression = ExprNode;

/** A node by the name of its class: `NodeOf<'Call'>`. */
export type NodeOf<Kind extends SyntaxNode['nodeType']> = Extract<SyntaxNode, { readonly nodeType: Kind }>;

export type FunctionNode = NodeOf<'FunctionDef' | 'AsyncFunctionDef'>;

export type ComprehensionNode = NodeOf<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>;

/** A node that begins a scope of its own. */
export type ScopeNode = NodeOf<'Module' | 'ClassDef' | 'Lambda'> | FunctionNode | ComprehensionNode;

export function isFunctionNode(node: SyntaxNode): node is FunctionNode {
  return node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef';
}

export function isComprehension(node: SyntaxNode): node is ComprehensionNode {
  const { nodeType } = node;
  return nodeType === 'ListComp' || nodeType === 'SetComp' || nodeType === 'DictComp' || nodeType === 'GeneratorExp';
}

/** `[]` */
export function isEmptyList(node: SyntaxNode | null | undefined): boolean {
  return node?.nodeType === 'List' && node.elts.length === 0;
}

/** The first line of a node, from 1; 0 for the few that have none of their own (operators, contexts, arguments). */
export function lineOf(node: SyntaxNode): number {
  return node.lineno ?? 0;
}

/** The last line of a node. */
export function lastLineOf(node: SyntaxNode): number {
  return node.end_lineno ?? lineOf(node);
}

/** All that a call is given, by place and by name. */
export function givenValues({ args, keywords }: NodeOf<'Call'>): readonly Expression[] {
  return [...args, ...keywords.map(({ value }) => value)];
}

/** `rank` of `sorted(rows, key=rank)`. */
export function keyGiven({ keywords }: NodeOf<'Call'>): Expression | undefined {
  return keywords.find(({ arg }) => arg === 'key')?.value;
}

/** The same as {@link givenValues} behind the object whose method is called. */
export function givenWithObject(call: NodeOf<'Call'>): readonly Expression[] {
  const given = givenValues(call);
  return call.func.nodeType === 'Attribute' ? [call.func.value, ...given] : given;
}

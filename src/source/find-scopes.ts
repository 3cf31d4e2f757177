import { childrenOf, fieldNodes, isPlainNode } from './child-nodes.ts';
import { moduleScope, nestedScope, type Scope, type ScopeIndex, type ScopeKind } from './scope.ts';
import {
  type ComprehensionNode,
  isFunctionNode,
  lastLineOf,
  lineOf,
  type NodeOf,
  type ScopeNode,
  type SyntaxNode,
} from './syntax.ts';

const COMPREHENSION_KINDS: Readonly<Record<ComprehensionNode['nodeType'], ScopeKind>> = {
  ListComp: 'listcomp',
  SetComp: 'setcomp',
  DictComp: 'dictcomp',
  GeneratorExp: 'genexpr',
};

/** `isOfText`: it stands in an f-string, and its lines are counted from anywhere. */
type Pending = { readonly node: SyntaxNode; readonly parent: ScopeIndex; readonly isOfText: boolean };

/**
 * Every scope of a tree, in the order of the source; the module is the first. `omitted`: the scopes of what was left
 * out, by its last line, where the tree has `pass`.
 */
export function findScopes(
  tree: NodeOf<'Module'>,
  lines: readonly string[],
  omitted: ReadonlyMap<number, readonly Scope[]>,
): readonly Scope[] {
  const scopes: Scope[] = [moduleScope(lines.length, tree)];
  const mayHoldScopes = omitted.size > 0 ? () => true : scopesAmong(lines);
  const stack: Pending[] = tree.body.map((node) => ({ node, parent: 0, isOfText: false })).reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, parent, isOfText } = next;
    if (!isOfText && !mayHoldScopes(node)) continue;
    const own = isScopeNode(node) ? addScope(scopes, node, parent) : parent;
    if (node.nodeType === 'Pass') addOmitted(scopes, omitted.get(lineOf(node)) ?? [], parent);
    const isInText = isOfText || node.nodeType === 'JoinedStr' || node.nodeType === 'TemplateStr';
    if (isPlainNode(node)) {
      const same = fieldNodes(node);
      for (let at = same.length - 1; at >= 0; at--) stack.push({ node: same[at]!, parent, isOfText: isInText });
      continue;
    }
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) {
      const { node: child, relation } = children[at]!;
      stack.push({ node: child, parent: relation.startsWith('inner') ? own : parent, isOfText: isInText });
    }
  }
  return scopes;
}

/** `0for` is Python too. */
const BEGINNING = /(?:def|class|lambda|for)\b/;

/** Most statements and expressions stand on lines without a word that begins a scope: they need not be walked. */
function scopesAmong(lines: readonly string[]): (node: SyntaxNode) => boolean {
  const before = new Uint32Array(lines.length + 1);
  for (let at = 0; at < lines.length; at++) before[at + 1] = before[at]! + (BEGINNING.test(lines[at]!) ? 1 : 0);
  return (node) => {
    const last = before[lastLineOf(node)];
    const first = before[lineOf(node) - 1];
    return first === undefined || first !== last;
  };
}

function isScopeNode(node: SyntaxNode): node is Exclude<ScopeNode, NodeOf<'Module'>> {
  return (
    isFunctionNode(node) ||
    node.nodeType === 'ClassDef' ||
    node.nodeType === 'Lambda' ||
    node.nodeType in COMPREHENSION_KINDS
  );
}

function addScope(scopes: Scope[], node: Exclude<ScopeNode, NodeOf<'Module'>>, parent: ScopeIndex): ScopeIndex {
  const { kind, name } = kindAndName(node);
  const line = lineOf(node);
  const decorators = 'decorator_list' in node ? node.decorator_list : [];
  const firstLine = decorators.reduce((first, decorator) => Math.min(first, lineOf(decorator)), line);
  const scope = { kind, name, firstLine, line, lastLine: lastLineOf(node), node };
  return scopes.push(nestedScope(scopes[parent]!, parent, scope)) - 1;
}

/** Adds nested scopes under a parent. */
function addOmitted(scopes: Scope[], omitted: readonly Scope[], parent: ScopeIndex): void {
  const placed = new Map<string, ScopeIndex>();
  for (const { qualname: path, parent: _, ...scope } of omitted) {
    const around = [...placed].findLast(([other]) => path.startsWith(`${other}.`))?.[1] ?? parent;
    placed.set(path, scopes.push(nestedScope(scopes[around]!, around, scope)) - 1);
  }
}

function kindAndName(node: Exclude<ScopeNode, NodeOf<'Module'>>): { readonly kind: ScopeKind; readonly name: string } {
  if (isFunctionNode(node)) return { kind: 'function', name: node.name };
  if (node.nodeType === 'ClassDef') return { kind: 'class', name: node.name };
  const kind = node.nodeType === 'Lambda' ? 'lambda' : COMPREHENSION_KINDS[node.nodeType];
  return { kind, name: `<${kind}>` };
}

import { lastName } from '../dotted-text.ts';
import { type Expression, isComprehension, lastLineOf, lineOf, type NodeOf, type SyntaxNode } from '../syntax.ts';
import { walkFrame } from '../walk-syntax.ts';
import { callKey, decorationKey, mentionKey, OPERATION, operatorKey, placeKey, type SiteKey } from './site-keys.ts';

/** A place in a function at which something may be called. */
export type FrameSite = {
  readonly key: SiteKey;
  readonly line: number;
  /** The comprehensions around it, from the outermost. */
  readonly within: readonly SyntaxNode[];
  /** What comes before the last dot of what is called. */
  readonly receiver: Expression | null;
  readonly node: SyntaxNode;
};

type Found = { readonly key: SiteKey; readonly line: number; readonly receiver?: Expression };

const known = new WeakMap<SyntaxNode, readonly FrameSite[]>();

/** All sites of a function (or class body, or module), in its own frame and in its comprehensions. */
export function frameSites(root: SyntaxNode): readonly FrameSite[] {
  const sites = known.get(root) ?? collect(root);
  known.set(root, sites);
  return sites;
}

function collect(root: SyntaxNode): readonly FrameSite[] {
  const sites: FrameSite[] = [];
  const called = new Set<SyntaxNode>();
  for (const { node, within } of walkFrame(root)) {
    if (node.nodeType === 'Call') called.add(node.func);
    for (const { key, line, receiver } of sitesOf(node, called.has(node))) {
      sites.push({ key, line, within, receiver: receiver ?? null, node });
    }
  }
  return sites;
}

/** `isCalled`: the node is what a call calls, so it is not a use as well. */
function sitesOf(node: SyntaxNode, isCalled: boolean): readonly Found[] {
  switch (node.nodeType) {
    case 'Call':
      return callOf(node);
    case 'Name':
      return isCalled || node.ctx.nodeType !== 'Load' ? [] : [{ key: mentionKey(node.id), line: node.lineno }];
    case 'Attribute':
      return attributeOf(node, isCalled);
    case 'Subscript':
      return [
        at(
          node,
          node.ctx.nodeType === 'Load'
            ? OPERATION.item
            : node.ctx.nodeType === 'Store'
              ? OPERATION.setItem
              : OPERATION.deletion,
        ),
      ];
    case 'BinOp':
      return [at(node, operatorKey(node.op.nodeType))];
    case 'AugAssign':
      return [at(node, operatorKey(node.op.nodeType)), ...augmentedOf(node.target)];
    case 'UnaryOp':
      return [at(node, node.op.nodeType === 'Not' ? OPERATION.truth : operatorKey(node.op.nodeType))];
    case 'Compare':
      return node.ops.map((op) => at(node, operatorKey(op.nodeType)));
    case 'BoolOp':
    case 'Assert':
      return [at(node, OPERATION.truth)];
    case 'If':
    case 'While':
    case 'IfExp':
      return [at(node.test, OPERATION.truth)];
    case 'For':
    case 'AsyncFor':
    case 'Comprehension':
      return [at(node.iter, OPERATION.iteration)];
    case 'Starred':
    case 'YieldFrom':
      return [at(node, OPERATION.iteration)];
    case 'Assign':
      return node.targets.some(isUnpacking) ? [at(node, OPERATION.iteration)] : [];
    case 'WithItem':
      return [at(node.context_expr, OPERATION.with)];
    case 'FormattedValue':
      return [at(node, OPERATION.format)];
    case 'ClassDef':
      return [at(node, OPERATION.class), ...decorationsOf(node.decorator_list)];
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return decorationsOf(node.decorator_list);
    case 'Import':
    case 'ImportFrom':
      return [at(node, OPERATION.import)];
    case 'Await':
      return [at(node, OPERATION.await)];
    case 'Lambda':
      return [at(node, placeKey('lambda', node.lineno))];
    default:
      return isComprehension(node) ? comprehensionOf(node) : [];
  }
}

function at(node: SyntaxNode, key: SiteKey): Found {
  return { key, line: lineOf(node) };
}

/** On the line of the name: in a chain of calls over several lines each call is on its own line. */
function callOf({ func }: NodeOf<'Call'>): readonly Found[] {
  const line = lastLineOf(func);
  const name = lastName(func);
  const receiver = func.nodeType === 'Attribute' ? { receiver: func.value } : {};
  const keys = [callKey(name), OPERATION.call, ...(isClassLike(name) ? [OPERATION.construction] : [])];
  return keys.map((key) => ({ key, line, ...receiver }));
}

/** `Order(...)`, `cls(...)`, `type(self)(...)`, `makers[kind](...)`. */
function isClassLike(name: string): boolean {
  return name === '' || name === 'cls' || name === '__class__' || /^_*\p{Lu}/u.test(name);
}

function attributeOf(node: NodeOf<'Attribute'>, isCalled: boolean): readonly Found[] {
  const line = lastLineOf(node);
  switch (node.ctx.nodeType) {
    case 'Load':
      return [
        { key: OPERATION.attribute, line },
        ...(isCalled ? [] : [{ key: mentionKey(node.attr), line, receiver: node.value }]),
      ];
    case 'Store':
      return [
        { key: OPERATION.setAttribute, line },
        { key: mentionKey(node.attr), line, receiver: node.value },
      ];
    case 'Del':
      return [{ key: OPERATION.deletion, line }];
  }
}

/** `a.b += 1` and `a[b] += 1` read what they write; their target is in the tree as a store only. */
function augmentedOf(target: Expression): readonly Found[] {
  if (target.nodeType === 'Attribute') return [at(target, OPERATION.attribute)];
  return target.nodeType === 'Subscript' ? [at(target, OPERATION.item)] : [];
}

/** A decorator that takes arguments returns the function that is then called with what is decorated. */
function decorationsOf(decorators: readonly Expression[]): readonly Found[] {
  return decorators.map((decorator) => {
    const name = lastName(decorator.nodeType === 'Call' ? decorator.func : decorator);
    return { key: decorationKey(name), line: lineOf(decorator) };
  });
}

function isUnpacking({ nodeType }: Expression): boolean {
  return nodeType === 'Tuple' || nodeType === 'List';
}

function comprehensionOf(node: NodeOf<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>): readonly Found[] {
  const kind = node.nodeType === 'GeneratorExp' ? 'genexpr' : node.nodeType.toLowerCase();
  const lines = new Set([node.lineno, ...('elt' in node ? [node.elt.lineno] : [])]);
  return [...lines].map((line) => ({ key: placeKey(kind, line), line: node.lineno }));
}

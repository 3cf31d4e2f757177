import { dottedText } from './dotted-text.ts';
import type { PythonSource } from './python-source.ts';
import type { ScopeIndex } from './scope.ts';
import type { Expression, NodeOf, SyntaxNode } from './syntax.ts';
import { lineOf } from './syntax.ts';
import { walkFrame } from './walk-syntax.ts';

type BindingKind =
  | 'argument'
  | 'assignment'
  | 'augmented' // `x += y`
  | 'loop' // of `for` and of comprehensions
  | 'with'
  | 'except'
  | 'import'
  | 'definition' // `def` and `class`
  | 'deletion';

/** One place where a function binds a name or an attribute. */
export type Binding = {
  readonly kind: BindingKind;
  /** `rows`, `self.rows`, `rows[]` for an item. */
  readonly target: string;
  readonly line: number;
  /**
   * What is bound: the right side, the context manager, an argument's default; null where there is no such expression.
   * For a loop it is the iterable, for each name that its items are unpacked into.
   */
  readonly value: Expression | null;
  /** `re.compile` for `from re import compile as c`; only of imports. Dots at the front are relative, as in Python. */
  readonly imported: string | null;
  readonly loopDepth: number;
  readonly node: SyntaxNode;
};

const NO_BINDINGS: readonly Binding[] = [];

const known = new WeakMap<SyntaxNode, readonly Binding[]>();

/** Takes nodes of a frame with the number of loops around each. */
type TakeNode = (node: SyntaxNode, loopDepth: number) => void;

/**
 * What a function (or class body, or module) binds in its own frame, in the order of the source. Who has the nodes of the
 * frame already gives them.
 */
export function bindings(
  { scopes }: PythonSource,
  scope: ScopeIndex,
  eachNode: (take: TakeNode, root: SyntaxNode) => void = walkNodes,
): readonly Binding[] {
  const root = scopes[scope]?.node ?? null;
  if (root === null) return NO_BINDINGS;
  const before = known.get(root);
  if (before !== undefined) return before;
  const found = argumentsOf(root);
  eachNode((node, loopDepth) => addBindings(found, bindingsOf(node, loopDepth)), root);
  found.sort((a, b) => a.line - b.line);
  known.set(root, found);
  return found;
}

function walkNodes(take: TakeNode, root: SyntaxNode): void {
  for (const { node, loopDepth } of walkFrame(root)) take(node, loopDepth);
}

function addBindings(found: Binding[], bound: readonly Binding[]): void {
  for (let at = 0; at < bound.length; at++) found.push(bound[at]!);
}

const knownByTarget = new WeakMap<readonly Binding[], ReadonlyMap<string, readonly Binding[]>>();

/**
 * The bindings of one name, attribute or item. From an index: a module may bind ten thousand names and ask for each.
 */
export function bindingsTo(source: PythonSource, scope: ScopeIndex, target: string): readonly Binding[] {
  const all = bindings(source, scope);
  const byTarget = knownByTarget.get(all) ?? groupByTarget(all);
  knownByTarget.set(all, byTarget);
  return byTarget.get(target) ?? [];
}

function groupByTarget(all: readonly Binding[]): ReadonlyMap<string, readonly Binding[]> {
  const groups = new Map<string, Binding[]>();
  for (const binding of all) {
    const group = groups.get(binding.target);
    if (group === undefined) groups.set(binding.target, [binding]);
    else group.push(binding);
  }
  return groups;
}

function argumentsOf(root: SyntaxNode): Binding[] {
  if (!('args' in root) || Array.isArray(root.args)) return [];
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = root.args;
  const all = [...posonlyargs, ...args, ...(vararg ? [vararg] : []), ...kwonlyargs, ...(kwarg ? [kwarg] : [])];
  const defaults = defaultsOf(root.args);
  return all.map((node) => plain('argument', node.arg, defaults.get(node) ?? null, node, 0));
}

/** Default values are in lists of their own; that of positional arguments belongs to the last of them. */
function defaultsOf({
  posonlyargs,
  args,
  defaults,
  kwonlyargs,
  kw_defaults,
}: NodeOf<'Arguments'>): ReadonlyMap<SyntaxNode, Expression | null> {
  const positional = [...posonlyargs, ...args];
  const first = positional.length - defaults.length;
  return new Map<SyntaxNode, Expression | null>([
    ...positional.map((node, at) => [node, defaults[at - first] ?? null] as const),
    ...kwonlyargs.map((node, at) => [node, kw_defaults[at] ?? null] as const),
  ]);
}

function bindingsOf(node: SyntaxNode, loopDepth: number): readonly Binding[] {
  switch (node.nodeType) {
    case 'Name':
    case 'Attribute':
    case 'Constant':
    case 'Call':
      return NO_BINDINGS; // nine of ten nodes
    case 'Assign':
      return node.targets.flatMap((target) => targets('assignment', target, node.value, node, loopDepth));
    case 'AnnAssign':
      return node.value === undefined ? [] : targets('assignment', node.target, node.value, node, loopDepth);
    case 'NamedExpr':
      return targets('assignment', node.target, node.value, node, loopDepth);
    case 'AugAssign':
      return targets('augmented', node.target, node.value, node, loopDepth);
    case 'For':
    case 'AsyncFor':
      return targets('loop', node.target, node.iter, node, loopDepth + 1);
    case 'Comprehension':
      return targets('loop', node.target, node.iter, node.target, loopDepth);
    case 'WithItem':
      return node.optional_vars === undefined
        ? []
        : targets('with', node.optional_vars, node.context_expr, node.context_expr, loopDepth);
    case 'ExceptHandler':
      return node.name === undefined ? [] : [plain('except', node.name, node.type ?? null, node, loopDepth)];
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      return [plain('definition', node.name, null, node, loopDepth)];
    case 'Delete':
      return node.targets.flatMap((target) => targets('deletion', target, null, node, loopDepth));
    case 'Import':
      return node.names.map((alias) => imported(alias, '', node, loopDepth));
    case 'ImportFrom':
      return node.names.map((alias) =>
        imported(alias, `${'.'.repeat(node.level ?? 0)}${node.module ?? ''}`, node, loopDepth),
      );
    default:
      return NO_BINDINGS;
  }
}

function plain(
  kind: BindingKind,
  target: string,
  value: Expression | null,
  node: SyntaxNode,
  loopDepth: number,
): Binding {
  return { kind, target, line: lineOf(node), value, imported: null, loopDepth, node };
}

/** `a, (b, c) = ...` binds three names; where the right side is written out, each gets its own part of it. */
function targets(
  kind: BindingKind,
  target: Expression,
  value: Expression | null,
  node: SyntaxNode,
  loopDepth: number,
): Binding[] {
  if (!isUnpacked(target)) return [plain(kind, dottedText(target), value, node, loopDepth)];
  const found: Binding[] = [];
  const stack: { target: Expression; value: Expression | null }[] = [{ target, value }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { target: one, value: its } = next;
    if (one.nodeType === 'Starred') stack.push({ target: one.value, value: kind === 'loop' ? its : null });
    else if (one.nodeType === 'Tuple' || one.nodeType === 'List') {
      const parts = kind === 'assignment' ? partsOf(its, one.elts) : [];
      for (const [at, part] of one.elts.entries())
        stack.push({ target: part, value: kind === 'loop' ? its : (parts[at] ?? null) });
    } else found.push(plain(kind, dottedText(one), its, node, loopDepth));
  }
  return found.reverse();
}

function isUnpacked({ nodeType }: Expression): boolean {
  return nodeType === 'Starred' || nodeType === 'Tuple' || nodeType === 'List';
}

function partsOf(value: Expression | null, elements: readonly Expression[]): readonly Expression[] {
  if (value?.nodeType !== 'Tuple' && value?.nodeType !== 'List') return [];
  const isStarred = [...value.elts, ...elements].some(({ nodeType }) => nodeType === 'Starred');
  return isStarred || value.elts.length !== elements.length ? [] : value.elts;
}

/** `import a.b` binds `a`; `import a.b as c` and `from a import b` bind what they name. */
function imported(alias: NodeOf<'Alias'>, module: string, node: SyntaxNode, loopDepth: number): Binding {
  const isFrom = module !== '';
  const first = alias.name.split('.')[0] ?? alias.name;
  const target = alias.asname ?? (isFrom ? alias.name : first);
  const whole = alias.asname === undefined && !isFrom ? first : alias.name;
  const separator = isFrom && !module.endsWith('.') ? '.' : '';
  return { ...plain('import', target, null, node, loopDepth), imported: `${module}${separator}${whole}` };
}

/**
 * What a name of a function means by the imports around it: `c.search` is `re.search` after `import re as c`, in the
 * function itself or in a scope around it. A name that no import binds is returned as it is.
 */
export function importedName(source: PythonSource, scope: ScopeIndex, dotted: string): string {
  const [first = '', ...rest] = dotted.split('.');
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    if (at !== scope && source.scopes[at]?.kind === 'class') continue; // a method does not see its class's names
    const found = bindingsTo(source, at, first).at(-1);
    if (found === undefined) continue;
    return found.imported === null ? dotted : [found.imported, ...rest].join('.');
  }
  return dotted;
}

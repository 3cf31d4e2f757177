import { type Binding, bindingsTo } from '../bindings.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../syntax.ts';
import { walkSyntax } from '../walk-syntax.ts';
import { literalType } from './receiver-type.ts';

/**
 * Built-in functions whose result has exactly this type, whatever they are given. That of `str(x)` may be of a
 * subclass.
 */
const MAKERS: ReadonlyMap<string, string> = new Map([
  ['dict', 'dict'],
  ['list', 'list'],
  ['set', 'set'],
  ['frozenset', 'frozenset'],
  ['tuple', 'tuple'],
  ['sorted', 'list'],
]);

/**
 * The built-in type that an expression is sure to have, never a class that inherits from it: a display, a
 * comprehension, a call of {@link MAKERS}, or a local to which nothing else is ever bound. null where it may be
 * anything else. Unlike `plainType`, which says what a method is likely to belong to, this rules calls out:
 * `defaultdict` is no dict here.
 */
export function containerType(source: PythonSource, scope: ScopeIndex, expression: Expression): string | null {
  return expression.nodeType === 'Name'
    ? localType(source, scope, expression.id)
    : displayType(source, scope, expression);
}

function displayType(source: PythonSource, scope: ScopeIndex, expression: Expression): string | null {
  if (expression.nodeType !== 'Call') return literalType(expression);
  return MAKERS.get(builtinName(source, scope, expression.func) ?? '') ?? null;
}

/** The name of a built-in that an expression is: nothing in the file binds it. */
export function builtinName(source: PythonSource, scope: ScopeIndex, node: Expression): string | null {
  if (node.nodeType !== 'Name') return null;
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    if (bindingsTo(source, at, node.id).length > 0 || bindingsTo(source, at, '*').length > 0) return null;
  }
  return node.id;
}

function localType(source: PythonSource, scope: ScopeIndex, name: string): string | null {
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    const { kind, node } = source.scopes[at] ?? {};
    if (at !== scope && kind === 'class') continue; // a method does not see its class's names
    const bound = bindingsTo(source, at, name);
    if (bound.length === 0) continue;
    // what a module or a class binds, others can bind anew
    if (kind !== 'function' || node === undefined || node === null || boundOutOfSight(node).has(name)) return null;
    return oneType(bound.filter(({ value }) => !isNone(value)).map((binding) => boundType(source, at, binding)));
  }
  return null;
}

/** Operations on None call nothing, or raise. */
function isNone(value: Expression | null): boolean {
  return value?.nodeType === 'Constant' && value.value === null;
}

const UNCHANGED = 'unchanged';

function boundType(source: PythonSource, scope: ScopeIndex, { kind, value }: Binding): string | null {
  const type = value === null ? null : displayType(source, scope, value);
  if (kind === 'assignment') return type;
  // `rows += x` may be what the `__radd__` of x makes of it
  return kind === 'augmented' && type !== null ? UNCHANGED : null;
}

function oneType(types: readonly (string | null)[]): string | null {
  const [first = null, ...more] = new Set(types.filter((type) => type !== UNCHANGED));
  return more.length === 0 ? first : null;
}

const known = new WeakMap<SyntaxNode, ReadonlySet<string>>();

/**
 * The names of a function that are bound, in it or in a function inside it, without a {@link Binding}: by `global`,
 * `nonlocal`, a pattern of `match`, or as a comprehension's own.
 */
function boundOutOfSight(root: SyntaxNode): ReadonlySet<string> {
  const names = known.get(root) ?? new Set([...walkSyntax(root)].flatMap(namesBoundBy));
  known.set(root, names);
  return names;
}

function namesBoundBy(node: SyntaxNode): readonly string[] {
  if (isComprehension(node)) return node.generators.flatMap(({ target }) => namesIn(target));
  switch (node.nodeType) {
    case 'Global':
    case 'Nonlocal':
      return node.names;
    case 'MatchAs':
    case 'MatchStar':
      return node.name === undefined ? [] : [node.name];
    case 'MatchMapping':
      return node.rest === undefined ? [] : [node.rest];
    case 'TypeAlias':
      return namesIn(node.name);
    default:
      return [];
  }
}

function namesIn(target: Expression): readonly string[] {
  return [...walkSyntax(target)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
}

/** Whether iterating over it runs no Python function: a plain container, or what a built-in makes of one. */
export function isPlainIterable(source: PythonSource, scope: ScopeIndex, expression: Expression): boolean {
  if (containerType(source, scope, expression) !== null) return true;
  return expression.nodeType === 'Call' && isPlainView(source, scope, expression);
}

/** `range(n)`, `enumerate(rows)`, `table.items()`. */
function isPlainView(source: PythonSource, scope: ScopeIndex, { func, args, keywords }: NodeOf<'Call'>): boolean {
  if (func.nodeType === 'Attribute') {
    return DICT_VIEWS.has(func.attr) && args.length === 0 && containerType(source, scope, func.value) === 'dict';
  }
  const name = builtinName(source, scope, func);
  if (name === 'range') return true;
  if (name === null || !VIEWS.has(name) || keywords.length > 0) return false;
  const seen = name === 'enumerate' ? args.slice(0, 1) : args;
  return seen.length > 0 && seen.every((arg) => isPlainIterable(source, scope, arg));
}

const DICT_VIEWS: ReadonlySet<string> = new Set(['items', 'keys', 'values']);

const VIEWS: ReadonlySet<string> = new Set(['enumerate', 'reversed', 'zip']);

/** Whether the items are tuples that a built-in makes: unpacking one calls nothing. */
export function hasTupleItems(source: PythonSource, scope: ScopeIndex, expression: Expression): boolean {
  if (expression.nodeType !== 'Call') return false;
  const { func } = expression;
  if (func.nodeType === 'Attribute') return func.attr === 'items';
  const name = builtinName(source, scope, func);
  return name === 'enumerate' || name === 'zip';
}

import type { ScopeNode } from './syntax.ts';

/** Index of a scope in {@link PythonSource.scopes}. */
export type ScopeIndex = number;

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'listcomp' | 'setcomp' | 'dictcomp' | 'genexpr';

/**
 * A stretch of source of which Python makes one code object: a function, to a profile.
 *
 *     scope  name        qualname              firstLine..lastLine
 *     0      <module>    <module>              1..12
 *     1      Shop        Shop                  3..12
 *     2      total       Shop.total            5..9        firstLine is the first decorator's, as in co_firstlineno
 *     3      <lambda>    Shop.total.<lambda>   8..8
 *
 * List, set and dict comprehensions have frames of their own only up to Python 3.11 (PEP 709); they are always scopes.
 */
export type Scope = {
  readonly kind: ScopeKind;
  /** `co_name`: what a profile has. */
  readonly name: string;
  /** As `__qualname__`, `<locals>` included: `make.<locals>.inner`. */
  readonly qualname: string;
  /** The scope around it; -1 for the module. A parent comes before its children. */
  readonly parent: ScopeIndex;
  readonly firstLine: number;
  /** The line of `def`, `class`, `lambda` or the bracket: below the decorators. */
  readonly line: number;
  readonly lastLine: number;
  /** null where the file could not be parsed. */
  readonly node: ScopeNode | null;
};

/** The innermost scope of a line, among those that `isFrame` lets through. */
export function scopeAtLine(
  scopes: readonly Scope[],
  line: number,
  isFrame: (scope: Scope) => boolean = (): boolean => true,
): ScopeIndex {
  let found = 0;
  for (const [at, scope] of scopes.entries()) {
    // later scopes that hold the line are inside earlier ones, or beside them on the same line
    if (scope.firstLine <= line && line <= scope.lastLine && isFrame(scope)) found = at;
  }
  return found;
}

/** `<module>` of a file, over all its lines. */
export function moduleScope(lines: number, node: ScopeNode | null): Scope {
  const name = '<module>';
  return {
    kind: 'module',
    name,
    qualname: name,
    parent: -1,
    firstLine: 1,
    line: 1,
    lastLine: Math.max(1, lines),
    node,
  };
}

/** A scope under its parent. */
export function nestedScope(parent: Scope, parentIndex: ScopeIndex, part: Omit<Scope, 'qualname' | 'parent'>): Scope {
  const isNamedPlainly = parent.kind === 'module' ? '' : parent.kind === 'class' ? `${parent.qualname}.` : null;
  const prefix = isNamedPlainly ?? `${parent.qualname}.<locals>.`;
  return { ...part, qualname: prefix + part.name, parent: parentIndex };
}

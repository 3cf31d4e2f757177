import { oncePerName } from '../../text/lazily.ts';
import { type Binding, bindings, bindingsTo, importedName } from '../bindings.ts';
import { dottedText, lastName } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { Expression } from '../syntax.ts';
import { callKey, placeKey, type SiteKey } from './site-keys.ts';

/**
 * What else a called name may mean in a function: `c` after `from re import compile as c`, `push` after
 * `push = rows.append`, `price` after `price = functools.partial(rule.apply)`, `key` after `key = lambda ...`.
 */
export function aliasKeys(source: PythonSource, scope: ScopeIndex, callee: Expression): readonly SiteKey[] {
  const keys = new Set<SiteKey>();
  const seen = new Set<string>();
  const todo: Expression[] = [callee];
  for (let next = todo.pop(); next !== undefined && seen.size < MOST_STEPS; next = todo.pop()) {
    const dotted = dottedText(next);
    if (seen.has(dotted)) continue;
    seen.add(dotted);
    keys.add(callKey(lastPart(importedName(source, scope, dotted))));
    for (const value of valuesOf(source, scope, next, dotted).flatMap(calledBy)) {
      if (value.nodeType === 'Lambda') keys.add(placeKey('lambda', value.lineno));
      else if (lastName(value) !== '') {
        keys.add(callKey(lastName(value)));
        todo.push(value);
      }
    }
  }
  keys.delete(callKey(lastName(callee)));
  return [...keys];
}

/** `push = add; add = self.add; self.add = rows.append` is three steps; no name is followed further than this. */
const MOST_STEPS = 8;

function valuesOf(
  source: PythonSource,
  scope: ScopeIndex,
  { nodeType }: Expression,
  dotted: string,
): readonly Expression[] {
  const bound = nodeType === 'Name' ? bindingsOf(source, scope, dotted) : attributeBindings(source, scope, dotted);
  return bound.map(({ value }) => value).filter((value) => value !== null);
}

/** What is called when a value is called: either branch, what a partial holds. */
function calledBy(value: Expression): readonly Expression[] {
  if (value.nodeType === 'IfExp') return [value.body, value.orelse];
  if (value.nodeType === 'BoolOp') return value.values;
  if (value.nodeType !== 'Call') return [value];
  // functools.partial(f, ...) is no function to the profiler: `f` is called by the code that calls the partial
  const isPartial = lastName(value.func) === 'partial' || lastName(value.func) === 'partialmethod';
  return isPartial ? value.args.slice(0, 1) : [];
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** In the function, or in the nearest scope around it that binds the name. */
function bindingsOf(source: PythonSource, scope: ScopeIndex, name: string): readonly Binding[] {
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    const found = bindingsTo(source, at, name).filter(({ kind }) => kind !== 'import');
    if (found.length > 0) return found.filter(({ kind }) => kind === 'assignment' || kind === 'argument');
  }
  return [];
}

/** `self.read` is bound in some method of the class, or in the class itself. */
function attributeBindings(source: PythonSource, scope: ScopeIndex, dotted: string): readonly Binding[] {
  const attribute = /^(?:self|cls)\.(\w+)$/.exec(dotted)?.[1];
  const parent = source.scopes[scope]?.parent ?? -1;
  if (attribute === undefined || source.scopes[parent]?.kind !== 'class') return [];
  return [...bindingsTo(source, parent, attribute), ...(boundInMethods(`${parent}`, source).get(attribute) ?? [])];
}

/** By attribute, of the class at a place: each call of `self.read` asks, and a class may have thousands of methods. */
const boundInMethods = oncePerName((at: string, source: PythonSource): ReadonlyMap<string, readonly Binding[]> => {
  const methods = source.scopes.flatMap(({ parent }, method) => (parent === Number(at) ? [method] : []));
  const byAttribute = new Map<string, Binding[]>();
  for (const binding of methods.flatMap((method) => bindings(source, method))) {
    const attribute = /^(?:self|cls)\.(\w+)$/.exec(binding.target)?.[1];
    if (attribute === undefined) continue;
    const bound = byAttribute.get(attribute) ?? [];
    bound.push(binding);
    byAttribute.set(attribute, bound);
  }
  return byAttribute;
});

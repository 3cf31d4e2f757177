import { lastName } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';

/** The class that a method stands in, with those that inherit from it in these files: whoever calls one may run it. */
export function constructedBy(
  method: ScopeIndex,
  source: PythonSource,
  others: readonly PythonSource[],
): readonly string[] {
  const parent = source.scopes[source.scopes[method]?.parent ?? -1];
  if (parent?.kind !== 'class') return [];
  const heirs = heirsByBase([source, ...others]);
  const names = [parent.name];
  for (const name of names) for (const heir of heirs.get(name) ?? []) if (!names.includes(heir)) names.push(heir);
  return names;
}

function heirsByBase(sources: readonly PythonSource[]): ReadonlyMap<string, readonly string[]> {
  const heirs = new Map<string, string[]>();
  for (const { scopes } of new Set(sources)) {
    for (const { node, name } of scopes) {
      if (node?.nodeType !== 'ClassDef') continue;
      for (const base of node.bases.map(lastName)) heirs.set(base, [...(heirs.get(base) ?? []), name]);
    }
  }
  return heirs;
}

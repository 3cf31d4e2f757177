import { lastName } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';

/** A class with those of a file that inherit from it, also through others: whoever calls one may run its methods. */
export function withHeirs(className: string, { scopes }: PythonSource): readonly string[] {
  const heirs = new Map<string, string[]>();
  for (const { node, name } of scopes) {
    if (node?.nodeType !== 'ClassDef') continue;
    for (const base of node.bases.map(lastName)) heirs.set(base, [...(heirs.get(base) ?? []), name]);
  }
  const names = [className];
  for (const name of names) for (const heir of heirs.get(name) ?? []) if (!names.includes(heir)) names.push(heir);
  return names;
}

import { loadSourceReader, type PythonSource } from '../../src/source/python-source.ts';
import type { ScopeIndex } from '../../src/source/scope.ts';

const read = await loadSourceReader();

export function sourceOf(text: string): PythonSource {
  return read(Buffer.from(text));
}

/** The first scope with this qualified name. */
export function scopeNamed({ scopes }: PythonSource, qualname: string): ScopeIndex {
  const found = scopes.findIndex((scope) => scope.qualname === qualname);
  if (found < 0) throw new Error(`no ${qualname} in ${scopes.map((scope) => scope.qualname).join(', ')}`);
  return found;
}

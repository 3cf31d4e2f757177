import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { SyntaxNode } from '../syntax.ts';
import { aliasKeys } from './alias-names.ts';
import type { Callee } from './callee.ts';
import { type FrameSite, frameSites } from './frame-sites.ts';
import { plainCalls } from './plain-operations.ts';
import { MODULE_TYPE, plainType } from './receiver-type.ts';
import type { SiteKey } from './site-keys.ts';

/** The sites of one frame of a function, by key. */
export type SitesByKey = {
  /** The sites that have one of the keys and can call this callee. */
  readonly find: (keys: readonly SiteKey[], callee: Callee) => readonly FrameSite[];
  readonly all: readonly FrameSite[];
};

/**
 * `frame`: the comprehension whose frame is meant, or null for the function's own. `hasFrame`: which comprehensions have
 * one of their own; the sites in all others are the function's.
 */
export function indexSites(
  source: PythonSource,
  scope: ScopeIndex,
  frame: SyntaxNode | null,
  hasFrame: (comprehension: SyntaxNode) => boolean,
): SitesByKey {
  const root = source.scopes[scope]?.node ?? null;
  const all =
    root === null ? [] : frameSites(root).filter(({ within }) => (within.findLast(hasFrame) ?? null) === frame);
  const byKey = new Map<SiteKey, FrameSite[]>();
  for (const site of all) {
    for (const key of [site.key, ...aliasesOf(source, scope, site)]) {
      const group = byKey.get(key);
      if (group === undefined) byKey.set(key, [site]);
      else group.push(site);
    }
  }
  const operations = new Map<FrameSite, ReadonlySet<string> | null>();
  const mayCall = (site: FrameSite, { name }: Callee): boolean => {
    const names = operations.has(site) ? operations.get(site) : plainCalls(source, scope, site);
    operations.set(site, names ?? null);
    return names === null || names === undefined || names.has(name);
  };
  return {
    all,
    find: (keys, callee) =>
      keys
        .flatMap((key) => byKey.get(key) ?? [])
        .filter((site) => admits(source, scope, site, callee) && mayCall(site, callee)),
  };
}

function aliasesOf(source: PythonSource, scope: ScopeIndex, { key, node }: FrameSite): readonly SiteKey[] {
  return node.nodeType === 'Call' && key.startsWith('call:') ? aliasKeys(source, scope, node.func) : [];
}

/**
 * What is before the dot may rule a callee out: `''.join` is no `os.path.join`, the `append` of a list no Python code.
 */
function admits(source: PythonSource, scope: ScopeIndex, { receiver }: FrameSite, callee: Callee): boolean {
  const type = receiver === null ? null : plainType(source, scope, receiver);
  if (type === null) return true;
  if (type === MODULE_TYPE) return callee.ofType === null;
  return callee.isBuiltin && (callee.ofType === null || callee.ofType === type);
}

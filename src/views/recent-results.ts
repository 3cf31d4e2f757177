/**
 * Remembers the last few results that were made of an object under a key, so that drawing a frame sorts nothing.
 * The results live as long as the object; beyond `limit` the one that was asked for longest ago is made anew.
 */
export function recentResults<T>(limit: number): (owner: object, key: string, make: () => T) => T {
  const byOwner = new WeakMap<object, Map<string, { readonly value: T }>>();
  return (owner, key, make) => {
    const known = byOwner.get(owner) ?? new Map<string, { readonly value: T }>();
    byOwner.set(owner, known);
    const result = known.get(key) ?? { value: make() };
    known.delete(key); // and to the end of the order of insertion
    known.set(key, result);
    for (const oldest of known.keys()) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
    return result.value;
  };
}

/** Calls `make` at most once, at the first call of the returned function. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Calls `make` at most once for each key, and forgets what it made with the key. */
export function oncePer<Key extends WeakKey, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined || made.has(key)) return known as Value;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** The same for each key and each name. */
export function oncePerName<Key extends WeakKey, Value>(
  make: (name: string, key: Key) => Value,
): (name: string, key: Key) => Value {
  const madeFor = oncePer((_key: Key) => new Map<string, Value>());
  return (name, key) => {
    const made = madeFor(key);
    const known = made.get(name);
    if (known !== undefined || made.has(name)) return known as Value;
    const value = make(name, key);
    made.set(name, value);
    return value;
  };
}

/**
 * The same for each depth of a question that asks itself, one deeper each time: of n callers on each of d levels that is
 * n·d answers, where asking each anew is n to the power of d.
 */
export function oncePerDepth<Key extends WeakKey, Value>(
  make: (name: string, key: Key, depth: number) => Value,
): (name: string, key: Key, depth: number) => Value {
  const byDepth: ((name: string, key: Key) => Value)[] = [];
  return (name, key, depth) => {
    byDepth[depth] ??= oncePerName((one, of) => make(one, of, depth));
    return byDepth[depth](name, key);
  };
}

/**
 * A regular expression that is compiled when it is first used. V8 checks literals when it parses a file: a class of
 * Unicode properties costs 0.1 to 2 ms at every start of the program.
 */
export function lazyRegExp(source: string, flags: string): () => RegExp {
  return lazily(() => new RegExp(source, flags));
}

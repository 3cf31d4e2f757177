/** Calls `make` at most once, at the first call of the returned function. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * A regular expression that is compiled when it is first used. V8 checks a literal when it parses the file, and a class
 * of Unicode properties takes it 0.1 to 2 ms each time the program starts.
 */
export function lazyRegExp(source: string, flags: string): () => RegExp {
  return lazily(() => new RegExp(source, flags));
}

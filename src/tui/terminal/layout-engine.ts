import { loadYoga, type Yoga } from 'yoga-layout/load';

let loaded: Yoga | null = null;

/**
 * Loads yoga, Ink's layout engine. Its own module waits for the WebAssembly with a top-level `await`, which would make
 * all of the viewer an ES module, and V8 keeps no code cache of those. So the program loads it first, by this function,
 * and Ink gets it from `layoutEngine` (`scripts/yoga-layout.mjs` stands in for the package in the bundle).
 */
export async function loadLayoutEngine(): Promise<void> {
  loaded ??= await withoutFetch(loadYoga);
}

/** What `loadLayoutEngine` has loaded. */
export function layoutEngine(): Yoga {
  if (loaded === null) throw new Error('the layout engine is asked for before it is loaded');
  return loaded;
}

/**
 * Hides `fetch` meanwhile. The WebAssembly would fetch itself from a data: URL, and the first touch of `fetch` loads
 * all of undici: 50 ms. Without it yoga decodes its bytes, and nobody needs a network.
 */
async function withoutFetch<T>(load: () => Promise<T>): Promise<T> {
  const fetch = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  Object.defineProperty(globalThis, 'fetch', { value: undefined, configurable: true, writable: true });
  try {
    return await load();
  } finally {
    if (fetch !== undefined) Object.defineProperty(globalThis, 'fetch', fetch);
  }
}

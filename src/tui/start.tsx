import type { RunOptions } from './run-viewer.tsx';

export type ViewerOptions = RunOptions;

/**
 * Shows the viewer until the user quits; the terminal is then as it was.
 *
 * This module is all that is loaded before: Ink, React and the screens come with the first call.
 *
 * @throws what went wrong inside, after the terminal was put in order
 */
export async function startViewer(options: ViewerOptions): Promise<void> {
  const { runViewer } = await withoutFetch(() => import('./run-viewer.tsx'));
  await runViewer(options);
}

/**
 * Hides `fetch` while Ink loads. The WebAssembly in yoga, its layout engine, would fetch itself from a data: URL, and
 * the first touch of `fetch` loads all of undici: 50 ms. Without it yoga decodes its bytes, and nobody needs a network.
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

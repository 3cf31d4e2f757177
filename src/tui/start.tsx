import { loadLayoutEngine } from './layout-engine.ts';
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
  await loadLayoutEngine();
  const { runViewer } = await import('./run-viewer.tsx');
  await runViewer(options);
}

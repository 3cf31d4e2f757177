import type { RunOptions } from './run.ts';

export type ViewerOptions = RunOptions;

/**
 * Shows the viewer until the user quits; the terminal is then as it was.
 *
 * This module is all that is loaded before: Ink, React and the screens come with the first call.
 *
 * @throws what went wrong inside, after the terminal was put in order
 */
export async function startViewer(options: ViewerOptions): Promise<void> {
  const { runViewer } = await prepareViewer();
  await runViewer(options);
}

/** Loads the rest, also before there is anything to show: while a profile is read, for one. */
export function prepareViewer(): Promise<typeof import('./run.ts')> {
  return import('./run.ts');
}

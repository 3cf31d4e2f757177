import type { EditedLine } from './line-editor.ts';
import type { ViewerState } from './viewer-state.ts';

/** A line that is being typed in place of the status. */
export type OpenLine = {
  readonly prompt: string;
  readonly line: EditedLine;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
  /** What can be typed, as long as nothing is. */
  readonly hint: string;
};

/** The line that keys go into, if one is open. */
export function openLine({ overlay }: ViewerState): OpenLine | null {
  if (overlay?.kind !== 'filter-line') return null;
  const { line, problem } = overlay;
  return { prompt: '/', line, problem, hint: 'words  file:part  func:part  -not  /regex/' };
}

import { cutStart } from '../../text/display.ts';
import { escapeControls } from '../../text/escape.ts';
import { COMMAND_NAMES } from './commands.ts';
import { type EditedLine, EMPTY_LINE } from './line-editor.ts';
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
  switch (overlay?.kind) {
    case 'filter-line': {
      const { line, problem } = overlay;
      return { prompt: '/', line, problem, hint: 'words  file:part  func:part  -not  /regex/' };
    }
    case 'memory-filter':
      return { prompt: '/', line: overlay.line, problem: overlay.problem, hint: 'words  file:part  func:part  -not' };
    case 'command-line':
      return { prompt: ':', line: overlay.line, problem: overlay.problem, hint: COMMAND_NAMES.join(' ') };
    case 'export-line':
      return { prompt: 'Write as Markdown to: ', line: overlay.line, problem: null, hint: 'the name of a file' };
    case 'overwrite-question':
      return { prompt: `Write over ${cutName(overlay.path)} (y/n)? `, line: EMPTY_LINE, problem: null, hint: '' };
    default:
      return null;
  }
}

const WIDEST_NAME = 20;

/** The end of a path, so that the question behind it is seen in every window. */
function cutName(path: string): string {
  return cutStart(escapeControls(path), WIDEST_NAME, '...');
}

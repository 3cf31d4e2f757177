import { escapeControls } from '../../text/escape.ts';
import { fencedBlock, joinBlocks } from '../markdown-text.ts';
import type { Report } from '../report.ts';

/** The command that makes this report again. */
export function renderReproduce({ command }: Report): string {
  return joinBlocks([
    '## How to make this report',
    fencedBlock('sh', [['pyprof-view', ...command].map(shellWord).join(' ')]),
  ]);
}

/** A word as a POSIX shell reads it. Control characters are shown, not obeyed: such a name is for reading only. */
function shellWord(word: string): string {
  const visible = escapeControls(word);
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(visible) ? visible : `'${visible.replaceAll("'", `'\\''`)}'`;
}

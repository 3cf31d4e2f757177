import { shellWord } from '../../text/shell-word.ts';
import type { JsonValue } from '../json-text.ts';
import { fencedBlock, joinBlocks } from '../markdown-text.ts';
import type { Report } from '../report.ts';

/** The command that makes this report again. */
export function renderReproduce({ command }: Report): string {
  return joinBlocks([
    '## How to make this report',
    fencedBlock('sh', [['pyprof-view', ...command].map(shellWord).join(' ')]),
  ]);
}

export function reproduceData({ command }: Report): JsonValue {
  return { command: ['pyprof-view', ...command] };
}

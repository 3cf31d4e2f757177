import { shellWord } from '../../text/shell-word.ts';
import { type Document, heading } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import type { Report } from '../report.ts';

/** The command that makes this report again. */
export function reproduceSection({ command }: Report): Document {
  const lines = [['pyprof-view', ...command].map(shellWord).join(' ')];
  return [heading('How to make this report'), { kind: 'code', language: 'sh', lines }];
}

export function reproduceData({ command }: Report): JsonValue {
  return { command: ['pyprof-view', ...command] };
}

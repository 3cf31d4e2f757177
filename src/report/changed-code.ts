import type { Fix } from '../hints/rule.ts';
import type { Block } from './document.ts';

/** What the program has (`found`, where the fix does not show it), and what to write instead. */
export function changedCode({ before, after }: Fix, found: string): Block {
  const lines = [...marked('-', before ?? found), ...(after === undefined ? [] : marked('+', after))];
  return { kind: 'code', language: 'diff', lines };
}

function marked(mark: string, snippet: string): readonly string[] {
  return snippet.split('\n').map((line) => `${mark} ${line}`);
}

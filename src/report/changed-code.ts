import type { Fix } from '../hints/rule.ts';
import type { Block } from './document.ts';

/** What the program has (`found`, where the fix does not show it), as far as that is code, and what to write instead. */
export function changedCode({ before, after }: Fix, found: string): Block {
  const had = before ?? (NO_CODE.test(found) ? undefined : found.replace(HEAD, '$&:'));
  const lines = [...(had === undefined ? [] : marked('-', had)), ...(after === undefined ? [] : marked('+', after))];
  return { kind: 'code', language: 'diff', lines };
}

/** Words, the beginning of a statement, and what was cut. */
const NO_CODE = /^(?:the |calls of |try: )|\.\.\.$/;

/** The first line of a block without its colon. */
const HEAD = /^(?:for|while|with|class) .*[^:]$/;

function marked(mark: string, snippet: string): readonly string[] {
  return snippet.split('\n').map((line) => `${mark} ${line}`);
}

import type { TokenKind } from '../source/tokens.ts';
import type { Segment } from '../views/source-segments.ts';

/** SGR codes of the 16 colours: the terminal's own palette suits its background. */
export const SYNTAX_STYLES: Readonly<Record<TokenKind, { readonly on: string; readonly off: string }>> = {
  keyword: { on: '34', off: '39' },
  string: { on: '32', off: '39' },
  comment: { on: '2', off: '22' },
  number: { on: '35', off: '39' },
  decorator: { on: '36', off: '39' },
  definition: { on: '1', off: '22' },
};

/** Colours only repeat what the text says. */
export function paintSegments(segments: readonly Segment[], hasColor: boolean): string {
  return segments
    .map(({ kind, text }) => {
      if (kind === null || !hasColor) return text;
      const { on, off } = SYNTAX_STYLES[kind];
      return `\x1b[${on}m${text}\x1b[${off}m`;
    })
    .join('');
}

import { escapeControls } from '../text/escape.ts';

/** What could end the code span, the cell or the row, or be trimmed from it. */
const NEEDS_ESCAPING = /[|`\\]|^ | $|^$/;

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/**
 * A name from a dump as one cell of a Markdown table, shown as code. Names are anybody's text: pipes, backticks, HTML,
 * mentions and control characters change nothing but themselves.
 */
export function codeCell(text: string): string {
  const visible = escapeControls(text);
  if (!NEEDS_ESCAPING.test(visible)) return `\`${visible}\``;
  return `<code>${visible.replace(PUNCTUATION, entity).replace(/^ | $/g, '&nbsp;')}</code>`;
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** What Ink's Output has been told to draw. */
export type DrawOperation =
  | {
      readonly type: 'write';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly transformers: readonly ((line: string, index: number) => string)[];
    }
  | { readonly type: 'clip' | 'unclip' };

type Write = Extract<DrawOperation, { readonly type: 'write' }>;

/** Draws one line, whatever is in it, as Ink does: cell by cell. */
export type DrawLine = (line: string) => string;

/**
 * Characters of one cell each that no other joins, and colours: a line of them looks as it is written. Without the soft
 * hyphen, which Ink drops.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins a colour
const PLAIN = /^(?:[ -~\u00a1-\u00ac\u00ae-\u024f\u2026\u203a\u2500-\u25ff]|\x1b\[[\d;]*m)*$/;

/**
 * A picture of whole lines, put together as they are; null for any other. Our frames are such: a line begins in the first
 * cell, is cut to the window already and closes its colours. Ink takes each line apart into cells and looks at each cell
 * several times, which is two thirds of what a picture costs.
 */
export function joinRows(operations: readonly DrawOperation[], height: number, drawLine: DrawLine): string | null {
  const rows = new Array<string>(height).fill('');
  const isDrawn = new Uint8Array(height);
  for (const operation of operations) {
    if (operation.type !== 'write' || operation.x !== 0) return null;
    for (const [at, line] of linesOf(operation).entries()) {
      const y = operation.y + at;
      if (isDrawn[y] !== 0 || line.includes('\n')) return null;
      isDrawn[y] = 1;
      rows[y] = (PLAIN.test(line) ? line : drawLine(line)).trimEnd();
    }
  }
  return rows.join('\n');
}

function linesOf({ text, transformers }: Write): readonly string[] {
  return text.split('\n').map((line, at) => transformers.reduce((changed, transform) => transform(changed, at), line));
}

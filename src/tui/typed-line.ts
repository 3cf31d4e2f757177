import { cutEnd, cutStart, displayWidth, graphemes } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import { shownText } from './name.ts';
import type { Theme } from './theme.ts';

/** A line that is being typed. The cursor stands before the UTF-16 unit `cursor`, never inside of a character. */
export type EditedLine = { readonly text: string; readonly cursor: number };

export const EMPTY_LINE: EditedLine = { text: '', cursor: 0 };

/**
 * More than anybody types, and little enough to be looked at for every frame.
 *
 * @internal exported for its tests
 */
export const LONGEST_LINE = 4096;

/** What a key does to the line, apart from the characters that it types. The keys are those of readline. */
export type LineEdit =
  | 'left'
  | 'right'
  | 'start'
  | 'end'
  | 'delete-before'
  | 'delete-after'
  | 'delete-word'
  | 'delete-to-start'
  | 'delete-to-end';

type LineKey = { readonly edit: LineEdit; readonly keys: readonly [string, ...string[]]; readonly help: string };

/** The keys of every line that is typed, by their names in terminal/key-names.ts. */
export const LINE_KEYS: readonly LineKey[] = [
  { edit: 'left', keys: ['left', 'ctrl-b'], help: 'one character to the left' },
  { edit: 'right', keys: ['right', 'ctrl-f'], help: 'one character to the right' },
  { edit: 'start', keys: ['home', 'ctrl-a'], help: 'to the start of the line' },
  { edit: 'end', keys: ['end', 'ctrl-e'], help: 'to the end of the line' },
  { edit: 'delete-before', keys: ['backspace', 'ctrl-h'], help: 'delete the character before the cursor' },
  { edit: 'delete-after', keys: ['delete', 'ctrl-d'], help: 'delete the character at the cursor' },
  { edit: 'delete-word', keys: ['ctrl-w'], help: 'delete the word before the cursor' },
  { edit: 'delete-to-start', keys: ['ctrl-u'], help: 'delete all before the cursor' },
  { edit: 'delete-to-end', keys: ['ctrl-k'], help: 'delete all from the cursor on' },
];

const EDIT_OF_KEY: ReadonlyMap<string, LineEdit> = new Map(
  LINE_KEYS.flatMap(({ edit, keys }) => keys.map((key) => [key, edit] as const)),
);

/** What a key does to a line: an edit, a character to insert, or null for a key that means nothing in a line. */
export function lineInputOfKey(key: string): { readonly edit: LineEdit } | { readonly insert: string } | null {
  const edit = EDIT_OF_KEY.get(key);
  if (edit !== undefined) return { edit };
  if (key === 'space') return { insert: ' ' };
  return graphemes(key).length === 1 ? { insert: key } : null; // all other keys have names of several letters
}

/** A line with a text in it and the cursor behind that: one from the history, or completed. */
export function lineWith(text: string): EditedLine {
  return { text, cursor: text.length };
}

/**
 * The line with a text typed or pasted where the cursor is. Breaks and tabs become blanks, other control characters are
 * left out. What would make the line longer than {@link LONGEST_LINE} is refused: then it is the same line as before.
 */
export function insertText(line: EditedLine, pasted: string): EditedLine {
  const text = pasted.replace(/\r\n|[\n\r\t]/g, ' ').replace(/\p{Cc}/gu, '');
  if (text === '' || line.text.length + text.length > LONGEST_LINE) return line;
  const before = line.text.slice(0, line.cursor) + text;
  return toBorder({ text: before + line.text.slice(line.cursor), cursor: before.length });
}

export function editLine({ text, cursor }: EditedLine, edit: LineEdit): EditedLine {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (edit) {
    case 'left':
      return { text, cursor: cursor - (graphemes(before).at(-1)?.length ?? 0) };
    case 'right':
      return { text, cursor: cursor + (graphemes(after)[0]?.length ?? 0) };
    case 'start':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: text.length };
    case 'delete-before':
      return joinHalves(before.slice(0, before.length - (graphemes(before).at(-1)?.length ?? 0)), after);
    case 'delete-after':
      return joinHalves(before, after.slice(graphemes(after)[0]?.length ?? 0));
    case 'delete-word':
      return joinHalves(before.replace(/\S*\s*$/u, ''), after);
    case 'delete-to-start':
      return joinHalves('', after);
    case 'delete-to-end':
      return joinHalves(before, '');
  }
}

function joinHalves(before: string, after: string): EditedLine {
  return toBorder({ text: before + after, cursor: before.length });
}

/** A mark that comes to stand behind a letter makes one character with it; the cursor goes behind both. */
function toBorder({ text, cursor }: EditedLine): EditedLine {
  let border = 0;
  for (const { length } of graphemes(text)) {
    if (border >= cursor) break;
    border += length;
  }
  return { text, cursor: border };
}

/** The part of a line that fits, and in which of its cells the cursor is. */
type LineWindow = { readonly text: string; readonly cursorCell: number };

/**
 * What is shown of a line in `width` cells, the last of which may be the cursor's: safe to print, the cursor always in it.
 *
 * @internal exported for its tests
 */
export function lineWindow({ text, cursor }: EditedLine, width: number, ellipsis: string): LineWindow {
  const before = escapeControls(text.slice(0, cursor));
  const after = escapeControls(text.slice(cursor));
  const fits = displayWidth(before) + displayWidth(after) < width;
  const room = fits || after === '' ? width - 1 : Math.ceil((width - 1) * 0.75);
  const left = cutStart(before, Math.max(0, room), ellipsis);
  const cursorCell = displayWidth(left);
  return { text: left + cutEnd(after, Math.max(0, width - cursorCell), ellipsis), cursorCell };
}

/** A line that is being typed in place of the status. */
export type OpenLine = {
  readonly prompt: string;
  readonly line: EditedLine;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
  /** What can be typed, as long as nothing is, and again behind a blank. */
  readonly hint: string;
};

/** A typed line in `width` cells, and in which of them the cursor is. */
export type Prompt = { readonly text: string; readonly cursorCell: number };

/** Of what stands behind the line only as much is shown as the line leaves room for. */
const GAP = '   ';

/** ` /shop mod` and, where there is room, what is wrong with it or what can be typed. */
export function linePrompt({ prompt, line, problem, hint }: OpenLine, width: number, theme: Theme): Prompt {
  const { ellipsis } = theme.glyphs;
  const lead = ` ${prompt}`;
  const leadWidth = displayWidth(lead);
  const { text, cursorCell } = lineWindow(line, Math.max(1, width - leadWidth), ellipsis);
  const typed = lead + text;
  const room = width - displayWidth(typed) - GAP.length;
  const remark = problem ?? (/(^|\s)$/.test(line.text) ? hint : '');
  const shown = room < 8 ? '' : cutEnd(shownText(remark), room, ellipsis);
  const painted = shown === '' ? '' : GAP + theme.paint(problem === null ? 'dim' : 'message', shown);
  return { text: typed + painted, cursorCell: leadWidth + cursorCell };
}

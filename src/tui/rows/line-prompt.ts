import { cutEnd, displayWidth } from '../../text/display.ts';
import { lineWindow } from '../state/line-editor.ts';
import type { OpenLine } from '../state/open-line.ts';
import type { Theme } from '../theme.ts';
import { shownText } from './function-text.ts';

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
  const remark = problem ?? (line.text === '' ? hint : '');
  const shown = room < 8 ? '' : cutEnd(shownText(remark), room, ellipsis);
  const painted = shown === '' ? '' : GAP + theme.paint(problem === null ? 'dim' : 'message', shown);
  return { text: typed + painted, cursorCell: leadWidth + cursorCell };
}

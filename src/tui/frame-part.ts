import { stripVTControlCharacters } from 'node:util';
import { cutEnd } from '../text/display.ts';
import { drawingOf, keySpans, type Pressable, shownTabs } from './frame.ts';
import type { TabSpan } from './tabs.ts';
import type { Theme } from './theme.ts';
import type { ViewerState } from './viewer.ts';
import { bodyHeight, bodyTop, type Cell, isTooSmall } from './window.ts';

/** What a click on a cell of the window is for: a key or a tab that is shown there, or the body. */
type FramePart =
  | { readonly kind: 'key'; readonly key: string }
  /** `isBlank`: nothing is written there. */
  | { readonly kind: 'body'; readonly cell: Cell; readonly isBlank: boolean };

/** What a cell of the frame of a state is part of; null where it is nothing that can be clicked. */
export function partAt(state: ViewerState, { x, y }: Cell, theme: Theme): FramePart | null {
  const { size } = state;
  if (isTooSmall(size) || x >= size.columns) return null;
  if (y === 0) return state.overlay === null ? keyIn(shownTabs(state, theme).map(tabKey), x) : null;
  if (y === size.rows - 1) return keyIn(keySpans(state), x);
  const line = y - bodyTop(size);
  if (line < 0 || line >= bodyHeight(size)) return null;
  const drawing = drawingOf(state, theme);
  return { kind: 'body', cell: { x, y: line }, isBlank: isBlankAt(drawing.lines[line] ?? '', x) };
}

function tabKey({ digit, from, to }: TabSpan): Pressable {
  return { key: digit, from, to };
}

/** The key whose words cover a cell. */
function keyIn(spans: readonly Pressable[], x: number): FramePart | null {
  const key = spans.find(({ from, to }) => x >= from && x < to)?.key ?? null;
  return key === null ? null : { kind: 'key', key };
}

/** Between two words of a name is one blank; where it is over there are more. */
function isBlankAt(line: string, x: number): boolean {
  const text = stripVTControlCharacters(line);
  const rest = text.slice(cutEnd(text, x, '').length);
  return /^(?:\s{2}|\s*$)/.test(rest);
}

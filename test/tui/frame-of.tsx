import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { displayWidth } from '../../src/text/display.ts';
import { linePrompt } from '../../src/tui/rows/line-prompt.ts';
import { Picture } from '../../src/tui/screens/viewer.tsx';
import { openLine } from '../../src/tui/state/open-line.ts';
import type { ViewerState } from '../../src/tui/state/viewer-state.ts';
import { isTooSmall } from '../../src/tui/state/window-heights.ts';
import { makeTheme, type ThemeOptions } from '../../src/tui/theme.ts';

/** A line as a terminal shows it, and with the escapes that make its looks. */
export type FrameLine = { readonly text: string; readonly painted: string; readonly width: number };

/** What is drawn of a state, with its escapes. */
export function paintedLines(state: ViewerState, theme: ThemeOptions): readonly string[] {
  return renderToString(<Picture state={state} theme={makeTheme(theme)} />, { columns: state.size.columns }).split(
    '\n',
  );
}

/** Where the terminal's own cursor stands. */
export function cursorOf(state: ViewerState, theme: ThemeOptions): { readonly x: number; readonly y: number } | null {
  const line = isTooSmall(state.size) ? null : openLine(state);
  if (line === null) return null;
  return { x: linePrompt(line, state.size.columns, makeTheme(theme)).cursorCell, y: state.size.rows - 2 };
}

/** What Ink draws of a state. */
export function frameOf(
  state: ViewerState,
  theme: ThemeOptions = { color: false, ascii: false },
): readonly FrameLine[] {
  return paintedLines(state, theme).map((painted) => {
    const text = stripVTControlCharacters(painted);
    return { text, painted, width: displayWidth(text) };
  });
}

export function textOf(state: ViewerState, theme?: ThemeOptions): string {
  return frameOf(state, theme)
    .map(({ text }) => text.trimEnd())
    .join('\n');
}

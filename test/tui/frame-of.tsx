import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { displayWidth } from '../../src/text/display.ts';
import { Picture } from '../../src/tui/screens/viewer.tsx';
import type { ViewerState } from '../../src/tui/state/viewer-state.ts';
import { makeTheme, type ThemeOptions } from '../../src/tui/theme.ts';

/** A line as a terminal shows it, and with the escapes that make its looks. */
export type FrameLine = { readonly text: string; readonly painted: string; readonly width: number };

/** What Ink draws of a state. */
export function frameOf(
  state: ViewerState,
  theme: ThemeOptions = { color: false, ascii: false },
): readonly FrameLine[] {
  const frame = renderToString(<Picture state={state} theme={makeTheme(theme)} />, { columns: state.size.columns });
  return frame.split('\n').map((painted) => {
    const text = stripVTControlCharacters(painted);
    return { text, painted, width: displayWidth(text) };
  });
}

export function textOf(state: ViewerState, theme?: ThemeOptions): string {
  return frameOf(state, theme)
    .map(({ text }) => text.trimEnd())
    .join('\n');
}

import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../src/text/display.ts';
import { frameOf as drawFrame, type Frame } from '../../src/tui/frame.ts';
import { makeTheme, type ThemeOptions } from '../../src/tui/theme.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';

/** A line as a terminal shows it, and with the escapes that make its looks. */
export type FrameLine = { readonly text: string; readonly painted: string; readonly width: number };

const PLAIN: ThemeOptions = { color: false, ascii: false };

/** The frame of a state, with its escapes. */
export function paintedFrame(state: ViewerState, theme: ThemeOptions = PLAIN): Frame {
  return drawFrame(state, makeTheme(theme));
}

export function frameOf(state: ViewerState, theme?: ThemeOptions): readonly FrameLine[] {
  return paintedFrame(state, theme).lines.map((painted) => {
    const text = stripVTControlCharacters(painted);
    return {
      text,
      painted,
      // few ask, and it takes as long as to draw the line
      get width() {
        return displayWidth(text);
      },
    };
  });
}

export function textOf(state: ViewerState, theme?: ThemeOptions): string {
  return frameOf(state, theme)
    .map(({ text }) => text.trimEnd())
    .join('\n');
}

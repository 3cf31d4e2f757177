import type { Drawing } from './screen.ts';
import type { Glyphs, Theme } from './theme.ts';
import { hasCallers, type ViewerState } from './viewer.ts';

/** What is not there yet is named once, where it will stand: `adding up libraries…`. */
export function waitingText(what: string, { ellipsis }: Glyphs): string {
  return `${what}${ellipsis}`;
}

/** A screen of which nothing is there yet. */
export function waitingDrawing(heading: string, what: string, { glyphs }: Theme): Drawing {
  return { heading, position: '0 of 0', summary: ['', ''], status: '', lines: [` ${waitingText(what, glyphs)}`] };
}

/** What the last key waits for, in place of a message; null where it waits for nothing. */
export function awaitedText(state: ViewerState, glyphs: Glyphs): string | null {
  if (state.awaited === null) return null;
  return waitingText(hasCallers(state) ? 'adding up calls' : 'reading callers', glyphs);
}

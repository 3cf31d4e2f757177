import { type Move, movedAnchor, movedAs } from './moved-screens.ts';
import type { Overlay, OverlayKind } from './overlay.ts';
import { currentScreen } from './viewer-state.ts';

/** What is about the list below it, and is closed where another kind of screen has come to the front. */
const ABOUT_THE_LIST: readonly OverlayKind[] = ['filter-line', 'memory-filter', 'sort-menu', 'hide-menu'];

/**
 * What lies over the screen stays open when another profile comes: a file that changes must not make commands of the
 * letters that somebody is typing.
 */
export function movedOverlay(move: Move): Overlay | null {
  const { overlay } = move.from;
  if (overlay === null) return null;
  const isSameKind = currentScreen(move.from).kind === currentScreen(move.to).kind;
  if (!isSameKind && ABOUT_THE_LIST.includes(overlay.kind)) return null;
  switch (overlay.kind) {
    case 'filter-line': {
      const before = overlay.before && movedAs(move, 'functions', overlay.before);
      return { ...overlay, before, anchor: movedAnchor(move, overlay.anchor) };
    }
    case 'memory-filter':
      return { ...overlay, before: overlay.before && movedAs(move, 'memory', overlay.before) };
    default:
      return overlay;
  }
}

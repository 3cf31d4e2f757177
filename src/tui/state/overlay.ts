import type { ListState } from './list-state.ts';

/** The keys of the screen below and what they do. It has no selection: it scrolls. */
export type HelpOverlay = { readonly kind: 'help'; readonly list: ListState };

/** What the screen below can be sorted by. */
export type SortMenuOverlay = { readonly kind: 'sort-menu'; readonly list: ListState };

/** What lies over a screen until Esc: a row a kind. A new one has its logic in overlays.ts, its picture in pictures.tsx. */
export type OverlaysByKind = { readonly help: HelpOverlay; readonly 'sort-menu': SortMenuOverlay };

export type OverlayKind = keyof OverlaysByKind;
export type Overlay = OverlaysByKind[OverlayKind];

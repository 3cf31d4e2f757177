import type { ViewerState } from './viewer.ts';

/**
 * What stands in a cell of the body, for a click on it. `self`: the screen or the overlay with the row selected, or the
 * pane in front of which the cell is; `key`: what is pressed then where the row has text.
 */
export type Spot<S> =
  | { readonly kind: 'heading'; readonly column: string }
  | { readonly kind: 'row'; readonly self: S; readonly key: string | null }
  | { readonly kind: 'pane'; readonly self: S };

/** A spot of what is in front of the user. */
export type BoundSpot =
  | { readonly kind: 'heading'; readonly column: string }
  | { readonly kind: 'row'; readonly select: () => ViewerState; readonly key: string | null }
  | { readonly kind: 'pane'; readonly select: () => ViewerState };

import type { Movement } from './list-state.ts';
import type { Size } from './viewer-state.ts';

/** All that can happen to the viewer. What a key does is one of these (see keymap.ts). */
export type Action =
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'move'; readonly movement: Movement }
  | { readonly type: 'enter' }
  | { readonly type: 'back' }
  | { readonly type: 'sort'; readonly by: 'tottime' | 'cumtime' }
  | { readonly type: 'reverse' }
  | { readonly type: 'switch-pane' }
  | { readonly type: 'open-help' }
  | { readonly type: 'open-sort-menu' }
  | { readonly type: 'choose' }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'repaint' }
  | { readonly type: 'quit' };

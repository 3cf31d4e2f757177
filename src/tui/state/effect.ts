import type { CallDirection } from '../../views/call-list.ts';
import type { Place } from './place.ts';

/** What an action asks for beyond another picture. The reducer only says so; perform-effect.ts does it. */
export type Effect =
  /** As Ctrl-Z does in other programs. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'edit'; readonly place: Place }
  /** Puts a text into the clipboard of the terminal. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Reads the files anew whenever they change. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'unwatch' }
  /** Opens the first function that a regex matches. */
  | { readonly kind: 'find'; readonly pattern: string; readonly pane: CallDirection }
  | { readonly kind: 'load'; readonly path: string; readonly how: 'add' | 'read' }
  /** Asks for the files whose names begin so. */
  | { readonly kind: 'complete'; readonly prefix: string }
  /** Writes the screen in front as Markdown; over another file only with `replace`. */
  | { readonly kind: 'export'; readonly path: string; readonly replace: boolean };

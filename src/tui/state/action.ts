import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { CallDirection } from '../../views/call-list.ts';
import type { FunctionsRequest, FunctionsView } from '../../views/functions-view.ts';
import type { NoSourceView, SourceView } from '../../views/source-view.ts';
import type { Effect } from './effect.ts';
import type { FoundHints } from './hints-screen.ts';
import type { LineEdit } from './line-editor.ts';
import type { Movement } from './list-state.ts';
import type { OverlayKind } from './overlay.ts';
import type { Size } from './size.ts';

/** All that can happen to the viewer. What a key does is one of these (see keymap/). */
export type Action = ViewerAction | FrontAction;

/** Means the same whatever is in front (see reduce.ts). */
type ViewerAction =
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'back' }
  | { readonly type: 'forward' }
  /** Goes to the top-level screen with this digit (see top-screens.ts). */
  | { readonly type: 'show'; readonly digit: string }
  /** Opens a tree of calls at the function that the cursor is on. */
  | { readonly type: 'show-tree'; readonly direction: CallDirection }
  /** Shows the function that the cursor is on in each of the merged profiles. */
  | { readonly type: 'show-profiles' }
  | { readonly type: 'open-overlay'; readonly kind: OverlayKind }
  | { readonly type: 'say'; readonly text: string }
  /** Between times with units and seconds as pstats prints them. */
  | { readonly type: 'switch-units' }
  /** Columns for what changed since the baseline, or none. */
  | { readonly type: 'switch-changes' }
  | { readonly type: 'repaint' }
  /** Work that a screen waits for is done (see run-work.ts), or cannot be done. */
  | { readonly type: 'functions-ready'; readonly view: FunctionsView }
  | { readonly type: 'functions-failed'; readonly request: FunctionsRequest; readonly message: string }
  /** The callers of a profile have been read (see run-work.ts). */
  | { readonly type: 'callers-read'; readonly table: ProfileTable }
  | { readonly type: 'ask'; readonly effect: Effect }
  /** Opens the place of the function that the cursor is on in the user's editor. */
  | { readonly type: 'edit' }
  /** Copies that place. */
  | { readonly type: 'copy-place' }
  /** What the word in the command line may be. */
  | { readonly type: 'candidates'; readonly candidates: readonly string[] }
  /** Opens a function at its callers or callees. */
  | { readonly type: 'open-function'; readonly row: FunctionIndex; readonly pane: CallDirection }
  /** Another file was read: to be added, or to take the place of what was. */
  | { readonly type: 'loaded'; readonly table: ProfileTable; readonly path: string; readonly how: 'add' | 'read' }
  /** The file to export to is there. */
  | { readonly type: 'ask-overwrite'; readonly path: string }
  /** Begins to watch the files, or ends it. */
  | { readonly type: 'watch' }
  | { readonly type: 'watch-lost'; readonly why: string }
  /** The watched files have changed, and this is what is in them now. */
  | { readonly type: 'reloaded'; readonly table: ProfileTable }
  /** A function's source was read; `table`: of which profile. */
  | { readonly type: 'source-read'; readonly table: ProfileTable; readonly view: SourceView | NoSourceView }
  /** Hints were looked for. */
  | { readonly type: 'hints-found'; readonly found: FoundHints }
  | { readonly type: 'quit' };

/** Is for what is in front: an overlay, or without one the screen. A screen to which it means nothing stays as it is. */
export type FrontAction =
  | { readonly type: 'move'; readonly movement: Movement }
  | { readonly type: 'enter' }
  /** `by`: a word that the screen's own sort choices have. */
  | { readonly type: 'sort'; readonly by: string }
  /** Moves the sort column to the one beside it. */
  | { readonly type: 'sort-column'; readonly step: -1 | 1 }
  | { readonly type: 'reverse' }
  /** Moves the names within their column. */
  | { readonly type: 'scroll'; readonly step: -1 | 1 }
  | { readonly type: 'switch-pane'; readonly step: -1 | 1 }
  /** Adds up by something else: live memory, or the time of modules. */
  | { readonly type: 'regroup'; readonly step: -1 | 1 }
  | { readonly type: 'expand' | 'collapse' | 'expand-heaviest' | 'expand-below' | 'collapse-all' | 'invert' }
  /** Completes the word that is typed. */
  | { readonly type: 'complete' }
  | { readonly type: 'choose' }
  /** Closes an overlay and brings back what was before it. */
  | { readonly type: 'cancel' }
  /** Text that is typed or pasted into a line. */
  | { readonly type: 'type'; readonly text: string }
  | { readonly type: 'edit-line'; readonly edit: LineEdit }
  /** To a function that the last filter found. */
  | { readonly type: 'find'; readonly direction: 'next' | 'previous' }
  | { readonly type: 'lift-filter' }
  | { readonly type: 'toggle-own-code' };

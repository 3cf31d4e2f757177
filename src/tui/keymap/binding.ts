import type { Action } from '../state/action.ts';
import type { OverlayKind } from '../state/overlay.ts';
import { SCREEN_KINDS } from '../state/screens.ts';
import type { ScreenKind, ViewerState } from '../state/viewer-state.ts';
import type { KeyGroup } from './key-groups.ts';

/** What is in front: the keys that are valid depend on it. */
export type KeyContext = ScreenKind | OverlayKind;

/** A key binding as data. The handler, the bottom bar, the help and docs/keys.md all read `BINDINGS` (bindings.ts). */
export type Binding = {
  readonly command: string;
  /**
   * The names of keys (see input/key-names.ts); the first is the one that is shown where there is room for one. Several
   * bindings of one context may have the same key: the first that does something just now has it.
   */
  readonly keys: readonly [string, ...string[]];
  readonly contexts: readonly KeyContext[];
  readonly action: Action;
  readonly group: KeyGroup;
  /** For the help: what it does. */
  readonly help: string;
  /** For the bottom bar: the same in one word. Without it the key is not in the bar. */
  readonly label?: string;
  /** Is in the bottom bar however narrow that is. */
  readonly isVital?: true;
  /** Why the key does nothing just now, or null, beyond what the screen itself refuses (see refusals.ts). */
  readonly whyNot?: (state: ViewerState) => string | null;
};

export const SCREENS: readonly KeyContext[] = SCREEN_KINDS;
/** The overlays that are a list under a title. */
export const MENUS: readonly KeyContext[] = ['help', 'sort-menu', 'hide-menu', 'memory-guide'];
export const SCREENS_AND_MENUS: readonly KeyContext[] = [...SCREENS, ...MENUS];

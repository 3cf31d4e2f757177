import type { ViewerState } from './viewer.ts';

/** The headings under which help and docs/keys.md list the keys, in their order. */
export const KEY_GROUPS = [
  { group: 'open', title: 'Open and go back' },
  { group: 'sort', title: 'Sort' },
  { group: 'filter', title: 'Filter and hide' },
  { group: 'place', title: 'What the cursor is on' },
  { group: 'screens', title: 'Screens: digits are never counts' },
  { group: 'move', title: 'Move' },
  { group: 'viewer', title: 'Viewer' },
] as const;

/** Under which heading the help lists a key. */
type KeyGroup = (typeof KEY_GROUPS)[number]['group'];

/**
 * What some keys do: the keys, the words for them, why they do nothing just now and what they do, in one literal. The
 * handler, the bottom bar, the help and docs/keys.md read it. `S`: the screen or the overlay that has it.
 */
export type Action<S> = {
  /**
   * The names of keys (see terminal/key-names.ts); the first is the one that is shown where there is room for one.
   * Several actions may have the same key: the first that does something just now has it.
   */
  readonly keys: readonly [string, ...string[]];
  readonly group: KeyGroup;
  /** For the help: what it does. */
  readonly help: string;
  /** For the bottom bar: the same in one word. Without it the key is not in the bar. */
  readonly label?: string;
  /** Is in the bottom bar however narrow that is. */
  readonly isVital?: true;
  /** Is in the bottom bar before those that are neither this nor vital. */
  readonly isCommon?: true;
  /** Keys for which one is shown in the bottom bar, with the same label: `1-9`. */
  readonly standsFor?: string;
  /** Leaves what the last key said, and what it waits for. */
  readonly isQuiet?: true;
  /** Whether it looks callers up: those of a large profile are waited for. */
  readonly needsCallers?: true;
  /** Why it does nothing just now, in a sentence for the user; null where it does something. */
  readonly whyNot?: (state: ViewerState, self: S) => string | null;
  readonly run: (state: ViewerState, self: S) => ViewerState;
};

/** Actions by their names, in the order in which help and bottom bar show them and keys ask them. */
export type Actions<S> = Readonly<Record<string, Action<S>>>;

/** An action of what is in front, in the state that it is in. */
export type BoundAction = Omit<Action<never>, 'whyNot' | 'run'> & {
  readonly name: string;
  readonly whyNot: () => string | null;
  readonly run: () => ViewerState;
};

export function bindActions<S>(actions: Actions<S>, state: ViewerState, self: S): readonly BoundAction[] {
  return Object.entries(actions).map(([name, { whyNot, run, ...words }]) => ({
    ...words,
    name,
    whyNot: () => whyNot?.(state, self) ?? null,
    run: () => run(state, self),
  }));
}

const LABELS: ReadonlyMap<string, string> = new Map([
  ['up', 'Up'],
  ['down', 'Down'],
  ['left', 'Left'],
  ['right', 'Right'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['enter', 'Enter'],
  ['escape', 'Esc'],
  ['backspace', 'Backspace'],
  ['tab', 'Tab'],
  ['shift-tab', 'Shift-Tab'],
  ['space', 'Space'],
  ['wheel-up', 'Wheel up'],
  ['wheel-down', 'Wheel down'],
  ['alt-left', 'Alt-Left'],
  ['alt-right', 'Alt-Right'],
]);

/** A key as the help and the bottom bar write it: `Enter`, `Ctrl-L`, `q`. */
export function keyLabel(name: string): string {
  const label = LABELS.get(name);
  if (label !== undefined) return label;
  return name.startsWith('ctrl-') ? `Ctrl-${name.slice('ctrl-'.length).toUpperCase()}` : name;
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import { askPatiently, MOST_ANSWERS, ROWS_AT_ONCE } from '../profile/late-answer.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import type { CallDirection } from '../views/call-list.ts';
import type { Hiding } from '../views/hiding.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { ProfileMemory } from '../views/memory-view.ts';
import type { Grouping } from '../views/modules/grouping.ts';
import type { NoSourceView, SourceView } from '../views/source-view.ts';
import type { Summary } from '../views/summary/summary.ts';
import type { Units } from './number.ts';
import type { Place } from './place.ts';
import type { Size } from './window.ts';

/**
 * The states of the screens by their kind. Each file in screens/ adds its own (`declare module`): so the state can be
 * told here without knowing the screens, which all know the state.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the screens
export interface ScreensByKind {}

/** The same for what lies over a screen until Esc; see overlays/. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the overlays
export interface OverlaysByKind {}

export type ScreenKind = keyof ScreensByKind;
export type Screen = ScreensByKind[ScreenKind];
export type OverlayKind = keyof OverlaysByKind;
export type Overlay = OverlaysByKind[OverlayKind];

/** What is known of the sources of a profile's functions; each is read when a screen first shows it. */
type Sources = ReadonlyMap<FunctionIndex, SourceView | NoSourceView>;

/** The hints of a profile, once they were looked for: that parses sources, so nobody does it before a screen wants them. */
export type FoundHints = {
  readonly table: ProfileTable;
  /** null where it went wrong. */
  readonly view: HintsView | null;
  readonly failure: string | null;
};

/** What is asked for beyond another picture. The state only says so; effects.ts does it. */
export type Effect =
  /** As Ctrl-Z does in other programs. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'edit'; readonly place: Place }
  /** Puts a text into the clipboard of the terminal. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Reads the files anew whenever they change. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'unwatch' }
  /** Takes files for the user's own code, or takes them back. */
  | { readonly kind: 'own'; readonly files: readonly string[] }
  /** Takes the directories off the names. */
  | { readonly kind: 'strip' }
  /** Opens the first function that a regex matches. */
  | { readonly kind: 'find'; readonly pattern: string; readonly pane: CallDirection }
  /** Shows the page of a rule of the hints. */
  | { readonly kind: 'hint-page'; readonly rule: string }
  | { readonly kind: 'load'; readonly path: string; readonly how: 'add' | 'read' }
  /** Asks for the files whose names begin so. */
  | { readonly kind: 'complete'; readonly prefix: string }
  /** Writes the screen in front as Markdown; over another file only with `replace`. */
  | { readonly kind: 'export'; readonly path: string; readonly replace: boolean };

/** A row that a click selected, by the screen that it made; or a key of the bar that acts with the release. */
export type Clicked =
  | { readonly kind: 'row'; readonly screen: Screen }
  | { readonly kind: 'key'; readonly key: string };

/** A change of the watched files, and what time it is by now, on a clock of milliseconds that only goes on. */
type Changed = { readonly at: number; readonly now: number };

type ModulesReady = { readonly table: ProfileTable; readonly by: readonly Grouping[] };

export type ViewerState = {
  readonly table: ProfileTable;
  /** What is alive beside it, with a snapshot. */
  readonly memory: ProfileMemory | null;
  /** The profile's name as the user typed it. */
  readonly title: string;
  readonly size: Size;
  readonly units: Units;
  /** Where one came from, and last where one is: going back shows just what was there. */
  readonly screens: readonly [Screen, ...Screen[]];
  /** What one went back from, the nearest first. */
  readonly ahead: readonly Screen[];
  /** What one left by a digit, the newest last. */
  readonly kept: readonly Screen[];
  readonly overlay: Overlay | null;
  /** A line for the user until the next key. */
  readonly message: string | null;
  /** How often a repaint was asked for: the program that shows the state compares. */
  readonly repaints: number;
  /** The files that the profile is made of, as the user named them. */
  readonly files: readonly string[];
  /** The lines of the command line, the newest last. */
  readonly history: readonly string[];
  /** Whether the directories were taken off the names: they are again when the files are read anew. */
  readonly isStripped: boolean;
  /** Whether the files are read anew when they change. */
  readonly isWatching: boolean;
  /** What is run whenever a source is saved while they are watched; null for nothing. */
  readonly watchCommand: string | null;
  /** When they last were; null before. */
  readonly changed: Changed | null;
  /** What changes are told against: `--baseline`, or the profile before it was first read anew. Null without either. */
  readonly baseline: ProfileTable | null;
  /** Whether the list of functions has columns for the changes. */
  readonly showsChanges: boolean;
  /** The sources that were read so far; null where nobody reads any. */
  readonly sources: Sources | null;
  /** What was found to change; null until a screen has asked. */
  readonly hints: FoundHints | null;
  /** Whether somebody looks for it. */
  readonly findsHints: boolean;
  /** Where the time is, in sentences above the list of functions; null until it was added up. */
  readonly summary: Summary | null;
  /** Whether somebody adds it up. */
  readonly findsSummary: boolean;
  /** Whether it is shown where there is room. */
  readonly showsSummary: boolean;
  /** The large profile of which the callers have been read; they are read while nothing else is to be done. */
  readonly callersReadOf: ProfileTable | null;
  /** What is hidden of a large profile, once the calls past it have been added up. */
  readonly callsReadyOf: Hiding | null;
  /** The large profile of which what call paths are estimated from has been made, once a picture has asked for it. */
  readonly pathsReadyOf: ProfileTable | null;
  /** The large profile of which the time by module has been added up, by these groupings. */
  readonly modulesReadyOf: ModulesReady | null;
  /** What is done as soon as what it asks for is there, unless another key comes first. */
  readonly awaited: AwaitedChange | null;
  /** What the mouse was pressed on, for what comes next: the release, or the second press of a double click. */
  readonly clicked: Clicked | null;
  /** What the last key asked for: done once, when the state comes. */
  readonly effect: Effect | null;
  readonly isDone: boolean;
};

type AwaitedChange = {
  readonly change: StateChange;
  /** The work on a single answer that it waits for; null: it waits for the callers, or the calls past all that is hidden. */
  readonly work: (() => Steps<unknown>) | null;
};

/** What happens to the viewer: a key, or news from the world around it (events.ts). */
export type StateChange = (state: ViewerState) => ViewerState;

export type ViewerStart = Pick<ViewerState, 'table' | 'title' | 'size'> & {
  readonly baseline?: ProfileTable | null | undefined;
  readonly memory?: ProfileMemory | null;
  /** Whether somebody reads the sources that are to be shown. */
  readonly readsSources?: boolean;
  /** Whether somebody looks for hints. */
  readonly findsHints?: boolean;
  /** Whether somebody adds up the summary. */
  readonly findsSummary?: boolean;
  readonly files?: readonly string[];
};

/** The viewer as it opens, on its first screen. */
export function startOn(first: Screen, start: ViewerStart): ViewerState {
  const { table, title, size, baseline = null, memory = null, readsSources = false, findsHints = false } = start;
  return {
    table,
    memory,
    title,
    size,
    units: 'adapting',
    screens: [first],
    ahead: [],
    kept: [],
    overlay: null,
    message: notesText(table.notes),
    repaints: 0,
    files: start.files ?? [title],
    history: [],
    isStripped: false,
    isWatching: false,
    watchCommand: null,
    changed: null,
    baseline,
    showsChanges: true,
    sources: readsSources ? new Map() : null,
    hints: null,
    findsHints,
    summary: null,
    findsSummary: start.findsSummary ?? false,
    showsSummary: true,
    callersReadOf: null,
    callsReadyOf: null,
    pathsReadyOf: null,
    modulesReadyOf: null,
    awaited: null,
    clicked: null,
    effect: null,
    isDone: false,
  };
}

/** What the reader of the numbers should know from the start. */
export function notesText(notes: readonly ProfileNote[]): string | null {
  return notes.length === 0 ? null : `Note: ${notes.map(({ text }) => text).join('; ')}`;
}

/** The baseline whose changes stand beside the numbers, or null. */
export function shownBaseline({ baseline, showsChanges }: ViewerState): ProfileTable | null {
  return showsChanges ? baseline : null;
}

/** Whether the profile is so small that all work on it is done at once. */
export function isSmall({ length }: ProfileTable): boolean {
  return length <= ROWS_AT_ONCE;
}

/** Whether callers can be looked up in the time of a key: those of a large profile are read first (see work.ts). */
export function hasCallers({ table, callersReadOf }: ViewerState): boolean {
  return isSmall(table) || callersReadOf === table;
}

/** Whether modules can be shown in the time of a key: what a large profile's functions add up to is made first (see work.ts). */
export function hasModules({ table, modulesReadyOf }: ViewerState, by: Grouping): boolean {
  return isSmall(table) || (modulesReadyOf?.table === table && modulesReadyOf.by.includes(by));
}

/** What the last key had to say and to ask for is gone with the next one, and what it waits for is not done any more. */
export function forgetLastKey(state: ViewerState): ViewerState {
  const isAsBefore = state.message === null && state.effect === null && state.awaited === null;
  return isAsBefore ? state : { ...state, message: null, effect: null, awaited: null };
}

/** The state after a change that asks for calls past hidden functions: where these take long it is done when they are there. */
export function orAwaited(state: ViewerState, change: StateChange, answers = 0): ViewerState {
  const outcome = answers < MOST_ANSWERS ? askPatiently(() => change(state)) : null;
  if (outcome === null) return change(state);
  if (outcome.kind === 'done') return outcome.value;
  const again: StateChange = (later) => orAwaited(later, change, answers + 1);
  return { ...state, awaited: { change: again, work: outcome.work } };
}

/** The state with a line for the user. */
export function say(state: ViewerState, text: string): ViewerState {
  return { ...forgetLastKey(state), message: text };
}

/** The files are watched, and from now on a command makes them anew whenever a source is saved. */
export function runWhenSaved(state: ViewerState, command: string): ViewerState {
  return {
    ...state,
    isWatching: true,
    watchCommand: command,
    effect: { kind: 'watch' },
    message: `Will run when a source is saved: ${command} (w ends it)`,
  };
}

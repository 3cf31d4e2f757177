import type { ProfileNote } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Ordering } from '../../views/functions-view.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import type { Units } from '../rows/number-text.ts';
import type { Action } from './action.ts';
import type { ComparisonScreen } from './comparison-screen.ts';
import type { Effect } from './effect.ts';
import type { FunctionScreen } from './function-screen.ts';
import { type FunctionsScreen, functionsScreen } from './functions-screen.ts';
import type { FoundHints, HintsScreen } from './hints-screen.ts';
import type { MemoryScreen } from './memory-screen.ts';
import type { ModuleScreen, ModulesScreen } from './modules-screen.ts';
import type { Overlay } from './overlay.ts';
import type { ProfilesScreen } from './profiles-screen.ts';
import type { Size } from './size.ts';
import type { Sources } from './source-state.ts';
import type { TreeScreen } from './tree-screen.ts';

/**
 * The kinds of screens, a row each. What a screen does stands in its row of `SCREEN_LOGIC` (screens.ts), how it looks
 * in its row of `SCREEN_PICTURES` (screens/pictures.tsx), which keys it has in its rows of `BINDINGS` (keymap/).
 */
export type ScreensByKind = {
  readonly functions: FunctionsScreen;
  readonly function: FunctionScreen;
  readonly tree: TreeScreen;
  readonly hints: HintsScreen;
  readonly memory: MemoryScreen;
  readonly modules: ModulesScreen;
  readonly module: ModuleScreen;
  readonly comparison: ComparisonScreen;
  readonly profiles: ProfilesScreen;
};

export type ScreenKind = keyof ScreensByKind;
export type Screen = ScreensByKind[ScreenKind];

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
  /** The large profile of which the callers have been read; they are read while nothing else is to be done. */
  readonly callersReadOf: ProfileTable | null;
  /** What is done as soon as the callers are there, unless another key comes first. */
  readonly awaited: Action | null;
  /** What the last action asked for: done once, when the state comes. */
  readonly effect: Effect | null;
  readonly isDone: boolean;
};

export type ViewerStart = Pick<ViewerState, 'table' | 'title' | 'size'> & {
  readonly baseline?: ProfileTable | null | undefined;
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly memory?: ProfileMemory | null;
  /** Whether somebody reads the sources that are to be shown. */
  readonly readsSources?: boolean;
  /** Whether somebody looks for hints. */
  readonly findsHints?: boolean;
  readonly files?: readonly string[];
};

export function firstState(start: ViewerStart): ViewerState {
  const {
    table,
    title,
    size,
    ordering,
    isReversed,
    baseline = null,
    memory = null,
    readsSources = false,
    findsHints = false,
  } = start;
  return {
    table,
    memory,
    title,
    size,
    units: 'adapting',
    screens: [functionsScreen(table, ordering, isReversed)],
    ahead: [],
    overlay: null,
    message: notesText(table.notes),
    repaints: 0,
    files: start.files ?? [start.title],
    history: [],
    isStripped: false,
    isWatching: false,
    baseline,
    showsChanges: true,
    sources: readsSources ? new Map() : null,
    hints: null,
    findsHints,
    callersReadOf: null,
    awaited: null,
    effect: null,
    isDone: false,
  };
}

/** The baseline whose changes stand beside the numbers, or null. */
export function baselineShown({ baseline, showsChanges }: ViewerState): ProfileTable | null {
  return showsChanges ? baseline : null;
}

/** What the reader of the numbers should know from the start. */
export function notesText(notes: readonly ProfileNote[]): string | null {
  return notes.length === 0 ? null : `Note: ${notes.map(({ text }) => text).join('; ')}`;
}

export function currentScreen({ screens }: ViewerState): Screen {
  return screens[screens.length - 1] ?? screens[0];
}

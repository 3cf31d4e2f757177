import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Listed } from '../report/list-markdown.ts';
import type { Actions, BoundAction } from './action.ts';
import type { Sorting, SortMenu } from './list.ts';
import type { Place } from './place.ts';
import type { BoundSpot, Spot } from './spot.ts';
import type { Theme } from './theme.ts';
import type { EditedLine, OpenLine } from './typed-line.ts';
import type { Overlay, Screen, ScreenKind, ViewerState } from './viewer.ts';
import type { Cell } from './window.ts';

/** What a screen or a menu shows between the title and the keys; see frame.ts. */
export type Drawing = {
  /** What is looked at. */
  readonly heading: string;
  /** Where one is in it, and in low windows how it is sorted. */
  readonly position: string;
  /** Totals, and how the list is sorted; only where there is room for it. */
  readonly summary: readonly [left: string, right: string];
  /** What the cursor is on, in full. A message takes its place. */
  readonly status: string;
  /** The body, painted; lines that are missing at its end are empty. */
  readonly lines: readonly string[];
};

/** A word of a screen and what it means. */
export type Meaning = { readonly term: string; readonly text: string };

/** From the state with one profile to the state with another in its place. */
export type Move = {
  readonly from: ViewerState;
  readonly to: ViewerState;
  /** Which row of the new profile a function of the old one is; -1 where it is gone. */
  readonly rowOf: (old: FunctionIndex) => FunctionIndex;
};

/** A screen that a digit leads to from everywhere. */
type TopScreen = {
  readonly digit: string;
  /** In a word, for the first line. */
  readonly tab: string;
  /** How many things it lists, said behind the word; null while that is not known. */
  readonly count?: (state: ViewerState) => number | null;
  readonly title: string;
  /** Whether it shows who calls whom. */
  readonly needsCallers?: true;
  /** The screen, as one left it or as it opens from what is in front. */
  readonly open: (state: ViewerState, front: Front) => Screen | undefined;
  /** What is said where it is in front already; null for another screen. */
  readonly whyHere: (state: ViewerState) => string | null;
  /** Why this profile has nothing for it, or null. */
  readonly whyNever?: (state: ViewerState) => string | null;
  /** Why there is nothing to show just now, or null. */
  readonly whyNot?: (state: ViewerState, front: Front) => string | null;
};

/**
 * A kind of screen: all that the viewer knows of it. All pure; `screen` is always the one in front of `state`, but in
 * `crumb` and `moveTo`. A change of the screen itself is `withScreen(state, changed)`, another one in front of it
 * `openScreen(state, other)`.
 */
export type ScreenType<S extends Screen> = {
  readonly kind: S['kind'];
  readonly top?: TopScreen;
  /** The kind whose digit leads towards it, where it has none. */
  readonly under?: ScreenKind;
  /** The screen in a word or two, for the trail that led to the one in front. */
  readonly crumb: (screen: S, table: ProfileTable) => string;
  readonly draw: (state: ViewerState, screen: S, theme: Theme) => Drawing;
  /** What stands in a cell of what it draws. */
  readonly spotAt: (state: ViewerState, screen: S, cell: Cell) => Spot<S> | null;
  /** The screen with the pane active that the cell is in; without it there is one. */
  readonly goToPane?: (state: ViewerState, screen: S, cell: Cell) => S;
  readonly actions: Actions<S>;
  readonly sorting: Sorting<S>;
  /** The function that the cursor is on, row or ghost. */
  readonly selected: (state: ViewerState, screen: S) => FunctionIndex | undefined;
  /** Where the editor goes, if that is not where the selected function begins. */
  readonly place?: (state: ViewerState, screen: S) => Place | undefined;
  /** The screen with its selections in its windows, for a window of another size. */
  readonly refit: (state: ViewerState, screen: S) => S;
  /** The screen as it looks at the same functions in another profile; null where what it is about is gone. */
  readonly moveTo: (move: Move, screen: S) => S | null;
  /** Whether hidden functions are left out (see hiding.ts). When others are hidden, it is moved as to another profile. */
  readonly leavesOut?: true;
  /** What its words mean. */
  readonly meanings: {
    /** Of columns that are not those of functions. */
    readonly columns?: readonly Meaning[];
    /** Of what else is to be read on it. */
    readonly more?: readonly Meaning[];
  };
  /** What it lists, beyond its window. */
  readonly markdown: (state: ViewerState, screen: S) => readonly Listed[];
};

/** The screen in front of a state with all that can be asked of it. */
export type Front = {
  readonly kind: ScreenKind;
  readonly meanings: ScreenType<Screen>['meanings'];
  /** Its keys, those that all screens have among them. */
  readonly actions: () => readonly BoundAction[];
  readonly selected: () => FunctionIndex | undefined;
  readonly place: () => Place | undefined;
  /** Why Enter opens nothing just now, or null. */
  readonly whyNoEnter: () => string | null;
  readonly draw: (theme: Theme) => Drawing;
  readonly spotAt: (cell: Cell) => BoundSpot | null;
  readonly goToPane: (cell: Cell) => ViewerState;
  readonly refit: () => Screen;
  readonly sortMenu: () => SortMenu;
  readonly sortBy: (by: string) => ViewerState;
  readonly whyNotSort: (by: string) => string | null;
  readonly markdown: () => readonly Listed[];
};

/** An overlay with the screen that it lies over. */
export type Over<O> = { readonly overlay: O; readonly below: Front };

/** A kind of overlay. */
export type OverlayType<O extends Overlay> = {
  readonly kind: O['kind'];
  readonly actions: Actions<Over<O>>;
  /** Without it the screen below is seen. */
  readonly draw?: (state: ViewerState, over: Over<O>, theme: Theme) => Drawing;
  /** What stands in a cell of what it draws. Without it: nothing to click on. */
  readonly spotAt?: (state: ViewerState, over: Over<O>, cell: Cell) => Spot<O> | null;
  /** The overlay in a window of another size. */
  readonly refit?: (state: ViewerState, over: Over<O>) => O;
  /** Where keys that mean nothing else are typed. */
  readonly line?: {
    readonly show: (overlay: O) => OpenLine;
    readonly edit: (state: ViewerState, overlay: O, line: EditedLine, below: Front) => ViewerState;
  };
  /** Whether `?` explains its keys. */
  readonly hasHelp?: true;
  /** With another profile it is closed if another kind of screen came to the front: it is about the list below. */
  readonly isAboutList?: true;
  /** The overlay over another profile. Without it: as it was. */
  readonly moveTo?: (move: Move, overlay: O) => O;
};

/** At most this many lines of a list are written to a file: nobody reads more, and browsers do not show more. */
export const MOST_LINES = 1000;

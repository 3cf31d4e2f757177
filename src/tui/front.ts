import { askInSlices } from '../profile/late-answer.ts';
import type { Steps } from '../profile/steps.ts';
import { type BoundAction, bindActions } from './action.ts';
import { hidingOf } from './hiding.ts';
import type { Drawing, Front, Move, Over } from './screen.ts';
import type { BoundSpot, Spot } from './spot.ts';
import { EVERYWHERE, OVERLAYS, SCREENS, sharedActions } from './table.ts';
import type { Theme } from './theme.ts';
import { allScreens, changeScreens, currentScreen, withScreen } from './trail.ts';
import type { EditedLine, OpenLine } from './typed-line.ts';
import type {
  Overlay,
  OverlayKind,
  OverlaysByKind,
  Screen,
  ScreenKind,
  ScreensByKind,
  StateChange,
  ViewerState,
} from './viewer.ts';
import type { Cell } from './window.ts';

/** The screen in front, whatever lies over it, with all that its kind can do. */
export function frontOf(state: ViewerState): Front {
  const screen = currentScreen(state);
  return bindScreen(state.overlay === null ? state : { ...state, overlay: null }, screen.kind, screen);
}

function bindScreen<K extends ScreenKind>(state: ViewerState, kind: K, screen: ScreensByKind[K]): Front {
  const type = SCREENS[kind];
  const front: Front = {
    kind,
    meanings: type.meanings,
    actions: () => [...bindActions(type.actions, state, screen), ...bindActions(EVERYWHERE, state, front)],
    selected: () => type.selected(state, screen),
    place: () => type.place?.(state, screen),
    whyNoEnter: () => type.actions['enter']?.whyNot?.(state, screen) ?? null,
    draw: (theme) => type.draw(state, screen, theme),
    spotAt: (cell) => bindSpot(type.spotAt(state, screen, cell), (self) => withScreen(state, self)),
    goToPane: (cell) => withScreen(state, type.goToPane?.(state, screen, cell) ?? screen),
    refit: () => type.refit(state, screen),
    sortMenu: () => type.sorting.menu(state, screen),
    sortBy: (by) => type.sorting.sortBy(state, screen, by),
    whyNotSort: (by) => type.sorting.whyNever ?? type.sorting.whyNotBy?.(state, screen, by) ?? null,
    markdown: () => type.markdown(state, screen),
  };
  return front;
}

function bindSpot<S>(spot: Spot<S> | null, show: (self: S) => ViewerState): BoundSpot | null {
  if (spot === null || spot.kind === 'heading') return spot;
  const select = (): ViewerState => show(spot.self);
  return spot.kind === 'row' ? { kind: 'row', select, key: spot.key } : { kind: 'pane', select };
}

/** The trail to the screen in front and that one itself, a word or two each. */
export function crumbs({ screens, table }: ViewerState): readonly string[] {
  const crumb = <K extends ScreenKind>(kind: K, screen: ScreensByKind[K]): string => SCREENS[kind].crumb(screen, table);
  return screens.map((screen) => crumb(screen.kind, screen));
}

/** A screen over another profile; null where what it is about is gone. */
function moveScreen(move: Move, screen: Screen): Screen | null {
  const moved = <K extends ScreenKind>(kind: K, of: ScreensByKind[K]): Screen | null => SCREENS[kind].moveTo(move, of);
  return moved(screen.kind, screen);
}

/** Screens by what they were before a move, null for those that are left: so far as they were moved ahead of it. */
export type MovedScreens = ReadonlyMap<Screen, Screen | null>;

export const NOT_MOVED: MovedScreens = new Map();

/** {@link moveScreen}, but for what was moved ahead. */
export function movedScreen(moved: MovedScreens, move: Move, screen: Screen): Screen | null {
  const ahead = moved.get(screen);
  return ahead === undefined ? moveScreen(move, screen) : ahead;
}

/**
 * Moves screens in slices, ahead of what moves them all. In between keys are heard, each of which makes another screen of
 * the one in front. One that is held down must not keep this from ending: no more is moved than twice what there is, and
 * the one in front takes turns with the others.
 */
export function* moveAhead(
  screensNow: () => Steps<readonly Screen[]>,
  moveNow: (screen: Screen, moved: MovedScreens) => Move,
): Steps<MovedScreens> {
  const moved = new Map<Screen, Screen | null>();
  for (let turn = 0; ; turn++) {
    const screens = yield* screensNow();
    const left = screens.filter((screen) => !moved.has(screen));
    const screen = left[turn % left.length];
    if (screen === undefined || moved.size >= 2 * screens.length) return moved;
    const move = moveNow(screen, moved);
    moved.set(screen, yield* askInSlices(() => moveScreen(move, screen)));
  }
}

/** The state with all screens as they are with what is hidden from now on: the selected functions stay selected. */
export function followHiding(before: ViewerState, after: ViewerState, moved: MovedScreens = NOT_MOVED): ViewerState {
  if (before.table !== after.table || hidingOf(before) === hidingOf(after)) return after;
  const move = moveInPlace(before, after);
  const follow = (screen: Screen): Screen =>
    leavesOut(screen) ? (movedScreen(moved, move, screen) ?? screen) : screen;
  return { ...after, ...changeScreens(after, follow) };
}

/** Moves what {@link followHiding} moves, ahead of the change of what is hidden. */
export function followAhead(stateNow: () => ViewerState, change: StateChange): Steps<MovedScreens> {
  function* screensNow(): Steps<readonly Screen[]> {
    yield;
    return allScreens(stateNow()).filter(leavesOut);
  }
  return moveAhead(screensNow, () => moveInPlace(stateNow(), change(stateNow())));
}

function moveInPlace(from: ViewerState, to: ViewerState): Move {
  return { from, to, rowOf: (row) => row };
}

function leavesOut({ kind }: Screen): boolean {
  return SCREENS[kind].leavesOut === true;
}

/** What is in front of the user, if an overlay is. */
type FrontOverlay = {
  readonly actions: () => readonly BoundAction[];
  /** null where the screen below is seen. */
  readonly draw: (theme: Theme) => Drawing | null;
  readonly spotAt: (cell: Cell) => BoundSpot | null;
  readonly refit: () => Overlay;
  readonly line: OpenLine | null;
  /** What the line is after an edit of it. */
  readonly edit: (line: EditedLine) => ViewerState;
  readonly isAboutList: boolean;
  readonly moveTo: (move: Move) => Overlay;
};

/** The overlay with all that its kind can do; null where there is none. */
export function overlayOf(state: ViewerState): FrontOverlay | null {
  const { overlay } = state;
  return overlay === null ? null : bindOverlay(state, overlay.kind, overlay);
}

function bindOverlay<K extends OverlayKind>(state: ViewerState, kind: K, overlay: OverlaysByKind[K]): FrontOverlay {
  const type = OVERLAYS[kind];
  const over: Over<OverlaysByKind[K]> = { overlay, below: frontOf(state) };
  return {
    actions: () => [...bindActions(type.actions, state, over), ...bindActions(sharedActions(type), state, null)],
    draw: (theme) => type.draw?.(state, over, theme) ?? null,
    spotAt: (cell) => bindSpot(type.spotAt?.(state, over, cell) ?? null, (self) => ({ ...state, overlay: self })),
    refit: () => type.refit?.(state, over) ?? overlay,
    line: type.line?.show(overlay) ?? null,
    edit: (line) => type.line?.edit(state, overlay, line, over.below) ?? state,
    isAboutList: type.isAboutList === true,
    moveTo: (move) => type.moveTo?.(move, overlay) ?? overlay,
  };
}

/** The keys that mean something in front of the user. */
export function actionsInFront(state: ViewerState): readonly BoundAction[] {
  return overlayOf(state)?.actions() ?? frontOf(state).actions();
}

/** The line that keys go into, if one is open. */
export function openLine(state: ViewerState): OpenLine | null {
  return overlayOf(state)?.line ?? null;
}

/** Whatever is in front, in a window that may have another size since it was last there. */
export function refit(state: ViewerState): ViewerState {
  const fitted = withScreen(state, frontOf(state).refit());
  const overlay = overlayOf(fitted);
  return overlay === null ? fitted : { ...fitted, overlay: overlay.refit() };
}

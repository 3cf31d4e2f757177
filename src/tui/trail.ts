import type { Action, Actions } from './action.ts';
import { notesText, type Screen, type ScreenKind, type ScreensByKind, type ViewerState } from './viewer.ts';
import { isTooSmall } from './window.ts';

/**
 * The way that one took through the screens. The first is the list of functions; Enter goes on from there, Esc goes back.
 * A digit leads aside, to a screen right above the first one, however deep one was: what is left so is kept as it was.
 */

/** All screens that there are. */
export type Trail = Pick<ViewerState, 'screens' | 'ahead' | 'kept'>;

export function currentScreen({ screens }: ViewerState): Screen {
  return screens[screens.length - 1] ?? screens[0];
}

/** The screen in front, if it is of that kind. */
export function inFrontAs<K extends ScreenKind>(state: ViewerState, kind: K): ScreensByKind[K] | null {
  const screen = currentScreen(state);
  return isOfKind(screen, kind) ? screen : null;
}

/** The screen of a kind that one saw last, as it was then; `which`: of those of the kind. */
export function lastOfKind<K extends ScreenKind>(
  { screens, kept }: ViewerState,
  kind: K,
  which: (screen: ScreensByKind[K]) => boolean = () => true,
): ScreensByKind[K] | undefined {
  return [...kept, ...screens].findLast(
    (screen): screen is ScreensByKind[K] => isOfKind(screen, kind) && which(screen),
  );
}

function isOfKind<K extends ScreenKind>(screen: Screen, kind: K): screen is ScreensByKind[K] {
  return screen.kind === kind;
}

/** The state with another screen in the place of the one in front. */
export function withScreen(state: ViewerState, screen: Screen): ViewerState {
  if (screen === currentScreen(state)) return state;
  const [first, ...others] = state.screens;
  return { ...state, screens: others.length === 0 ? [screen] : [first, ...others.slice(0, -1), screen] };
}

/** Every screen of the trail, the list of functions first. */
export function allScreens({ screens, ahead, kept }: Trail): readonly Screen[] {
  return [...screens, ...ahead, ...kept];
}

/** Every screen of the trail, changed where it is to be. */
export function changeScreens(
  { screens: [first, ...others], ahead, kept }: ViewerState,
  change: (screen: Screen) => Screen,
): Trail {
  return { screens: [change(first), ...others.map(change)], ahead: ahead.map(change), kept: kept.map(change) };
}

/** At most this many screens are kept, the first one always: nobody goes back further, and each may hold a list. */
const LONGEST_TRAIL = 50;

/** Goes on to another screen. */
export function openScreen(state: ViewerState, screen: Screen): ViewerState {
  const message = state.message ?? noteOnCalls(state, screen);
  return { ...state, screens: lengthen(state.screens, screen), ahead: [], message };
}

/** Goes to a screen that a digit leads to. */
export function switchTo(state: ViewerState, screen: Screen): ViewerState {
  const [first, ...left] = state.screens;
  const message = state.message ?? noteOnCalls(state, screen);
  const kept = [...state.kept, ...left].filter((other) => other !== screen).slice(-LONGEST_TRAIL);
  return { ...state, screens: screen.kind === 'functions' ? [screen] : [first, screen], ahead: [], kept, message };
}

function lengthen([first, ...others]: ViewerState['screens'], screen: Screen): ViewerState['screens'] {
  return [first, ...others.slice(-(LONGEST_TRAIL - 2)), screen];
}

/** What one should know of the callers in this profile, said with the first function that is opened. */
function noteOnCalls({ table, screens }: ViewerState, { kind }: Screen): string | null {
  const isFirst = kind === 'function' && !screens.some((screen) => screen.kind === 'function');
  return isFirst ? notesText(table.edges().notes) : null;
}

/** To the screen that one came from, as it was. */
function goBack(state: ViewerState): ViewerState {
  const [first, ...others] = state.screens;
  if (others.length === 0) return state;
  return { ...state, screens: [first, ...others.slice(0, -1)], ahead: [currentScreen(state), ...state.ahead] };
}

/** To the screen that one last went back from. */
function goForward(state: ViewerState): ViewerState {
  const [next, ...ahead] = state.ahead;
  return next === undefined ? state : { ...state, screens: [...state.screens, next], ahead };
}

/** The words of the key into what is selected, which all screens have; each has its own way in. */
export const ENTER: Pick<Action<Screen>, 'keys' | 'group' | 'help' | 'label' | 'isCommon'> = {
  keys: ['enter'],
  group: 'open',
  help: 'open the function: its callers and callees',
  label: 'open',
  isCommon: true,
};

/** The ways back and forward, which all screens have. */
export const BACK: Actions<Screen> = {
  back: {
    keys: ['escape', 'backspace', 'left', 'h', '[', 'alt-left'],
    group: 'open',
    help: 'go one level up, to where you came from',
    label: 'back',
    isCommon: true,
    whyNot: ({ awaited, screens }) =>
      awaited === null && screens.length === 1 ? 'This is the first screen; q quits.' : null,
    // from what is waited for one comes back to where one is
    run: (state) => (state.awaited === null ? goBack(state) : state),
  },
  forward: {
    keys: [']', 'alt-right'],
    group: 'open',
    help: 'go forward to where you went back from',
    label: 'forward',
    whyNot: ({ ahead }) => (ahead.length === 0 ? 'You have not gone back from anywhere.' : null),
    run: goForward,
  },
};

/** The ways out of a menu. */
export const CLOSE: Actions<unknown> = {
  close: {
    keys: ['escape', 'backspace', 'left', 'h'],
    group: 'open',
    help: 'close',
    label: 'close',
    isVital: true,
    run: (state) => ({ ...state, overlay: null }),
  },
  'close.before-quit': {
    keys: ['q'],
    group: 'open',
    help: 'close; pressed again, it quits',
    // nothing of it is to be seen then, and the one line that is says that q quits
    whyNot: ({ size }) => (isTooSmall(size) ? 'The window is too small.' : null),
    run: (state) => ({ ...state, overlay: null }),
  },
};

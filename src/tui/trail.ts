import type { Action, Actions } from './action.ts';
import { notesText, type Screen, type ScreenKind, type ScreensByKind, type ViewerState } from './viewer.ts';

/** The way that one took through the screens, as in a browser: opening one forgets what lay ahead. */

export function currentScreen({ screens }: ViewerState): Screen {
  return screens[screens.length - 1] ?? screens[0];
}

/** The screen in front, if it is of that kind. */
export function inFrontAs<K extends ScreenKind>(state: ViewerState, kind: K): ScreensByKind[K] | null {
  const screen = currentScreen(state);
  return isOfKind(screen, kind) ? screen : null;
}

/** The screen of a kind that one saw last, as it was then. */
export function lastOfKind<K extends ScreenKind>({ screens }: ViewerState, kind: K): ScreensByKind[K] | undefined {
  return screens.findLast((screen): screen is ScreensByKind[K] => isOfKind(screen, kind));
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

/** Every screen of the trail, changed where it is to be. */
export function changeScreens(
  { screens: [first, ...others], ahead }: ViewerState,
  change: (screen: Screen) => Screen,
): Pick<ViewerState, 'screens' | 'ahead'> {
  return { screens: [change(first), ...others.map(change)], ahead: ahead.map(change) };
}

/** So many screens are kept, the first one always: nobody goes back further, and each may hold a list. */
const LONGEST_TRAIL = 50;

/** Goes on to another screen. */
export function openScreen(state: ViewerState, screen: Screen): ViewerState {
  const message = state.message ?? noteOnCalls(state, screen);
  return { ...state, screens: lengthen(state.screens, screen), ahead: [], message };
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
export const ENTER: Pick<Action<Screen>, 'keys' | 'group' | 'help' | 'label'> = {
  keys: ['enter'],
  group: 'open',
  help: 'open the function: its callers and callees',
  label: 'open',
};

/** The ways back and forward, which all screens have. */
export const BACK: Actions<Screen> = {
  back: {
    keys: ['escape', 'backspace', 'left', 'h', '[', 'alt-left'],
    group: 'open',
    help: 'go back to where you came from',
    label: 'back',
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
    whyNot: ({ ahead }) => (ahead.length === 0 ? 'You did not go back from anywhere.' : null),
    run: goForward,
  },
};

/** The way out of a menu. */
export const CLOSE: Actions<unknown> = {
  close: {
    keys: ['escape', 'backspace', 'left', 'h'],
    group: 'open',
    help: 'close',
    label: 'close',
    isVital: true,
    run: (state) => ({ ...state, overlay: null }),
  },
};

import { currentScreen, notesText, type Screen, type ViewerState } from './viewer-state.ts';

/** The way that one took through the screens, as in a browser: opening one forgets what lay ahead. */

/** The state with another screen in the place of the one in front. */
export function withScreen(state: ViewerState, screen: Screen): ViewerState {
  if (screen === currentScreen(state)) return state;
  const [first, ...others] = state.screens;
  return { ...state, screens: others.length === 0 ? [screen] : [first, ...others.slice(0, -1), screen] };
}

/** So many screens are kept, the first one always: nobody goes back further, and each may hold a list. */
const LONGEST_TRAIL = 50;

export function opened(state: ViewerState, screen: Screen): ViewerState {
  const message = state.message ?? noteOnCalls(state, screen);
  return { ...state, screens: lengthened(state.screens, screen), ahead: [], message };
}

function lengthened([first, ...others]: ViewerState['screens'], screen: Screen): ViewerState['screens'] {
  return [first, ...others.slice(-(LONGEST_TRAIL - 2)), screen];
}

/** What one should know of the callers in this profile, said with the first function that is opened. */
function noteOnCalls({ table, screens }: ViewerState, { kind }: Screen): string | null {
  const isFirst = kind === 'function' && !screens.some((screen) => screen.kind === 'function');
  return isFirst ? notesText(table.edges().notes) : null;
}

/** To the screen that one came from, as it was. */
export function wentBack(state: ViewerState): ViewerState {
  const [first, ...others] = state.screens;
  if (others.length === 0) return state;
  return { ...state, screens: [first, ...others.slice(0, -1)], ahead: [currentScreen(state), ...state.ahead] };
}

/** To the screen that one last went back from. */
export function wentForward(state: ViewerState): ViewerState {
  const [next, ...ahead] = state.ahead;
  return next === undefined ? state : { ...state, screens: [...state.screens, next], ahead };
}

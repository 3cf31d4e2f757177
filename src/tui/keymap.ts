import type { Action } from './state/action.ts';
import { whyNoBack, whyNoEnter, whyNoReverse, whyNoSwitch, whyNoTimes } from './state/refusals.ts';
import { currentScreen, type Overlay, type Screen, type ViewerState } from './state/viewer-state.ts';

/** What is in front: the keys that are valid depend on it. */
export type KeyContext = Screen['kind'] | Overlay['kind'];

/** A key binding as data. The handler, the bottom bar and the help all read {@link BINDINGS}. */
export type Binding = {
  readonly command: string;
  /** The names of keys (see key-names.ts); the first is the one that is shown where there is room for one. */
  readonly keys: readonly [string, ...string[]];
  readonly contexts: readonly KeyContext[];
  readonly action: Action;
  /** For the help: what it does. */
  readonly help: string;
  /** For the bottom bar: the same in one word. Without it the key is not in the bar. */
  readonly label?: string;
  /** Is in the bottom bar however narrow that is. */
  readonly isVital?: true;
  /** Why the key does nothing just now, or null. */
  readonly whyNot?: (state: ViewerState) => string | null;
};

const SCREENS: readonly KeyContext[] = ['functions', 'function'];
const MENUS: readonly KeyContext[] = ['help', 'sort-menu'];
const ALL: readonly KeyContext[] = [...SCREENS, ...MENUS];

export const BINDINGS: readonly Binding[] = [
  {
    command: 'enter',
    keys: ['enter', 'right', 'l'],
    contexts: SCREENS,
    action: { type: 'enter' },
    help: 'open the function: its callers and callees',
    label: 'open',
    whyNot: whyNoEnter,
  },
  {
    command: 'choose',
    keys: ['enter', 'right', 'l'],
    contexts: ['sort-menu'],
    action: { type: 'choose' },
    help: 'sort by the selected key',
    label: 'sort',
  },
  {
    command: 'back',
    keys: ['escape', 'backspace', 'left', 'h'],
    contexts: SCREENS,
    action: { type: 'back' },
    help: 'go back to where you came from',
    label: 'back',
    whyNot: whyNoBack,
  },
  {
    command: 'close',
    keys: ['escape', 'backspace', 'left', 'h'],
    contexts: MENUS,
    action: { type: 'back' },
    help: 'close',
    label: 'close',
    isVital: true,
  },
  {
    command: 'pane.switch',
    keys: ['tab', 'shift-tab'],
    contexts: ['function'],
    action: { type: 'switch-pane' },
    help: 'switch between callers and callees',
    label: 'pane',
    whyNot: whyNoSwitch,
  },
  {
    command: 'sort.tottime',
    keys: ['t'],
    contexts: SCREENS,
    action: { type: 'sort', by: 'tottime' },
    help: 'sort by tottime: time in the function itself',
    label: 'tottime',
    whyNot: whyNoTimes,
  },
  {
    command: 'sort.cumtime',
    keys: ['c'],
    contexts: SCREENS,
    action: { type: 'sort', by: 'cumtime' },
    help: 'sort by cumtime: time with all that it calls',
    label: 'cumtime',
    whyNot: whyNoTimes,
  },
  {
    command: 'sort.menu',
    keys: ['s'],
    contexts: SCREENS,
    action: { type: 'open-sort-menu' },
    help: 'choose among all sort keys',
    label: 'sort',
  },
  {
    command: 'sort.reverse',
    keys: ['r'],
    contexts: SCREENS,
    action: { type: 'reverse' },
    help: 'reverse the order',
    label: 'reverse',
    whyNot: whyNoReverse,
  },
  {
    command: 'move.down',
    keys: ['down', 'j'],
    contexts: ALL,
    action: { type: 'move', movement: 'down' },
    help: 'one line down',
  },
  {
    command: 'move.up',
    keys: ['up', 'k'],
    contexts: ALL,
    action: { type: 'move', movement: 'up' },
    help: 'one line up',
  },
  {
    command: 'move.page-down',
    keys: ['pagedown', 'space', 'ctrl-f'],
    contexts: ALL,
    action: { type: 'move', movement: 'page-down' },
    help: 'one page down',
  },
  {
    command: 'move.page-up',
    keys: ['pageup', 'ctrl-b'],
    contexts: ALL,
    action: { type: 'move', movement: 'page-up' },
    help: 'one page up',
  },
  {
    command: 'move.half-down',
    keys: ['ctrl-d'],
    contexts: ALL,
    action: { type: 'move', movement: 'half-down' },
    help: 'half a page down',
  },
  {
    command: 'move.half-up',
    keys: ['ctrl-u'],
    contexts: ALL,
    action: { type: 'move', movement: 'half-up' },
    help: 'half a page up',
  },
  {
    command: 'move.first',
    keys: ['home', 'g'],
    contexts: ALL,
    action: { type: 'move', movement: 'first' },
    help: 'to the first line',
  },
  {
    command: 'move.last',
    keys: ['end', 'G'],
    contexts: ALL,
    action: { type: 'move', movement: 'last' },
    help: 'to the last line',
  },
  { command: 'repaint', keys: ['ctrl-l'], contexts: ALL, action: { type: 'repaint' }, help: 'paint the screen anew' },
  {
    command: 'help',
    keys: ['?'],
    contexts: [...SCREENS, 'sort-menu'],
    action: { type: 'open-help' },
    help: 'this list of keys',
    label: 'help',
    isVital: true,
  },
  {
    command: 'quit',
    keys: ['q', 'ctrl-c'],
    contexts: ALL,
    action: { type: 'quit' },
    help: 'quit',
    label: 'quit',
    isVital: true,
  },
];

export function keyContext(state: ViewerState): KeyContext {
  return state.overlay?.kind ?? currentScreen(state).kind;
}

/** The keys that mean something in front of the user. */
export function bindingsFor(context: KeyContext): readonly Binding[] {
  return BINDINGS.filter(({ contexts }) => contexts.includes(context));
}

/** What the help over a screen lists: the keys of that screen. */
export function helpBindings(screen: Screen['kind']): readonly Binding[] {
  return bindingsFor(screen);
}

/** What a key makes happen, which may be a word on why it does nothing; null for a key without a meaning here. */
export function actionOfKey(state: ViewerState, key: string): Action | null {
  const binding = bindingsFor(keyContext(state)).find(({ keys }) => keys.includes(key));
  if (binding === undefined) return null;
  const refusal = binding.whyNot?.(state) ?? null;
  return refusal === null ? binding.action : { type: 'say', text: refusal };
}

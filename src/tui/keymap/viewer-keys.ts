import { TOP_SCREENS } from '../state/top-screens.ts';
import { type Binding, SCREENS, SCREENS_AND_MENUS } from './binding.ts';

/** To the screens that have a digit, from everywhere. */
export const TOP_SCREEN_KEYS: readonly Binding[] = TOP_SCREENS.map(({ digit, title }) => ({
  command: `show.${digit}`,
  keys: [digit],
  contexts: SCREENS,
  action: { type: 'show', digit },
  group: 'screens',
  help: title,
}));

/** About the viewer as a whole. */
export const VIEWER_KEYS: readonly Binding[] = [
  {
    command: 'units',
    keys: ['U'],
    contexts: SCREENS,
    action: { type: 'switch-units' },
    group: 'viewer',
    help: 'times with units, or seconds as pstats prints them',
  },
  {
    command: 'changes',
    keys: ['D'],
    contexts: ['functions'],
    action: { type: 'switch-changes' },
    group: 'viewer',
    help: 'columns of changes, or none',
  },
  {
    command: 'repaint',
    keys: ['ctrl-l'],
    contexts: SCREENS_AND_MENUS,
    action: { type: 'repaint' },
    group: 'viewer',
    help: 'paint the screen anew',
  },
  {
    command: 'export',
    keys: ['e'],
    contexts: SCREENS,
    action: { type: 'open-overlay', kind: 'export-line' },
    group: 'viewer',
    help: 'write this list to a file, as Markdown',
  },
  {
    command: 'watch',
    keys: ['w'],
    contexts: SCREENS,
    action: { type: 'watch' },
    group: 'viewer',
    help: 'watch the file: read it when it changes',
  },
  {
    command: 'stop',
    keys: ['ctrl-z'],
    contexts: SCREENS_AND_MENUS,
    action: { type: 'ask', effect: { kind: 'stop' } },
    group: 'viewer',
    help: 'stop; the command fg of the shell goes on',
  },
  {
    command: 'help',
    keys: ['?'],
    contexts: [...SCREENS, 'sort-menu', 'hide-menu'],
    action: { type: 'open-overlay', kind: 'help' },
    group: 'viewer',
    help: 'this list of keys',
    label: 'help',
    isVital: true,
  },
  {
    command: 'quit',
    keys: ['q', 'ctrl-c'],
    contexts: SCREENS_AND_MENUS,
    action: { type: 'quit' },
    group: 'viewer',
    help: 'quit',
    label: 'quit',
    isVital: true,
  },
];

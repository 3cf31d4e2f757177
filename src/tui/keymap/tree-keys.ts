import { type Binding, SCREENS } from './binding.ts';

/** In a tree of calls. Where there is nothing to open or to close, these keys do what they do elsewhere: enter, go back. */
export const TREE_KEYS: readonly Binding[] = [
  {
    command: 'tree.expand',
    keys: ['enter', 'right', 'l'],
    contexts: ['tree'],
    action: { type: 'expand' },
    group: 'open',
    help: 'show what it calls, or what calls it',
    label: 'expand',
  },
  {
    command: 'tree.collapse',
    keys: ['left', 'h'],
    contexts: ['tree'],
    action: { type: 'collapse' },
    group: 'open',
    help: 'close it, or go to the line that it is below',
    label: 'close',
  },
  {
    command: 'tree.hot-path',
    keys: ['*'],
    contexts: ['tree'],
    action: { type: 'expand-heaviest' },
    group: 'open',
    help: 'follow the heaviest path to its end',
    label: 'hot path',
  },
  {
    command: 'tree.expand-below',
    keys: ['+'],
    contexts: ['tree'],
    action: { type: 'expand-below' },
    group: 'open',
    help: 'open all below, at most 1000 lines at once',
  },
  {
    command: 'tree.collapse-all',
    keys: ['-'],
    contexts: ['tree'],
    action: { type: 'collapse-all' },
    group: 'open',
    help: 'close all',
  },
  {
    command: 'tree.invert',
    keys: ['i'],
    contexts: ['tree'],
    action: { type: 'invert' },
    group: 'open',
    help: 'turn the tree round: callees or callers',
    label: 'invert',
  },
];

/** To a tree of calls, from every function that the cursor is on. */
export const TREE_SCREEN_KEYS: readonly Binding[] = [
  {
    command: 'tree.down',
    keys: ['d'],
    contexts: SCREENS,
    action: { type: 'show-tree', direction: 'callees' },
    group: 'screens',
    help: 'call tree of the selected function: callees',
  },
  {
    command: 'tree.up',
    keys: ['u'],
    contexts: SCREENS,
    action: { type: 'show-tree', direction: 'callers' },
    group: 'screens',
    help: 'call tree of the selected function: callers',
  },
];

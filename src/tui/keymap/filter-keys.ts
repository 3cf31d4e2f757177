import type { Binding } from './binding.ts';

/** Esc lifts a filter before it goes back. */
export const LIFT_KEYS: readonly Binding[] = [
  {
    command: 'filter.lift',
    keys: ['escape'],
    contexts: ['functions', 'memory'],
    action: { type: 'lift-filter' },
    group: 'filter',
    help: 'lift the filter',
    label: 'all',
  },
];

/** Which functions are shown. */
export const FILTER_KEYS: readonly Binding[] = [
  {
    command: 'filter',
    keys: ['/'],
    contexts: ['functions'],
    action: { type: 'open-overlay', kind: 'filter-line' },
    group: 'filter',
    help: 'filter: words file: func: -not /regex/',
    label: 'filter',
  },
  {
    command: 'filter.memory',
    keys: ['/'],
    contexts: ['memory'],
    action: { type: 'open-overlay', kind: 'memory-filter' },
    group: 'filter',
    help: 'filter: words file: func: -not',
    label: 'filter',
  },
  {
    command: 'find.next',
    keys: ['n'],
    contexts: ['functions'],
    action: { type: 'find', direction: 'next' },
    group: 'filter',
    help: 'to the next match of the last filter',
    label: 'next',
  },
  {
    command: 'find.previous',
    keys: ['N'],
    contexts: ['functions'],
    action: { type: 'find', direction: 'previous' },
    group: 'filter',
    help: 'to the previous match of the last filter',
  },
  {
    command: 'hide.menu',
    keys: ['H'],
    contexts: ['functions'],
    action: { type: 'open-overlay', kind: 'hide-menu' },
    group: 'filter',
    help: 'hide built-ins, stdlib, packages, imports',
    label: 'hide',
  },
  {
    command: 'hide.own',
    keys: ['m'],
    contexts: ['functions'],
    action: { type: 'toggle-own-code' },
    group: 'filter',
    help: 'only my code: hide all these, or none',
    label: 'mine',
  },
  {
    command: 'hide.toggle',
    keys: ['enter', 'right', 'l'],
    contexts: ['hide-menu'],
    action: { type: 'choose' },
    group: 'filter',
    help: 'hide or show these functions',
    label: 'hide or show',
  },
];

/** While the filter is typed. All other keys are those of the line (see line-editor.ts). */
export const FILTER_LINE_KEYS: readonly Binding[] = [
  {
    command: 'filter.keep',
    keys: ['enter'],
    contexts: ['filter-line', 'memory-filter'],
    action: { type: 'choose' },
    group: 'filter',
    help: 'keep the filter',
    label: 'keep',
    isVital: true,
  },
  {
    command: 'filter.cancel',
    keys: ['escape'],
    contexts: ['filter-line', 'memory-filter'],
    action: { type: 'cancel' },
    group: 'filter',
    help: 'back to what was shown before',
    label: 'as before',
    isVital: true,
  },
  ...(['down', 'up'] as const).map(
    (movement): Binding => ({
      command: `filter.move.${movement}`,
      keys: [movement],
      contexts: ['filter-line', 'memory-filter'],
      action: { type: 'move', movement },
      group: 'move',
      help: `one line ${movement}`,
    }),
  ),
  ...(['page-down', 'page-up'] as const).map(
    (movement): Binding => ({
      command: `filter.move.${movement}`,
      keys: [movement === 'page-up' ? 'pageup' : 'pagedown'],
      contexts: ['filter-line', 'memory-filter'],
      action: { type: 'move', movement },
      group: 'move',
      help: `one ${movement.replace('-', ' ')}`,
    }),
  ),
];

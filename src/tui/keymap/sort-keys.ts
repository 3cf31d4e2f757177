import { type Binding, SCREENS } from './binding.ts';

export const SORT_KEYS: readonly Binding[] = [
  {
    command: 'sort.tottime',
    keys: ['t'],
    contexts: SCREENS,
    action: { type: 'sort', by: 'tottime' },
    group: 'sort',
    help: 'sort by tottime: time in the function itself',
    label: 'tottime',
  },
  {
    command: 'sort.cumtime',
    keys: ['c'],
    contexts: SCREENS,
    action: { type: 'sort', by: 'cumtime' },
    group: 'sort',
    help: 'sort by cumtime: time with all that it calls',
    label: 'cumtime',
  },
  {
    command: 'sort.menu',
    keys: ['s'],
    contexts: SCREENS,
    action: { type: 'open-overlay', kind: 'sort-menu' },
    group: 'sort',
    help: 'choose among all sort keys',
    label: 'sort',
  },
  {
    command: 'sort.reverse',
    keys: ['r'],
    contexts: SCREENS,
    action: { type: 'reverse' },
    group: 'sort',
    help: 'reverse the order',
    label: 'reverse',
  },
];

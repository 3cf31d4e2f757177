import type { Binding } from './binding.ts';

/** Among the files and packages of a profile. */
export const MODULE_KEYS: readonly Binding[] = [
  {
    command: 'modules.regroup',
    keys: ['tab'],
    contexts: ['modules'],
    action: { type: 'regroup', step: 1 },
    group: 'open',
    help: 'add up by library, by package or by file',
    label: 'by',
  },
  {
    command: 'modules.regroup-back',
    keys: ['shift-tab'],
    contexts: ['modules'],
    action: { type: 'regroup', step: -1 },
    group: 'open',
    help: 'the same, the other way round',
  },
];

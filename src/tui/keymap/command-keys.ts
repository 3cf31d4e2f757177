import { type Binding, SCREENS } from './binding.ts';

/** The command line of the pstats browser. */
export const COMMAND_KEYS: readonly Binding[] = [
  {
    command: 'command',
    keys: [':'],
    contexts: SCREENS,
    action: { type: 'open-overlay', kind: 'command-line' },
    group: 'viewer',
    help: "a command of pstats' browser (:help)",
  },
  {
    command: 'command.run',
    keys: ['enter'],
    contexts: ['command-line'],
    action: { type: 'choose' },
    group: 'viewer',
    help: 'do it',
    label: 'do it',
    isVital: true,
  },
  {
    command: 'command.complete',
    keys: ['tab'],
    contexts: ['command-line'],
    action: { type: 'complete' },
    group: 'viewer',
    help: 'complete the word',
    label: 'complete',
  },
  {
    command: 'command.older',
    keys: ['up'],
    contexts: ['command-line'],
    action: { type: 'move', movement: 'up' },
    group: 'viewer',
    help: 'the line that was typed before',
    label: 'before',
  },
  {
    command: 'command.newer',
    keys: ['down'],
    contexts: ['command-line'],
    action: { type: 'move', movement: 'down' },
    group: 'viewer',
    help: 'the line that was typed after it',
  },
  {
    command: 'command.cancel',
    keys: ['escape'],
    contexts: ['command-line'],
    action: { type: 'cancel' },
    group: 'viewer',
    help: 'do nothing',
    label: 'cancel',
    isVital: true,
  },
];

import { type Binding, SCREENS } from './binding.ts';

/** What is done with the function that the cursor is on, beyond the viewer. */
export const PLACE_KEYS: readonly Binding[] = [
  {
    command: 'edit',
    keys: ['o'],
    contexts: SCREENS,
    action: { type: 'edit' },
    group: 'place',
    help: 'open the place in $VISUAL or $EDITOR',
    label: 'edit',
  },
  {
    command: 'copy-place',
    keys: ['y'],
    contexts: SCREENS,
    action: { type: 'copy-place' },
    group: 'place',
    help: 'copy file:line (tmux: set-clipboard on)',
  },
];

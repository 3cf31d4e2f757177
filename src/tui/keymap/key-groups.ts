import type { KeyGroup } from './binding.ts';

/** The headings under which help and docs/keys.md list the keys, in their order. */
export const KEY_GROUPS: readonly { readonly group: KeyGroup; readonly title: string }[] = [
  { group: 'open', title: 'Open and go back' },
  { group: 'sort', title: 'Sort' },
  { group: 'filter', title: 'Filter and hide' },
  { group: 'place', title: 'What the cursor is on' },
  { group: 'screens', title: 'Screens' },
  { group: 'move', title: 'Move' },
  { group: 'viewer', title: 'Viewer' },
];

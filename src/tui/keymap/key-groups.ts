/** The headings under which help and docs/keys.md list the keys, in their order. */
export const KEY_GROUPS = [
  { group: 'open', title: 'Open and go back' },
  { group: 'sort', title: 'Sort' },
  { group: 'filter', title: 'Filter and hide' },
  { group: 'place', title: 'What the cursor is on' },
  { group: 'screens', title: 'Screens' },
  { group: 'move', title: 'Move' },
  { group: 'viewer', title: 'Viewer' },
] as const;

/** Under which heading the help lists a key. */
export type KeyGroup = (typeof KEY_GROUPS)[number]['group'];

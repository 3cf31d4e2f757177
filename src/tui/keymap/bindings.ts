import type { Binding } from './binding.ts';
import { COMMAND_KEYS } from './command-keys.ts';
import { FILTER_KEYS, FILTER_LINE_KEYS, LIFT_KEYS } from './filter-keys.ts';
import { EXPORT_KEYS, LINE_VIEWER_KEYS } from './line-keys.ts';
import { MEMORY_KEYS } from './memory-keys.ts';
import { MODULE_KEYS } from './module-keys.ts';
import { MOVE_KEYS } from './move-keys.ts';
import { OPEN_KEYS } from './open-keys.ts';
import { PLACE_KEYS } from './place-keys.ts';
import { PROFILES_KEYS } from './profiles-keys.ts';
import { SORT_KEYS } from './sort-keys.ts';
import { TREE_KEYS, TREE_SCREEN_KEYS } from './tree-keys.ts';
import { TOP_SCREEN_KEYS, VIEWER_KEYS } from './viewer-keys.ts';

/**
 * Every key of the viewer, in the order in which the help and the bottom bar show them, and in which a
 * key of several meanings is asked which one it has just now.
 */
export const BINDINGS: readonly Binding[] = [
  ...TREE_KEYS,
  ...MODULE_KEYS,
  ...MOVE_KEYS,
  ...LIFT_KEYS,
  ...OPEN_KEYS,
  ...MEMORY_KEYS,
  ...SORT_KEYS,
  ...FILTER_KEYS,
  ...PLACE_KEYS,
  ...TOP_SCREEN_KEYS,
  ...TREE_SCREEN_KEYS,
  ...PROFILES_KEYS,
  ...VIEWER_KEYS,
  ...FILTER_LINE_KEYS,
  ...EXPORT_KEYS,
  ...COMMAND_KEYS,
  ...LINE_VIEWER_KEYS,
];

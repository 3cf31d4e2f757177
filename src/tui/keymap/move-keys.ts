import type { Movement } from '../state/list-state.ts';
import { type Binding, type KeyContext, SCREENS_AND_MENUS } from './binding.ts';

type MovementKeys = { readonly movement: Movement; readonly keys: Binding['keys']; readonly help: string };

const MOVEMENTS: readonly MovementKeys[] = [
  { movement: 'down', keys: ['down', 'j'], help: 'one line down' },
  { movement: 'up', keys: ['up', 'k'], help: 'one line up' },
  { movement: 'page-down', keys: ['pagedown', 'space', 'ctrl-f'], help: 'one page down' },
  { movement: 'page-up', keys: ['pageup', 'ctrl-b'], help: 'one page up' },
  { movement: 'half-down', keys: ['ctrl-d'], help: 'half a page down' },
  { movement: 'half-up', keys: ['ctrl-u'], help: 'half a page up' },
  { movement: 'first', keys: ['home', 'g'], help: 'to the first line' },
  { movement: 'last', keys: ['end', 'G'], help: 'to the last line' },
];

/** Through every list, of screens and of menus. */
const LIST_KEYS: readonly Binding[] = MOVEMENTS.map(({ movement, keys, help }) => ({
  command: `move.${movement}`,
  keys,
  contexts: SCREENS_AND_MENUS,
  action: { type: 'move', movement },
  group: 'move',
  help,
}));

/** Where these keys do not open and close lines. */
const LISTS: readonly KeyContext[] = ['functions', 'function'];

/** Within long names. At their beginning the keys to the left mean something else (see open-keys.ts). */
const SCROLL_KEYS: readonly Binding[] = [
  {
    command: 'scroll.right',
    keys: ['right', 'l'],
    contexts: LISTS,
    action: { type: 'scroll', step: 1 },
    group: 'move',
    help: 'whole names, then scroll right in them',
  },
  {
    command: 'scroll.left',
    keys: ['left', 'h'],
    contexts: LISTS,
    action: { type: 'scroll', step: -1 },
    group: 'move',
    help: 'scroll left in the names',
  },
];

export const MOVE_KEYS: readonly Binding[] = [...LIST_KEYS, ...SCROLL_KEYS];

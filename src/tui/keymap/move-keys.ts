import type { Movement } from '../state/list-state.ts';
import { type Binding, SCREENS_AND_MENUS } from './binding.ts';

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
export const MOVE_KEYS: readonly Binding[] = MOVEMENTS.map(({ movement, keys, help }) => ({
  command: `move.${movement}`,
  keys,
  contexts: SCREENS_AND_MENUS,
  action: { type: 'move', movement },
  group: 'move',
  help,
}));

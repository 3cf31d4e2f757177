import { displayWidth } from '../../text/display.ts';
import type { Binding } from '../keymap/binding.ts';
import { keyLabel } from '../keymap/key-label.ts';
import { actionOfKey, bindingsFor, keyContext } from '../keymap/keymap.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import type { Theme } from '../theme.ts';

const GAP = '  ';

/** The keys that do something now, as many as there is room for: the vital ones first, shown in the order of the table. */
export function keyBar(state: ViewerState, theme: Theme): string {
  const candidates = bindingsFor(keyContext(state)).filter((binding) => isOffered(binding, state));
  const vital = candidates.filter(({ isVital }) => isVital === true);
  const chosen = new Set<Binding>();
  let left = state.size.columns - 1;
  for (const binding of [...vital, ...candidates.filter(({ isVital }) => isVital !== true)]) {
    left -= displayWidth(plainText(binding)) + GAP.length;
    if (left >= 0) chosen.add(binding);
  }
  const shown = candidates.filter((binding) => chosen.has(binding));
  return ` ${shown.map((binding) => `${theme.paint('key', keyLabel(binding.keys[0]))} ${binding.label ?? ''}`).join(GAP)}`;
}

function isOffered(binding: Binding, state: ViewerState): boolean {
  // the key may mean something else just now: see Binding.keys
  return binding.label !== undefined && actionOfKey(state, binding.keys[0]) === binding.action;
}

function plainText({ keys, label }: Binding): string {
  return `${keyLabel(keys[0])} ${label ?? ''}`;
}

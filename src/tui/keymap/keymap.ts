import type { Action } from '../state/action.ts';
import { lineInputOfKey } from '../state/line-editor.ts';
import { openLine } from '../state/open-line.ts';
import { refusal } from '../state/refusals.ts';
import { currentScreen, type ViewerState } from '../state/viewer-state.ts';
import type { Binding, KeyContext } from './binding.ts';
import { BINDINGS } from './bindings.ts';

export function keyContext(state: ViewerState): KeyContext {
  return state.overlay?.kind ?? currentScreen(state).kind;
}

/** The keys that mean something in front of the user. */
export function bindingsFor(context: KeyContext): readonly Binding[] {
  return BINDINGS.filter(({ contexts }) => contexts.includes(context));
}

/** Why a key does nothing just now, in a sentence for the user; null where it does something. */
export function whyNot(binding: Binding, state: ViewerState): string | null {
  return binding.whyNot?.(state) ?? refusal(state, binding.action);
}

/** What a key makes happen, which may be a word on why it does nothing; null for a key without a meaning here. */
export function actionOfKey(state: ViewerState, key: string): Action | null {
  const bindings = bindingsFor(keyContext(state)).filter(({ keys }) => keys.includes(key));
  const ready = bindings.find((binding) => whyNot(binding, state) === null);
  if (ready !== undefined) return ready.action;
  const last = bindings.at(-1);
  const reason = last === undefined ? null : whyNot(last, state);
  if (reason !== null) return { type: 'say', text: reason };
  return openLine(state) === null ? null : lineAction(key);
}

/** What a key without another meaning does to the line that is typed. */
function lineAction(key: string): Action | null {
  const input = lineInputOfKey(key);
  if (input === null) return null;
  return 'edit' in input ? { type: 'edit-line', edit: input.edit } : { type: 'type', text: input.insert };
}

/** What a pasted text does: it is for a line, if one is open. */
export function actionOfPaste(state: ViewerState, text: string): Action | null {
  return openLine(state) === null ? null : { type: 'type', text };
}

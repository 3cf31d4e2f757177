import { type BoundAction, keyLabel } from './action.ts';
import { actionsInFront, followHiding, openLine, overlayOf, refit } from './front.ts';
import { hasCalls } from './hiding.ts';
import { currentScreen } from './trail.ts';
import { editLine, insertText, lineInputOfKey } from './typed-line.ts';
import { forgetLastKey, orAwaited, say, type ViewerState } from './viewer.ts';

/** The state after a key, by its name. */
export function pressKey(before: ViewerState, key: string): ViewerState {
  const state = forgetSaid(before);
  const actions = actionsInFront(state).filter(({ keys }) => keys.includes(key));
  const ready = actions.find(({ whyNot }) => whyNot() === null);
  if (ready !== undefined)
    return ready.isQuiet === true ? { ...ready.run(), message: before.message } : perform(state, ready);
  const reason = actions.at(-1)?.whyNot() ?? null;
  if (reason !== null) return say(state, reason);
  return openLine(before) === null ? refuseKey(state, key) : typeKey(before, key);
}

/** A key that means nothing here says so; pressed again it says nothing new. */
function refuseKey(state: ViewerState, key: string): ViewerState {
  const hasHelp = actionsInFront(state).some(({ keys }) => keys.includes('?'));
  return { ...state, message: `${keyLabel(key)} does nothing here${hasHelp ? '; ? lists the keys.' : '.'}` };
}

/** What the last key had to say is gone; what it waits for is not, for Esc ends just that. */
function forgetSaid(state: ViewerState): ViewerState {
  return state.message === null && state.effect === null ? state : { ...state, message: null, effect: null };
}

function perform(state: ViewerState, action: BoundAction): ViewerState {
  if (action.needsCallers === true && !hasCalls(state)) {
    return { ...state, awaited: { change: (later) => performNamed(later, action.name), work: null } };
  }
  const after = orAwaited(state, (later) =>
    later === state ? runAction(state, action) : runNamed(later, action.name),
  );
  return state.awaited !== null && after.awaited === state.awaited ? { ...after, awaited: null } : after;
}

/** An action whose callers have come. */
function performNamed(state: ViewerState, name: string): ViewerState {
  return orAwaited(state, (later) => runNamed(later, name));
}

function runNamed(state: ViewerState, name: string): ViewerState {
  const action = actionsInFront(state).find((other) => other.name === name);
  return action === undefined ? state : runAction(state, action);
}

function runAction(state: ViewerState, action: BoundAction): ViewerState {
  return bringToFront(state, followHiding(state, action.run()));
}

/** A screen that one had left and that comes to the front again may have been in a window of another size. */
function bringToFront(before: ViewerState, after: ViewerState): ViewerState {
  const screen = currentScreen(after);
  if (screen === currentScreen(before)) return after;
  const isKnown = [before.screens, before.ahead, before.kept].some((screens) => screens.includes(screen));
  return isKnown ? refit(after) : after;
}

/** What a key without another meaning does to the line that is typed. */
function typeKey(state: ViewerState, key: string): ViewerState {
  const open = openLine(state);
  const input = open === null ? null : lineInputOfKey(key);
  if (open === null || input === null) return state;
  const line = 'edit' in input ? editLine(open.line, input.edit) : insertText(open.line, input.insert);
  return overlayOf(forgetLastKey(state))?.edit(line) ?? state;
}

/** The state after a text was pasted: it is for a line, if one is open. */
export function pasteText(state: ViewerState, text: string): ViewerState {
  const open = openLine(state);
  return open === null ? state : (overlayOf(forgetLastKey(state))?.edit(insertText(open.line, text)) ?? state);
}

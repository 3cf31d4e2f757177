import { placeText, shortPlace } from './place.ts';
import { placeInFront } from './place-in-front.ts';
import type { ViewerState } from './viewer-state.ts';

/** Asks for the editor at the function that the cursor is on. */
export function askedToEdit(state: ViewerState): ViewerState {
  const place = placeInFront(state);
  return place === null ? state : { ...state, effect: { kind: 'edit', place } };
}

/** Nobody answers whether a terminal took the text: the message says what was sent and by which way. */
export function askedToCopy(state: ViewerState): ViewerState {
  const place = placeInFront(state);
  if (place === null) return state;
  const text = placeText(place);
  return { ...state, effect: { kind: 'copy', text }, message: `Sent to the clipboard (OSC 52): ${shortPlace(text)}` };
}

import type { Action } from './state/action.ts';
import { reduce } from './state/reduce.ts';
import type { ViewerState } from './state/viewer-state.ts';

/** Holds the state and tells whoever listens that there is a new one. */
export type ViewerStore = {
  readonly state: () => ViewerState;
  readonly dispatch: (action: Action) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

/** The state outlives React's tree, and is changed outside of it too: by the size of the terminal. */
export function createStore(first: ViewerState): ViewerStore {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch: (action) => {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

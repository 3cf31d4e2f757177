import type { StateChange, ViewerState } from './viewer.ts';

/** Holds the state and tells whoever listens that there is a new one. */
export type ViewerStore = {
  readonly state: () => ViewerState;
  readonly update: (change: StateChange) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createStore(first: ViewerState): ViewerStore {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    update: (change) => {
      const next = change(state);
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

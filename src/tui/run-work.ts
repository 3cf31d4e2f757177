import { PyprofError } from '../errors.ts';
import type { MatchNames } from '../select/restrict-rows.ts';
import type { Steps } from '../select/steps.ts';
import { type FunctionsRequest, type FunctionsView, functionsSteps } from '../views/functions-view.ts';
import { currentScreen, type ViewerState } from './state/viewer-state.ts';
import type { ViewerStore } from './viewer-store.ts';

/** When slices of work are done; tests do them by hand. */
export type Pace = {
  /** Calls back when keys and signals have been heard; returns what takes that back. */
  readonly soon: (turn: () => void) => () => void;
  /** Begins a turn; the returned function says whether it is over. */
  readonly beginTurn: () => () => boolean;
};

/** So long a key may have to wait for the slices of one turn, and a slice more. */
const TURN_MILLISECONDS = 8;

export const PACE: Pace = {
  soon: (turn) => {
    const immediate = setImmediate(turn);
    return () => clearImmediate(immediate);
  },
  beginTurn: () => {
    const end = performance.now() + TURN_MILLISECONDS;
    return () => performance.now() >= end;
  },
};

export type WorkOptions = {
  readonly pace: Pace;
  /** Tests names against a regex, and gives up on one that takes too long. */
  readonly matchNames: MatchNames;
  /** Told what nobody expected to go wrong. */
  readonly onFailure: (error: unknown) => void;
};

type Work = {
  readonly request: FunctionsRequest;
  readonly steps: Steps<FunctionsView>;
  /** Drops the work: nothing of it is ever seen. */
  readonly drop: () => void;
};

/**
 * Does what the screen in front waits for, a turn at a time between the keys. Another request drops the work on the one
 * before; nothing runs while nothing is asked for.
 */
export function runWork(store: ViewerStore, { pace, matchNames, onFailure }: WorkOptions): () => void {
  let work: Work | null = null;

  const follow = (): void => {
    const state = store.state();
    const request = state.isDone ? null : pendingRequest(state);
    if (request === (work?.request ?? null)) return;
    work?.drop();
    work = request === null ? null : begin(request, functionsSteps(state.table, request, matchNames));
  };

  const begin = (request: FunctionsRequest, steps: Steps<FunctionsView>): Work => {
    let cancel = pace.soon(function turn() {
      const view = advance(request, steps);
      if (view === 'failed') return;
      if (view === null) cancel = pace.soon(turn);
      else store.dispatch({ type: 'functions-ready', view });
    });
    return { request, steps, drop: () => cancel() };
  };

  const advance = (request: FunctionsRequest, steps: Steps<FunctionsView>): FunctionsView | null | 'failed' => {
    try {
      return takeTurn(steps, pace.beginTurn());
    } catch (error) {
      if (error instanceof PyprofError) {
        store.dispatch({ type: 'functions-failed', request, message: error.message });
      } else onFailure(error);
      return 'failed';
    }
  };

  follow();
  const unsubscribe = store.subscribe(follow);
  return () => {
    unsubscribe();
    work?.drop();
  };
}

function pendingRequest(state: ViewerState): FunctionsRequest | null {
  const screen = currentScreen(state);
  return screen.kind === 'functions' ? screen.pending : null;
}

/** The result, or null where the turn is over before it is there. */
function takeTurn(steps: Steps<FunctionsView>, isOver: () => boolean): FunctionsView | null {
  do {
    const step = steps.next();
    if (step.done === true) return step.value;
  } while (!isOver());
  return null;
}

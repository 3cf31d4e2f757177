import { PyprofError } from '../errors.ts';
import { askInSlices } from '../profile/late-answer.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import type { MatchNames } from '../select/restrict-rows.ts';
import { originSteps } from '../select/whose-code.ts';
import { splicedCallSteps } from '../views/call-tree/spliced-calls.ts';
import { type FunctionsRequest, functionsSteps } from '../views/functions-view.ts';
import type { Hiding } from '../views/hiding.ts';
import { icicleRequest } from '../views/icicle/icicle-state.ts';
import { type IcicleRequest, icicleSteps } from '../views/icicle/zoomed-icicle.ts';
import { enteringSteps } from '../views/modules/entering-time.ts';
import type { Grouping } from '../views/modules/grouping.ts';
import { ownCodeSteps } from '../views/own-code.ts';
import { summarySteps } from '../views/summary/summary.ts';
import { receiveAnswer, receiveCallers, receiveCalls, receiveModules, receivePaths, receiveSummary } from './events.ts';
import { followAhead, followHiding, NOT_MOVED } from './front.ts';
import { asksForCalls, callerSteps, hasCalls, hidingOf } from './hiding.ts';
import { receiveView, refuseRequest } from './screens/functions/request.ts';
import { wantsSummary } from './screens/functions/summary-lines.ts';
import { hasPaths, icicleWindow } from './screens/icicle/frames.ts';
import type { ViewerStore } from './store.ts';
import { inFrontAs, lastOfKind } from './trail.ts';
import { hasCallers, hasModules, isSmall, type StateChange, say, type ViewerState } from './viewer.ts';

/** When slices of work are done; tests do them by hand. */
export type WorkPace = {
  /** Calls back when keys and signals have been heard; returns what takes that back. */
  readonly soon: (turn: () => void) => () => void;
  /** Begins a turn; the returned function says whether it is over. */
  readonly beginTurn: () => () => boolean;
};

/** A key may have to wait this long for the slices of one turn, and for one slice more. */
const TURN_MILLISECONDS = 8;

export const PACE: WorkPace = {
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
  readonly pace: WorkPace;
  /** Tests names against a regex, and gives up on one that takes too long. */
  readonly matchNames: MatchNames;
  /** Told what nobody expected to go wrong. */
  readonly onFailure: (error: unknown) => void;
};

/** Work in slices whose result is a change of the state; `about` tells it from other work. */
type Task = {
  readonly about: FunctionsRequest | ProfileTable | Hiding | Grouping | (() => Steps<unknown>) | 'summary' | 'paths';
  readonly table: ProfileTable;
  readonly steps: Steps<StateChange>;
  /** What becomes of the state where it cannot be done. */
  readonly failed: (message: string) => StateChange;
};

type Work = Pick<Task, 'about' | 'table'> & {
  /** Drops the work: nothing of it is ever seen. */
  readonly drop: () => void;
};

/**
 * Does what the screens wait for, a turn at a time between the keys, then reads the callers of a large profile,
 * and then adds up the summary. Another request drops the work on the one before; nothing runs while nothing is left to do.
 */
export function runWork(store: ViewerStore, { pace, matchNames, onFailure }: WorkOptions): () => void {
  let work: Work | null = null;

  const follow = (): void => {
    const task = store.state().isDone ? null : wantedTask(store.state, matchNames);
    if (task?.about === work?.about && task?.table === work?.table) return;
    work?.drop();
    work = task === null ? null : begin(task);
  };

  const begin = (task: Task): Work => {
    let cancel = pace.soon(function turn() {
      const change = advance(task);
      if (change === 'failed') return;
      if (change === null) cancel = pace.soon(turn);
      else store.update(change);
    });
    return { about: task.about, table: task.table, drop: () => cancel() };
  };

  const advance = (task: Task): StateChange | null | 'failed' => {
    try {
      return takeTurn(task.steps, pace.beginTurn());
    } catch (error) {
      if (error instanceof PyprofError) return task.failed(error.message);
      onFailure(error);
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

/** First what the user waits for. */
function wantedTask(stateNow: () => ViewerState, matchNames: MatchNames): Task | null {
  const state = stateNow();
  const { table, awaited } = state;
  if (awaited !== null && awaited.work !== null) return answerTask(table, awaited.work);
  const pending = lastOfKind(state, 'functions')?.pending ?? null;
  if (awaited === null && pending !== null) return functionsTask(table, pending, matchNames, stateNow);
  if (!hasCallers(state)) return callersTask(table);
  const icicle = inFrontAs(state, 'icicle');
  const hiding = hasCalls(state) ? null : hidingOf(state);
  if (hiding !== null && (awaited !== null || icicle !== null)) return callsTask(table, hiding);
  if (icicle !== null && !hasPaths(state)) return pathsTask(table, icicleRequest(icicleWindow(state), icicle));
  const by = wantedModules(state);
  if (by !== null) return modulesTask(table, by, stateNow);
  if (hiding !== null) return callsTask(table, hiding);
  return wantsSummary(state) ? summaryTask(table) : null;
}

function functionsTask(
  table: ProfileTable,
  request: FunctionsRequest,
  matchNames: MatchNames,
  stateNow: () => ViewerState,
): Task {
  function* steps(): Steps<StateChange> {
    const view = yield* functionsSteps(table, request, matchNames);
    // a tree may have been opened while the list was made
    const isReady = view.hiding !== null && !isSmall(table) && asksForCalls(stateNow());
    if (isReady) yield* splicedCallSteps(table, view.hiding);
    const change: StateChange = (state) => {
      const after = receiveView(state, view);
      return isReady ? { ...after, callsReadyOf: view.hiding } : after;
    };
    const moved = isSmall(table) ? NOT_MOVED : yield* followAhead(stateNow, change);
    return (state) => followHiding(state, change(state), moved);
  }
  const failed =
    (message: string): StateChange =>
    (state) =>
      refuseRequest(state, request, message);
  return { about: request, table, steps: steps(), failed };
}

/** What was read before it was dropped is not read again. */
function callersTask(table: ProfileTable): Task {
  function* steps(): Steps<StateChange> {
    yield* callerSteps(table);
    return (state) => receiveCallers(state, table);
  }
  return { about: table, table, steps: steps(), failed: (text) => (state) => say(state, text) };
}

/** The calls of shown functions by way of hidden ones. */
function callsTask(table: ProfileTable, hiding: Hiding): Task {
  function* steps(): Steps<StateChange> {
    yield* splicedCallSteps(table, hiding);
    return (state) => receiveCalls(state, hiding);
  }
  return { about: hiding, table, steps: steps(), failed: (text) => (state) => say(state, text) };
}

/** A single answer that a key waits for. */
function answerTask(table: ProfileTable, work: () => Steps<unknown>): Task {
  function* steps(): Steps<StateChange> {
    yield* work();
    yield; // what the key does with it takes a while too
    return (state) => receiveAnswer(state, work);
  }
  return { about: work, table, steps: steps(), failed: (text) => (state) => say(state, text) };
}

/** The first picture, and with it all that the others need. */
function pathsTask(table: ProfileTable, request: IcicleRequest): Task {
  function* steps(): Steps<StateChange> {
    yield* originSteps(table);
    yield* icicleSteps({ ...request, direction: 'callees' });
    return (state) => receivePaths(state, table);
  }
  return { about: 'paths', table, steps: steps(), failed: (text) => (state) => say(state, text) };
}

/** The modules that the screen in front shows once they are added up. */
export function wantedModules(state: ViewerState): Grouping | null {
  const by = (inFrontAs(state, 'modules') ?? inFrontAs(state, 'module'))?.by;
  return by === undefined || hasModules(state, by) ? null : by;
}

/** What each library, package or file takes. */
export function* modulesSteps(table: ProfileTable, by: Grouping, stateNow: () => ViewerState): Steps<StateChange> {
  yield* enteringSteps(table, by);
  yield* ownCodeSteps(table);
  // the sums, and their order
  yield* askInSlices(() => receiveModules(stateNow(), table, by));
  yield;
  return (state) => receiveModules(state, table, by);
}

function modulesTask(table: ProfileTable, by: Grouping, stateNow: () => ViewerState): Task {
  return { about: by, table, steps: modulesSteps(table, by, stateNow), failed: (text) => (state) => say(state, text) };
}

/** From the numbers alone: the first hint is added where it is drawn. */
function summaryTask(table: ProfileTable): Task {
  function* steps(): Steps<StateChange> {
    const summary = yield* summarySteps(table, null);
    return (state) => receiveSummary(state, summary);
  }
  return { about: 'summary', table, steps: steps(), failed: (text) => (state) => say(state, text) };
}

/** The result, or null where the turn is over before it is there. */
function takeTurn<T>(steps: Steps<T>, isOver: () => boolean): T | null {
  do {
    const step = steps.next();
    if (step.done === true) return step.value;
  } while (!isOver());
  return null;
}

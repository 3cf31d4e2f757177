import { assertNever } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import { lazily } from '../text/lazily.ts';
import type { ProfileMemory } from '../views/memory-view.ts';
import { makeEnding } from './ending.ts';
import { findShownHints } from './hint-finder.ts';
import type { Host } from './host.ts';
import type { InputEvent } from './input/key-parser.ts';
import type { TerminalInput } from './input/keyboard.ts';
import { actionOfKey, actionOfPaste } from './keymap/keymap.ts';
import { type Painting, paintStore, sizeOf, type TerminalOutput } from './paint-store.tsx';
import { performEffect, type Stage } from './perform-effect.ts';
import type { ProcessLife } from './process-life.ts';
import { PACE, runWork } from './run-work.ts';
import { readShownSources } from './source-reader.ts';
import type { Action } from './state/action.ts';
import { orderingOf } from './state/function-orders.ts';
import { firstState, type ViewerState } from './state/viewer-state.ts';
import { openSession } from './terminal-session.ts';
import { makeTheme, type ThemeOptions } from './theme.ts';
import { createStore, type ViewerStore } from './viewer-store.ts';
import { createWatcher } from './watcher.ts';

export type RunOptions = {
  readonly table: ProfileTable;
  /** What is alive beside it, with a snapshot. */
  readonly memory?: ProfileMemory | null;
  /** The profile's name as the user typed it. */
  readonly title: string;
  /** The files as the user named them; `-` is standard input. */
  readonly files: readonly string[];
  /** The order at the start; null for the order of the dump. */
  readonly sort: SortOrder | null;
  readonly reverse: boolean;
  /** What to tell changes against, or null. */
  readonly baseline: ProfileTable | null;
  readonly theme: ThemeOptions;
  /** Both must be terminals. */
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly life: ProcessLife;
  readonly host: Host;
};

/** Shows the viewer until it is done. What goes wrong inside is thrown once the terminal is in order again. */
export async function runViewer(options: RunOptions): Promise<void> {
  const { table, memory = null, title, stdout, life, host } = options;
  const store = createStore(
    firstState({
      table,
      memory,
      baseline: options.baseline,
      title,
      files: options.files,
      ordering: orderingOf(options.sort),
      isReversed: options.reverse,
      size: sizeOf(stdout),
      readsSources: true,
      findsHints: true,
    }),
  );
  const { ended, end, fail, guard } = makeEnding();
  const offs: (() => void)[] = [life.onFailure(fail)];
  // Before the first picture: until then the terminal echoes what is typed, and scrolls the picture away.
  const session = openSession({
    ...options,
    onInput: guard((event) => hear(store, event)),
    onRepaint: guard(() => store.dispatch({ type: 'repaint' })),
    onEnd: (signal) => {
      close();
      end();
      if (signal !== null) life.endBy(signal);
    },
  });
  const close = lazily(() => {
    for (const off of offs.toReversed()) off();
    session.close();
  });
  try {
    const painting = paintStore(store, makeTheme(options.theme), stdout);
    offs.push(painting.close);
    const watcher = createWatcher(host, guard(store.dispatch));
    offs.push(watcher.stop);
    const stage = { host, session, stdout, watcher, dispatch: store.dispatch, state: store.state };
    offs.push(readShownSources(store, host, fail));
    offs.push(findShownHints(store, host, fail));
    offs.push(followStore(store, painting, stage, end));
    offs.push(runWork(store, { pace: PACE, matchNames: host.matchNames, onFailure: fail }));
    await Promise.race([painting.ended, ended]);
  } finally {
    close();
  }
}

function hear(store: ViewerStore, event: InputEvent): void {
  const state = store.state();
  const action = actionOf(state, event);
  if (action !== null) store.dispatch(action);
}

function actionOf(state: ViewerState, event: InputEvent): Action | null {
  switch (event.kind) {
    case 'key':
      return actionOfKey(state, event.name);
    case 'paste':
      return actionOfPaste(state, event.text);
    case 'long-paste':
      return { type: 'say', text: 'What was pasted is too long: nothing of it was taken.' };
    default:
      return assertNever(event);
  }
}

/** Does what a state asks for beyond being shown: ends the program, paints anew, has an effect. */
function followStore(store: ViewerStore, painting: Painting, stage: Stage, end: () => void): () => void {
  let before: ViewerState = store.state();
  return store.subscribe(() => {
    const state = store.state();
    const last = before;
    before = state;
    if (state.isDone) end();
    if (state.repaints !== last.repaints) painting.forget();
    if (state.effect !== null && state.effect !== last.effect) performEffect(state.effect, stage);
  });
}

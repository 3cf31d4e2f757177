import { assertNever } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { SortOrder } from '../../select/sort-keys.ts';
import { lazily } from '../../text/lazily.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import { findShownHints, readShownSources } from '../background.ts';
import { clickAt, wheelAt } from '../click.ts';
import { performEffect, type Stage } from '../effects.ts';
import { repaint } from '../events.ts';
import { createExports } from '../exports.ts';
import type { Host } from '../host.ts';
import { orderingOf } from '../orders.ts';
import { pasteText, pressKey } from '../press.ts';
import type { ProcessLife } from '../process-life.ts';
import { openViewer } from '../screens/functions/functions.ts';
import { createStore, type ViewerStore } from '../store.ts';
import { makeTheme, type Theme, type ThemeOptions } from '../theme.ts';
import { createTurns } from '../turns.ts';
import { runWhenSaved, say, type ViewerState } from '../viewer.ts';
import { createWatcher } from '../watcher.ts';
import { PACE, runWork } from '../work.ts';
import { makeEnding } from './ending.ts';
import type { InputEvent } from './key-parser.ts';
import type { TerminalInput } from './keyboard.ts';
import { makeClickCounter } from './mouse.ts';
import { type Painting, paintStore, sizeOf, type TerminalOutput } from './paint.tsx';
import { openSession } from './session.ts';

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
  /** What makes the files anew whenever a source is saved, from the beginning; null for nothing. */
  readonly watchCommand?: string | null;
  readonly theme: ThemeOptions;
  /** Whether the mouse is heard. */
  readonly hasMouse: boolean;
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
    openViewer({
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
      findsSummary: true,
    }),
  );
  const exports = createExports(host, store);
  const theme = lazily(() => makeTheme(options.theme));
  const { ended, end, fail, guard } = makeEnding();
  const offs: (() => void)[] = [life.onFailure(fail)];
  // Before the first picture: until then the terminal echoes what is typed, and scrolls the picture away.
  const session = openSession({
    ...options,
    onInput: guard(listenWith(store, theme)),
    onRepaint: guard(() => store.update(repaint)),
    onEnd: (signal) => {
      close();
      end();
      if (signal !== null) life.endBy(signal);
    },
  });
  const close = lazily(() => {
    for (const off of offs.toReversed()) off();
    session.close();
    store.update((state) => ({ ...state, isDone: true })); // also after a signal or a failure
  });
  try {
    const painting = paintStore(store, theme(), stdout);
    offs.push(painting.close);
    const watcher = createWatcher(host, { state: store.state, update: guard(store.update) });
    offs.push(watcher.stop);
    const stage = { host, session, stdout, watcher, store, turns: createTurns(() => store.state().isDone), exports };
    offs.push(readShownSources(store, host, fail));
    offs.push(findShownHints(store, host, fail));
    offs.push(followStore(store, painting, stage, end));
    offs.push(runWork(store, { pace: PACE, matchNames: host.matchNames, onFailure: fail }));
    const { watchCommand = null } = options;
    if (watchCommand !== null) store.update((state) => runWhenSaved(state, watchCommand));
    await Promise.race([painting.ended, ended]);
  } finally {
    close();
  }
  await exports.finish();
}

/** Makes changes of the state of what comes from the terminal. A cell is looked up in the frame, hence the theme. */
function listenWith(store: ViewerStore, theme: () => Theme): (event: InputEvent) => void {
  const isSecond = makeClickCounter(() => performance.now());
  return (event) => {
    const isDouble = event.kind === 'mouse' && event.what === 'press' && isSecond(event.cell);
    store.update((state) => stateAfter(state, event, isDouble, theme()));
  };
}

function stateAfter(state: ViewerState, event: InputEvent, isSecond: boolean, theme: Theme): ViewerState {
  switch (event.kind) {
    case 'key':
      return pressKey(state, event.name);
    case 'mouse': {
      const { what, cell } = event;
      const isWheel = what === 'wheel-up' || what === 'wheel-down';
      return isWheel ? wheelAt(state, cell, what, theme) : clickAt(state, { cell, what, isSecond }, theme);
    }
    case 'paste':
      return pasteText(state, event.text);
    case 'long-paste':
      return say(state, 'What was pasted is too long: nothing of it was taken.');
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

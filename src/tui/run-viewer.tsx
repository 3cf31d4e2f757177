import type { Readable, Writable } from 'node:stream';
import { type Instance, render } from 'ink';
import type { ProfileTable } from '../profile/profile-table.ts';
import { Viewer } from './screens/viewer.tsx';
import type { Ordering } from './state/functions-screen.ts';
import { firstState, type Size, type ViewerState } from './state/viewer-state.ts';
import { makeTheme, type ThemeOptions } from './theme.ts';
import { createStore, type ViewerStore } from './viewer-store.ts';

/** What is written to; a terminal knows its size and says when it changes. */
export type TerminalOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

export type RunOptions = {
  readonly table: ProfileTable;
  /** The profile's name as the user typed it. */
  readonly title: string;
  /** The order at the start and the word for it: `{ name: 'cumulative', order: resolveSortOrder(['cumulative']) }`. */
  readonly sort: Ordering;
  readonly reverse: boolean;
  readonly theme: ThemeOptions;
  /** Both must be terminals. */
  readonly stdin: Readable;
  readonly stdout: TerminalOutput;
};

/** Puts the cursor into the corner and erases from there on: no CSI 2J, which pushes the screen into the scrollback. */
const ERASE_VISIBLE = '\x1b[H\x1b[J';

const FALLBACK: Size = { columns: 80, rows: 24 };

export async function runViewer(options: RunOptions): Promise<void> {
  const { stdin, stdout } = options;
  const store = createStore(
    firstState({
      table: options.table,
      title: options.title,
      ordering: options.sort,
      isReversed: options.reverse,
      size: sizeOf(stdout),
    }),
  );
  const viewer = <Viewer store={store} theme={makeTheme(options.theme)} />;
  const resize = (): void => {
    store.dispatch({ type: 'resize', size: sizeOf(stdout) });
    instance.rerender(viewer);
  };
  // Before Ink's own listener, which otherwise paints the old picture into the new window first.
  stdout.on('resize', resize);
  const instance = render(viewer, {
    stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true, // Ink paints nothing where the environment has a CI
    exitOnCtrlC: false, // the key table has it
    patchConsole: false, // nothing prints while the viewer is open
  });
  const unsubscribe = followStore(store, instance, stdout);
  try {
    await instance.waitUntilExit();
  } finally {
    unsubscribe();
    stdout.off('resize', resize);
  }
}

function sizeOf({ columns, rows }: TerminalOutput): Size {
  return { columns: columns || FALLBACK.columns, rows: rows || FALLBACK.rows };
}

/** Does what a state asks for beyond being shown: ends the program, paints anew. */
function followStore(store: ViewerStore, instance: Instance, stdout: Writable): () => void {
  let before: ViewerState = store.state();
  return store.subscribe(() => {
    const state = store.state();
    const isRepaint = state.repaints !== before.repaints;
    before = state;
    if (state.isDone) instance.unmount();
    else if (isRepaint) {
      stdout.write(ERASE_VISIBLE);
      instance.clear();
    }
  });
}

import type { Writable } from 'node:stream';
import { Box, render, Transform, useCursor } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { resize } from '../events.ts';
import { frameOf } from '../frame.ts';
import type { ViewerStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import type { Size } from '../window.ts';

/** What is written to; a terminal knows its size and says when it changes. */
export type TerminalOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

export type Painting = {
  /** Rejects with what went wrong while a frame was made. */
  readonly ended: Promise<unknown>;
  /** Forgets what is on the screen, for something else may be: the next frame is written whole. */
  readonly forget: () => void;
  /** Paints no more. */
  readonly close: () => void;
};

/**
 * Puts the cursor into the corner and erases from there on: no CSI 2J, which pushes the screen into the scrollback. The
 * first sequence has the terminal wait for the next frame, which Ink ends with its counterpart: nothing flickers.
 */
const ERASE_VISIBLE = '\x1b[?2026h\x1b[H\x1b[J';

const FALLBACK: Size = { columns: 80, rows: 24 };

/** Shows each state of the store on the whole screen, in the size that the terminal has. */
export function paintStore(store: ViewerStore, theme: Theme, stdout: TerminalOutput): Painting {
  const viewer = <Viewer store={store} theme={theme} />;
  const onResize = (): void => {
    store.update((state) => resize(state, sizeOf(stdout)));
    instance.rerender(viewer);
  };
  // Before Ink's own listener, which otherwise paints the old picture into the new window first.
  stdout.on('resize', onResize);
  const instance = render(viewer, {
    stdout,
    incrementalRendering: true,
    interactive: true, // Ink paints nothing where the environment has a CI
    exitOnCtrlC: false, // the keys are not Ink's
    patchConsole: false, // nothing prints while the viewer is open
    isScreenReaderEnabled: false, // who has one gets texts, not the viewer (cli/entry.ts)
  });
  return {
    ended: instance.waitUntilExit(),
    forget: () => {
      stdout.write(ERASE_VISIBLE);
      instance.clear();
    },
    close: () => {
      stdout.off('resize', onResize);
      instance.unmount();
    },
  };
}

export function sizeOf({ columns, rows }: TerminalOutput): Size {
  return { columns: columns || FALLBACK.columns, rows: rows || FALLBACK.rows };
}

type ViewerProps = { readonly store: ViewerStore; readonly theme: Theme };

/**
 * The frame of the state that the store holds. Ink lays out a text of as many lines, which never changes, and what we
 * drew takes their place when it writes: else it would take every line apart, to look for escapes and to measure it, twice
 * a frame.
 */
function Viewer({ store, theme }: ViewerProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { lines, cursor } = frameOf(state, theme);
  useCursor().setCursorPosition(cursor ?? undefined);
  const { columns, rows } = state.size;
  return (
    <Box width={columns} height={rows}>
      <Transform transform={(_line, at) => lines[at] ?? ''}>{blankText(rows)}</Transform>
    </Box>
  );
}

function blankText(rows: number): string {
  return Array.from({ length: rows }, () => ' ').join('\n');
}

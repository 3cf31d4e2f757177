import { Box, useCursor } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { cutEnd } from '../../text/display.ts';
import { Line } from '../components/line.tsx';
import { linePrompt } from '../rows/line-prompt.ts';
import { openLine } from '../state/open-line.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { isTooSmall, SMALLEST } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';
import type { ViewerStore } from '../viewer-store.ts';
import { frontPicture } from './pictures.tsx';

type Props = { readonly store: ViewerStore; readonly theme: Theme };

/** The picture of the state that the store holds. */
export function Viewer({ store, theme }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.state);
  useCursor().setCursorPosition(cursorOf(state, theme));
  return <Picture state={state} theme={theme} />;
}

/** Where the terminal's own cursor stands: in the line that is typed, above the keys (see Frame). Else there is none. */
function cursorOf(state: ViewerState, theme: Theme): { readonly x: number; readonly y: number } | undefined {
  const line = isTooSmall(state.size) ? null : openLine(state);
  if (line === null) return undefined;
  return { x: linePrompt(line, state.size.columns, theme).cursorCell, y: state.size.rows - 2 };
}

/** The picture of a state; it depends on nothing else. */
export function Picture({ state, theme }: { readonly state: ViewerState; readonly theme: Theme }): ReactElement {
  return isTooSmall(state.size) ? <TooSmall state={state} theme={theme} /> : frontPicture(state, theme);
}

/** One line, until the window is larger again. The keys still work, q above all. */
function TooSmall({ state: { size }, theme }: { readonly state: ViewerState; readonly theme: Theme }): ReactElement {
  const needed = `needs ${SMALLEST.columns}x${SMALLEST.rows}`;
  const long = `${size.columns}x${size.rows}: ${needed} (q quits)`;
  const text = long.length <= size.columns ? long : `q quits; ${needed}`;
  return (
    <Box width={size.columns} height={size.rows} overflow="hidden">
      <Line text={cutEnd(text, size.columns, theme.glyphs.ellipsis)} />
    </Box>
  );
}

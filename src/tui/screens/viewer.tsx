import { Box, useApp, useInput } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { cutEnd } from '../../text/display.ts';
import { Line } from '../components/line.tsx';
import { keyNames } from '../keymap/key-names.ts';
import { actionOfKey } from '../keymap/keymap.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { isTooSmall, SMALLEST } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';
import type { ViewerStore } from '../viewer-store.ts';
import { frontPicture } from './pictures.tsx';

type Props = { readonly store: ViewerStore; readonly theme: Theme };

/** The whole program on the screen: keys go into the store, its state comes out as a picture. */
export function Viewer({ store, theme }: Props): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { exit } = useApp();
  useInput((input, key) => {
    try {
      for (const name of keyNames(input, key)) pressKey(store, name);
    } catch (error) {
      exit(error); // past React the error would end Node, with a stack on the screen
    }
  });
  return <Picture state={state} theme={theme} />;
}

function pressKey(store: ViewerStore, name: string): void {
  const action = actionOfKey(store.state(), name);
  if (action !== null) store.dispatch(action);
}

/** The picture of a state; it depends on nothing else. */
export function Picture({ state, theme }: { readonly state: ViewerState; readonly theme: Theme }): ReactElement {
  return isTooSmall(state.size) ? <TooSmall state={state} theme={theme} /> : frontPicture(state, theme);
}

/** One line, until the window is larger again. The keys still work, q above all. */
function TooSmall({ state: { size }, theme }: { readonly state: ViewerState; readonly theme: Theme }): ReactElement {
  const text = `${size.columns}x${size.rows}: needs ${SMALLEST.columns}x${SMALLEST.rows} (q quits)`;
  return (
    <Box width={size.columns} height={size.rows} overflow="hidden">
      <Line text={cutEnd(text, size.columns, theme.glyphs.ellipsis)} />
    </Box>
  );
}

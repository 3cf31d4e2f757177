import type { ReactElement } from 'react';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import type { Binding } from '../keymap/binding.ts';
import { keyLabel } from '../keymap/key-label.ts';
import { helpBindings } from '../keymap/keymap.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import type { HelpOverlay } from '../state/overlay.ts';
import { currentScreen, type ViewerState } from '../state/viewer-state.ts';
import { overlayHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly overlay: HelpOverlay; readonly theme: Theme };

/** The keys of the screen that it lies over, from the key table. */
export function HelpScreen({ state, overlay, theme }: Props): ReactElement {
  const bindings = helpBindings(currentScreen(state).kind);
  const height = overlayHeight(state.size);
  const { top } = overlay.list;
  const lines = bindings.slice(top, top + height).map((binding) => helpLine(binding, theme));
  const range =
    bindings.length > height ? `${top + 1}-${Math.min(top + height, bindings.length)} of ${bindings.length}` : '';
  return (
    <Frame state={state} theme={theme} heading="" position="help" summary={['', '']} status="">
      <Line text={ruleLine('Keys', range, true, state.size.columns, theme)} />
      <Lines lines={lines} height={height} />
    </Frame>
  );
}

const KEYS_WIDTH = 24;

function helpLine({ keys, help }: Binding, theme: Theme): string {
  const text = keys.map(keyLabel).join(' ');
  return `  ${theme.paint('key', text)}${' '.repeat(Math.max(1, KEYS_WIDTH - text.length))}${help}`;
}

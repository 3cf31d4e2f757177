import type { ReactElement } from 'react';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { guideLines } from '../rows/guide-lines.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import type { GuideOverlay } from '../state/overlay.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { overlayHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly overlay: GuideOverlay; readonly theme: Theme };

/** What the numbers of the memory screen mean. */
export function GuideScreen({ state, overlay, theme }: Props): ReactElement {
  const all = guideLines(state.size.columns);
  const height = overlayHeight(state.size);
  const { top } = overlay.list;
  const lines = all
    .slice(top, top + height)
    .map(({ text, isHeading }) => (isHeading ? theme.paint('title', text) : text));
  const range = all.length > height ? `${top + 1}-${Math.min(top + height, all.length)} of ${all.length}` : '';
  return (
    <Frame state={state} theme={theme} heading="" position="about memory" summary={['', '']} status="">
      <Line text={ruleLine('Live memory', range, true, state.size.columns, theme)} />
      <Lines lines={lines} height={height} />
    </Frame>
  );
}

import type { ReactElement } from 'react';
import { assertNever } from '../../errors.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { type HelpLine, helpLines } from '../rows/help-lines.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import type { HelpOverlay } from '../state/overlay.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { overlayHeight } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly overlay: HelpOverlay; readonly theme: Theme };

/** The keys of the screen that it lies over and what its columns mean, from the tables of both. */
export function HelpScreen({ state, overlay, theme }: Props): ReactElement {
  const lines = helpLines(state);
  const height = overlayHeight(state.size);
  const { top } = overlay.list;
  const end = Math.min(top + height, lines.length);
  const range = lines.length > height ? `${top + 1}-${end} of ${lines.length}` : '';
  return (
    <Frame state={state} theme={theme} heading="" position="help" summary={['Up and Down scroll', '']} status="">
      <Line text={ruleLine('Help', range, true, state.size.columns, theme)} />
      <Lines lines={lines.slice(top, end).map((line) => lineText(line, theme))} height={height} />
    </Frame>
  );
}

function lineText(line: HelpLine, theme: Theme): string {
  switch (line.kind) {
    case 'heading':
      return theme.paint('title', line.text);
    case 'entry':
      return `  ${theme.paint('key', line.term)}${line.text}`;
    default:
      return assertNever(line);
  }
}

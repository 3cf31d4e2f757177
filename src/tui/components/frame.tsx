import { Box } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import { cutEnd, cutStart } from '../../text/display.ts';
import { shownText } from '../rows/function-text.ts';
import { keyBar } from '../rows/key-bar.ts';
import { spread } from '../rows/plain-lines.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';
import { Line } from './line.tsx';

export type FrameProps = {
  readonly state: ViewerState;
  readonly theme: Theme;
  /** What is looked at. */
  readonly heading: string;
  /** Where one is in it, and in low windows how it is sorted. */
  readonly position: string;
  /** Totals, and how the list is sorted; only where there is room for it. */
  readonly summary: readonly [left: string, right: string];
  /** What the cursor is on, in full. A message takes its place. */
  readonly status: string;
  readonly children: ReactNode;
};

const FEWEST_FOR_BOTH = 60;

/** What all screens have around them: title and summary above, status and keys below. */
export function Frame({ state, theme, heading, position, summary, status, children }: FrameProps): ReactElement {
  const { columns, rows } = state.size;
  const { ellipsis } = theme.glyphs;
  const title = spread(` ${titleText(state, heading, ellipsis)}`, `${position} `, columns, ellipsis);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Line text={theme.paint('title', title)} />
      {hasSummary(state.size) && <Line text={spread(` ${summary[0]}`, `${summary[1]} `, columns, ellipsis)} />}
      {children}
      <Line text={statusText(state, status, theme)} />
      <Line text={keyBar(state, theme)} />
    </Box>
  );
}

/** The profile's name and the screen's heading; in a narrow window only the heading, if there is one. */
function titleText({ title, size }: ViewerState, heading: string, ellipsis: string): string {
  if (heading === '') return shownText(title);
  if (size.columns < FEWEST_FOR_BOTH) return heading;
  return `${cutStart(shownText(title), Math.floor(size.columns / 4), ellipsis)}  ${heading}`;
}

function statusText({ message, size }: ViewerState, status: string, { glyphs, paint }: Theme): string {
  const width = size.columns - 2;
  if (message !== null) return ` ${paint('message', cutEnd(shownText(message), width, glyphs.ellipsis))}`;
  return ` ${paint('dim', cutStart(status, width, glyphs.ellipsis))}`;
}

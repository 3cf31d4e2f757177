import { Box } from 'ink';
import type { ReactElement, ReactNode } from 'react';
import { cutEnd, cutStart, displayWidth } from '../../text/display.ts';
import { shownText } from '../rows/function-text.ts';
import { keyBar } from '../rows/key-bar.ts';
import { linePrompt } from '../rows/line-prompt.ts';
import { spread } from '../rows/plain-lines.ts';
import { openLine } from '../state/open-line.ts';
import { crumbs } from '../state/screens.ts';
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
const WIDEST_CRUMB = 20;

/** What all screens have around them: title and summary above, status and keys below. */
export function Frame({ state, theme, heading, position, summary, status, children }: FrameProps): ReactElement {
  const { columns, rows } = state.size;
  const { ellipsis } = theme.glyphs;
  const title = spread(
    ` ${titleText(state, heading, columns - displayWidth(position) - 4, theme)}`,
    `${position} `,
    columns,
    ellipsis,
  );
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Line text={theme.paint('title', title)} />
      {hasSummary(state.size) && <Line text={spread(` ${summary[0]}`, `${summary[1]} `, columns, ellipsis)} />}
      {children}
      <Line text={statusText(state, status, theme)} />
      <Line text={keyBar(state, theme)} />
    </Box>
  );
}

/**
 * The profile's name and the trail to what is looked at: `out.prof  functions › main › shop.py:12(load)`. What there is
 * no room for goes from the start of the trail; in a narrow window only the screen itself is named.
 */
function titleText(state: ViewerState, heading: string, width: number, { glyphs }: Theme): string {
  const { ellipsis, separator } = glyphs;
  const trail = crumbs(state).map((crumb) => cutEnd(shownText(crumb), WIDEST_CRUMB, ellipsis));
  const title = shownText(state.title);
  if (trail.length === 1 && heading === '') return title;
  if (state.size.columns < FEWEST_FOR_BOTH) return heading;
  const start = `${cutStart(title, Math.floor(state.size.columns / 4), ellipsis)}  `;
  const whole = (heading === '' ? trail : [...trail.slice(0, -1), heading]).join(` ${separator} `);
  return start + cutStart(whole, Math.max(1, width - displayWidth(start)), ellipsis);
}

function statusText(state: ViewerState, status: string, theme: Theme): string {
  const { message, awaited, size } = state;
  const { glyphs, paint } = theme;
  const line = openLine(state);
  if (line !== null) return linePrompt(line, size.columns, theme).text;
  const width = size.columns - 2;
  if (awaited !== null) return ` ${paint('message', `reading callers${glyphs.ellipsis}`)}`;
  if (message !== null) return ` ${paint('message', cutEnd(shownText(message), width, glyphs.ellipsis))}`;
  return ` ${paint('dim', cutStart(status, width, glyphs.ellipsis))}`;
}

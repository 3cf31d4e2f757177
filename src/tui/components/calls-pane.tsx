import type { ReactElement } from 'react';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { cutEnd } from '../../text/display.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { CALL_SORT_KEYS, type CallsView, callNumbers } from '../../views/function-view.ts';
import type { ColumnLayout } from '../rows/columns.ts';
import { scrolledName } from '../rows/function-text.ts';
import { directionMark } from '../rows/order-text.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import { rowLine } from '../rows/row-line.ts';
import type { FunctionScreen, PaneState } from '../state/function-screen.ts';
import { hintsByFunction } from '../state/hint-marks.ts';
import { paneView } from '../state/looked-at.ts';
import { isSourceActive } from '../state/source-pane.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import type { Glyphs, Theme } from '../theme.ts';
import { Line, Lines } from './line.tsx';

type Props = {
  readonly state: ViewerState;
  readonly screen: FunctionScreen;
  readonly theme: Theme;
  readonly layout: ColumnLayout;
  readonly direction: CallDirection;
  readonly height: number;
};

const TITLES: Readonly<Record<CallDirection, string>> = { callers: 'Callers', callees: 'Callees' };

/** The callers or the callees under a title. Only the active pane has a selected line. */
export function CallsPane({ state, screen, theme, layout, direction, height }: Props): ReactElement {
  const view = paneView(state, screen, direction);
  const pane = screen[direction];
  const isActive = screen.active === direction && !isSourceActive(state, screen);
  const { top, selected } = pane.list;
  const hints = hintsByFunction(state);
  const lines = callNumbers(view, top, top + height).map((line, at) => {
    const name = callName(state.table, screen, line.other, layout.nameWidth, theme.glyphs);
    return rowLine(
      { numbers: line, share: line.share, hasHint: hints.has(line.other), name },
      isActive && top + at === selected ? 'selected' : 'plain',
      layout,
      theme,
    );
  });
  const title = paneTitle(TITLES[direction], view, pane, theme.glyphs);
  const hidden = view.calls.length > height ? `${top + 1}-${Math.min(top + height, view.calls.length)}` : '';
  return (
    <>
      <Line text={ruleLine(title, hidden, isActive, layout.width, theme)} />
      <Lines lines={lines.length === 0 ? ['  none in this profile'] : lines} height={height} />
    </>
  );
}

/** What is not to be seen by a name is said in words: that a function calls itself, that a caller was not profiled. */
function callName(
  table: ProfileTable,
  { function: self, scroll }: FunctionScreen,
  other: FunctionIndex,
  nameWidth: number,
  { ellipsis }: Glyphs,
): string {
  if (other === self) return cutEnd('itself (recursion)', nameWidth, ellipsis);
  const words = other < table.length ? '' : ' (no row)';
  const width = Math.max(1, nameWidth - words.length);
  return cutEnd(scrolledName(table, other, { nameWidth: width, scroll }, ellipsis) + words, nameWidth, ellipsis);
}

/** `Callers (3) by cumtime ▼` */
function paneTitle(
  title: string,
  { calls, hasTimes }: CallsView,
  { sort, isReversed }: PaneState,
  glyphs: Glyphs,
): string {
  if (calls.length === 0) return title;
  const key = CALL_SORT_KEYS.find(({ name }) => name === sort);
  const counted = hasTimes ? '' : ', counted only';
  return `${title} (${calls.length}${counted}) by ${sort} ${directionMark(key?.order ?? 'asc', isReversed, glyphs)}`;
}

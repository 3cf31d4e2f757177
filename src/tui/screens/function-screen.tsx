import type { ReactElement } from 'react';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { formatFixed3 } from '../../text/fixed3.ts';
import { callCount } from '../../views/function-view.ts';
import { functionLine } from '../../views/functions-view.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { CallsPane } from '../components/calls-pane.tsx';
import { Frame } from '../components/frame.tsx';
import { Line } from '../components/line.tsx';
import { type ColumnLayout, HEADINGS, layoutColumns } from '../rows/columns.ts';
import { functionText, shownText } from '../rows/function-text.ts';
import { callWidths } from '../rows/measure-numbers.ts';
import { percentText } from '../rows/number-text.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import type { FunctionScreen as FunctionState } from '../state/function-screen.ts';
import { selectedCall } from '../state/looked-at.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { hasSummary, paneHeights } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: FunctionState; readonly theme: Theme };

/** One function between its callers and its callees. All bars are shares of the time that it took with its callees. */
export function FunctionScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const { active, function: self } = screen;
  const selected = selectedCall(state, screen);
  const kept = screen[active].sort === 'tottime' ? 'tottime' : 'cumtime';
  const layout = layoutColumns(size.columns, callWidths(table, self), table.kind, kept);
  const heights = paneHeights(state, screen);
  const pane = { state, screen, theme, layout };
  return (
    <Frame
      state={state}
      theme={theme}
      heading={functionText(table, self, Math.floor(size.columns / 2), theme.glyphs.ellipsis)}
      position={positionText(state, screen)}
      summary={[relationsText(table, self), 'share: of its cumtime']}
      status={selected === undefined ? '' : shownText(standardName(table, selected))}
    >
      <Line text={headingLine(HEADINGS[table.kind], { column: null, mark: '' }, layout, theme)} />
      <CallsPane {...pane} direction="callers" height={heights.callers} />
      {hasSummary(size) && <Line text={ruleLine('Function', '', false, size.columns, theme)} />}
      <Line text={selfLine(table, self, layout, theme)} />
      <CallsPane {...pane} direction="callees" height={heights.callees} />
    </Frame>
  );
}

/** `callee 1 of 12` */
function positionText({ table }: ViewerState, screen: FunctionState): string {
  const { active } = screen;
  const length = callCount(table, screen.function, active);
  return `${active.slice(0, -1)} ${length === 0 ? 0 : screen[active].list.selected + 1} of ${length}`;
}

/** `3 callers, 12 callees, 34.5% of 4.841 s` */
function relationsText(table: ProfileTable, self: number): string {
  const callers = plural(callCount(table, self, 'callers'), 'caller');
  const callees = plural(callCount(table, self, 'callees'), 'callee');
  const percent = percentText(shareOf(table.cumtime[self]!, table.totals.tottime));
  const share = percent === '' ? '' : `, ${percent} of ${formatFixed3(table.totals.tottime)} s`;
  return `${callers}, ${callees}${share}`;
}

/** The function itself; its share is what it spent in its own code. */
function selfLine(table: ProfileTable, self: number, layout: ColumnLayout, theme: Theme): string {
  const numbers = functionLine(table, self, 'cumtime');
  const share = shareOf(table.tottime[self]!, table.cumtime[self]!);
  const name = functionText(table, self, layout.nameWidth, theme.glyphs.ellipsis);
  return rowLine({ numbers, share, name }, 'subject', layout, theme);
}

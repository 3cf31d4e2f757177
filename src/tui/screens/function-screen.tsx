import { Box } from 'ink';
import type { ReactElement } from 'react';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { cutEnd } from '../../text/display.ts';
import { CALL_SORT_KEYS, callCount, callsWithoutCaller } from '../../views/function-view.ts';
import { functionLine } from '../../views/functions-view.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { CallsPane } from '../components/calls-pane.tsx';
import { Frame } from '../components/frame.tsx';
import { Line } from '../components/line.tsx';
import { SourcePane } from '../components/source-pane.tsx';
import { type ColumnLayout, HEADINGS } from '../rows/columns.ts';
import { functionText, scrolledName, shownText } from '../rows/function-text.ts';
import { functionLayout } from '../rows/list-layouts.ts';
import { percentText, type TimeStyle, timeWithUnit } from '../rows/number-text.ts';
import { directionMark } from '../rows/order-text.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import { headingLine, rowLine, type SortedHeading } from '../rows/row-line.ts';
import { lineCallsText } from '../rows/source-line.ts';
import type { FunctionScreen as FunctionState } from '../state/function-screen.ts';
import { hintsByFunction } from '../state/hint-marks.ts';
import { selectedCall } from '../state/looked-at.ts';
import { sortedCallColumn } from '../state/sort-columns.ts';
import {
  isSourceActive,
  linesBelow,
  type Placement,
  selectedSourceRow,
  showsCalls,
  sourceRegion,
  whyNoSource,
} from '../state/source-pane.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { hasSummary, paneHeights } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: FunctionState; readonly theme: Theme };

/** One function between its callers and its callees. All bars are shares of the time that it took with its callees. */
export function FunctionScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const { function: self } = screen;
  const selected = selectedCall(state, screen);
  const layout = functionLayout(state, screen);
  const region = sourceRegion(state, screen);
  const source = region === null ? null : <SourcePane state={state} screen={screen} region={region} theme={theme} />;
  return (
    <Frame
      state={state}
      theme={theme}
      heading={functionText(table, self, Math.floor(size.columns / 2), theme.glyphs.ellipsis)}
      position={positionText(state, screen)}
      summary={[relationsText(table, self, { units: state.units, glyphs: theme.glyphs }), 'share of cumtime']}
      status={statusText(state, screen, selected, theme)}
    >
      <Panes
        placement={region?.placement ?? 'tab'}
        calls={showsCalls(state, screen) ? <Calls state={state} screen={screen} theme={theme} layout={layout} /> : null}
        source={source}
        columns={layout.width}
      />
    </Frame>
  );
}

type PanesProps = {
  readonly placement: Placement;
  readonly calls: ReactElement | null;
  readonly source: ReactElement | null;
  /** Of callers and callees. */
  readonly columns: number;
};

/** Callers and callees with the source beside or below them; in a small window one of the two. */
function Panes({ placement, calls, source, columns }: PanesProps): ReactElement {
  if (calls === null || source === null || placement === 'tab') return <>{calls ?? source}</>;
  if (placement === 'below') {
    return (
      <>
        {calls}
        {source}
      </>
    );
  }
  return (
    <Box>
      <Box flexDirection="column" width={columns}>
        {calls}
      </Box>
      <Box flexDirection="column" marginLeft={1} flexGrow={1}>
        {source}
      </Box>
    </Box>
  );
}

/** The callers, the function itself, the callees. */
function Calls({ state, screen, theme, layout }: Props & { readonly layout: ColumnLayout }): ReactElement {
  const { table, size } = state;
  const heights = paneHeights(state, screen, linesBelow(state, screen));
  const reason = whyNoSource(state, screen);
  const pane = { state, screen, theme, layout };
  return (
    <>
      <Line text={headingLine(HEADINGS[table.kind], sortedBy(screen, theme), layout, theme)} />
      <CallsPane {...pane} direction="callers" height={heights.callers} />
      {hasSummary(size) && <Line text={ruleLine('Function', '', false, layout.width, theme)} />}
      <Line text={selfLine(state, screen, layout, theme)} />
      <CallsPane {...pane} direction="callees" height={heights.callees} />
      {reason !== null && (
        <Line text={theme.paint('dim', cutEnd(` ${shownText(reason)}`, layout.width, theme.glyphs.ellipsis))} />
      )}
    </>
  );
}

/** What the selected line of the source calls, or the selected caller or callee. */
function statusText(
  state: ViewerState,
  screen: FunctionState,
  selected: number | undefined,
  { glyphs }: Theme,
): string {
  const row = isSourceActive(state, screen) ? selectedSourceRow(state, screen) : undefined;
  if (row !== undefined) {
    const text = lineCallsText(state.table, row, { units: state.units, glyphs });
    return cutEnd(text, state.size.columns - 2, glyphs.ellipsis); // the costliest come first
  }
  return selected === undefined ? '' : shownText(standardName(state.table, selected));
}

/** The order of the pane that the keys act on. */
function sortedBy(screen: FunctionState, theme: Theme): SortedHeading {
  const { sort, isReversed } = screen[screen.active];
  const key = CALL_SORT_KEYS.find(({ name }) => name === sort);
  return { column: sortedCallColumn(sort), mark: directionMark(key?.order ?? 'asc', isReversed, theme.glyphs) };
}

/** `callee 1 of 12` */
function positionText(state: ViewerState, screen: FunctionState): string {
  if (isSourceActive(state, screen)) return 'source';
  const { active } = screen;
  const length = callCount(state.table, screen.function, active);
  return `${active.slice(0, -1)} ${length === 0 ? 0 : screen[active].list.selected + 1} of ${length}`;
}

/** `3 callers, 12 callees, 34.5% of 4.84 s, 1 call without a caller` */
function relationsText(table: ProfileTable, self: number, style: TimeStyle): string {
  const callers = plural(callCount(table, self, 'callers'), 'caller');
  const callees = plural(callCount(table, self, 'callees'), 'callee');
  const percent = percentText(shareOf(table.cumtime[self]!, table.totals.tottime));
  const share = percent === '' ? '' : `, ${percent} of ${timeWithUnit(table.totals.tottime, style)}`;
  const uncalled = callCount(table, self, 'callers') === 0 ? 0 : callsWithoutCaller(table, self);
  const rest = uncalled === 0 ? '' : `, ${plural(uncalled, 'call')} without a caller`;
  return `${callers}, ${callees}${share}${rest}`;
}

/** The function itself; its share is what it spent in its own code. */
function selfLine(state: ViewerState, screen: FunctionState, layout: ColumnLayout, theme: Theme): string {
  const { table } = state;
  const { function: self, scroll } = screen;
  const numbers = functionLine(table, self, 'cumtime');
  const share = shareOf(table.tottime[self]!, table.cumtime[self]!);
  const name = scrolledName(table, self, { nameWidth: layout.nameWidth, scroll }, theme.glyphs.ellipsis);
  const hasHint = hintsByFunction(state).has(self);
  return rowLine({ numbers, share, hasHint, name }, 'subject', layout, theme);
}

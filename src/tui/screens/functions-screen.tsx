import type { ReactElement } from 'react';
import { formatCount } from '../../profile/count-column.ts';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { changeSince } from '../../views/changes-since.ts';
import { functionLines } from '../../views/functions-view.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { type ColumnLayout, HEADINGS } from '../rows/columns.ts';
import { scrolledName, shownText } from '../rows/function-text.ts';
import { functionsLayout } from '../rows/list-layouts.ts';
import { type TimeStyle, timeWithUnit } from '../rows/number-text.ts';
import { directionMark, orderText } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import type { FunctionsScreen as FunctionsState } from '../state/functions-screen.ts';
import { selectedFunction, viewOf } from '../state/looked-at.ts';
import { sortedColumn } from '../state/sort-columns.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: FunctionsState; readonly theme: Theme };

/** The table of all functions. */
export function FunctionsScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const selected = selectedFunction(state, screen);
  const order = orderText(screen.ordering, screen.isReversed, theme.glyphs);
  const place = `${table.length === 0 ? 0 : screen.list.selected + 1} of ${table.length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading=""
      position={hasSummary(size) ? `function ${place}` : `${order}  ${place}`}
      summary={[totalsText(table, { units: state.units, glyphs: theme.glyphs }), `by ${order}`]}
      status={selected === undefined ? '' : shownText(standardName(table, selected))}
    >
      <FunctionTable state={state} screen={screen} theme={theme} />
    </Frame>
  );
}

/** `1234 functions, 56789 calls (50000 primitive) in 4.84 s` */
function totalsText({ kind, length, totals }: ProfileTable, style: TimeStyle): string {
  const calls = formatCount(totals.ncalls);
  const primitive = formatCount(totals.primitiveCalls);
  const time = timeWithUnit(totals.tottime, style);
  if (kind === 'sampled') return `${plural(length, 'function')}, ${primitive} samples in ${time}`;
  const recursion = calls === primitive ? '' : ` (${primitive} primitive)`;
  return `${plural(length, 'function')}, ${calls} calls${recursion} in ${time}`;
}

function FunctionTable({ state, screen, theme }: Props): ReactElement {
  const { table, size, baseline } = state;
  const view = viewOf(state, screen);
  const layout = functionsLayout(state, screen);
  const { nameWidth } = layout;
  const height = functionsHeight(size);
  const { top, selected } = screen.list;
  const lines = functionLines(view, top, top + height).map((line, at) => {
    const name = scrolledName(table, line.function, { nameWidth, scroll: screen.scroll }, theme.glyphs.ellipsis);
    const change = baseline === null ? undefined : changeSince(baseline, table, line.function);
    return rowLine(
      { numbers: line, share: line.share, name, change },
      top + at === selected ? 'selected' : 'plain',
      layout,
      theme,
    );
  });
  return (
    <>
      <Line text={tableHeading(state, screen, layout, theme)} />
      <Lines lines={lines} height={height} />
    </>
  );
}

function tableHeading(
  { table }: ViewerState,
  { ordering, isReversed }: FunctionsState,
  layout: ColumnLayout,
  theme: Theme,
): string {
  const first = ordering.order?.fields[0];
  const share = first?.column === 'tottime' || first?.column === 'tottimePerCall' ? 'tot%' : 'cum%';
  const sorted = {
    column: sortedColumn(ordering),
    mark: first === undefined ? '' : directionMark(first.order, isReversed, theme.glyphs),
  };
  return headingLine({ ...HEADINGS[table.kind], percent: share }, sorted, layout, theme);
}

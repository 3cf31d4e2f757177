import type { ReactElement } from 'react';
import { standardName } from '../../profile/function-name.ts';
import { cutStart } from '../../text/display.ts';
import { functionLine, shareColumnOf } from '../../views/functions-view.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { HEADINGS } from '../rows/columns.ts';
import { functionText, shownText } from '../rows/function-text.ts';
import { moduleLayout } from '../rows/list-layouts.ts';
import { directionMark, orderText } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import { GROUPING_NAMES, type ModuleScreen as ModuleState } from '../state/modules-screen.ts';
import { moduleRows } from '../state/reduce-module.ts';
import { sortedColumn } from '../state/sort-columns.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: ModuleState; readonly theme: Theme };

/** The functions of a file, package or library. Shares are of the whole profile. */
export function ModuleScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const rows = moduleRows(state, screen);
  const selected = rows[screen.list.selected];
  const order = orderText(screen.ordering, screen.isReversed, theme.glyphs);
  const place = `${rows.length === 0 ? 0 : screen.list.selected + 1} of ${rows.length}`;
  const name = cutStart(shownText(screen.name), Math.floor(size.columns / 2), theme.glyphs.ellipsis);
  return (
    <Frame
      state={state}
      theme={theme}
      heading={name}
      position={hasSummary(size) ? `function ${place}` : place}
      summary={[`the functions of one ${GROUPING_NAMES[screen.by].one}`, `by ${order}`]}
      status={selected === undefined ? '' : shownText(standardName(table, selected))}
    >
      <ModuleTable state={state} screen={screen} theme={theme} rows={rows} />
    </Frame>
  );
}

function ModuleTable({ state, screen, theme, rows }: Props & { readonly rows: Int32Array }): ReactElement {
  const { table, size } = state;
  const layout = moduleLayout(state, screen);
  const height = functionsHeight(size);
  const { top, selected } = screen.list;
  const share = shareColumnOf(screen.ordering.order);
  const lines = Array.from(rows.subarray(top, top + height), (row, at) => {
    const line = functionLine(table, row, share);
    const name = functionText(table, row, layout.nameWidth, theme.glyphs.ellipsis);
    const kind = top + at === selected ? 'selected' : 'plain';
    return rowLine({ numbers: line, share: line.share, name }, kind, layout, theme);
  });
  const first = screen.ordering.order?.fields[0];
  const mark = first === undefined ? '' : directionMark(first.order, screen.isReversed, theme.glyphs);
  const headings = { ...HEADINGS[table.kind], percent: share === 'tottime' ? 'tot%' : 'cum%' };
  return (
    <>
      <Line text={headingLine(headings, { column: sortedColumn(screen.ordering), mark }, layout, theme)} />
      <Lines lines={lines} height={height} />
    </>
  );
}

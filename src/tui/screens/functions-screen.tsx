import type { ReactElement } from 'react';
import { formatCount } from '../../profile/count-column.ts';
import { standardName } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { changeSince } from '../../views/changes-since.ts';
import { type FunctionsView, functionLines, isSorted } from '../../views/functions-view.ts';
import type { MemoryColumns } from '../../views/memory-groups.ts';
import { memoryColumns } from '../../views/memory-of-functions.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { type ColumnLayout, HEADINGS } from '../rows/columns.ts';
import { scrolledName, shownText } from '../rows/function-text.ts';
import { functionsLayout } from '../rows/list-layouts.ts';
import { type TimeStyle, timeWithUnit } from '../rows/number-text.ts';
import { directionMark, orderText } from '../rows/order-text.ts';
import { headingLine, type LiveCells, rowLine } from '../rows/row-line.ts';
import { choiceText, emptyText, hidingText, placeText, workText } from '../rows/shown-text.ts';
import type { FunctionsScreen as FunctionsState } from '../state/functions-screen.ts';
import { hintsByFunction } from '../state/hint-marks.ts';
import { selectedFunction } from '../state/looked-at.ts';
import { sortedColumn } from '../state/sort-columns.ts';
import { baselineShown, type ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: FunctionsState; readonly theme: Theme };

/** The table of the functions. */
export function FunctionsScreen({ state, screen, theme }: Props): ReactElement {
  const { table, size } = state;
  const { request } = screen.view;
  const selected = selectedFunction(screen);
  const order = orderText(request.ordering, request.isReversed, theme.glyphs);
  const style = { units: state.units, glyphs: theme.glyphs };
  return (
    <Frame
      state={state}
      theme={theme}
      heading={shownText(choiceText(screen))}
      position={`${workText(screen, theme.glyphs)}${hasSummary(size) ? 'function' : `${order} `} ${placeText(screen)}`}
      summary={[hidingText(screen.view, style) ?? totalsText(table, style), `by ${order}`]}
      status={selected === undefined ? emptyText(screen) : shownText(standardName(table, selected))}
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
  if (kind === 'sampled') return `${plural(length, 'function')}, ${plural(primitive, 'sample')} in ${time}`;
  const recursion = calls === primitive ? '' : ` (${primitive} primitive)`;
  return `${plural(length, 'function')}, ${plural(calls, 'call')}${recursion} in ${time}`;
}

function FunctionTable({ state, screen, theme }: Props): ReactElement {
  const { size, memory } = state;
  const baseline = baselineShown(state);
  const live = memory === null ? null : memoryColumns(memory);
  const hints = hintsByFunction(state);
  const { view } = screen;
  const { table } = view;
  const layout = functionsLayout(state, screen);
  const { nameWidth } = layout;
  const height = functionsHeight(size);
  const { top, selected } = screen.list;
  const lines = functionLines(view, top, top + height).map((line, at) => {
    const name = scrolledName(table, line.function, { nameWidth, scroll: screen.scroll }, theme.glyphs.ellipsis);
    const change = baseline === null ? undefined : changeSince(baseline, view.base, line.function);
    return rowLine(
      {
        numbers: line,
        share: line.share,
        estimates: line.isEstimate ? 'tottime' : 'none',
        hasHint: hints.has(line.function),
        name,
        change,
        memory: liveOf(live, line.function),
      },
      top + at === selected ? 'selected' : 'plain',
      layout,
      theme,
    );
  });
  return (
    <>
      <Line text={tableHeading(view, layout, theme)} />
      <Lines lines={lines} height={height} />
    </>
  );
}

function liveOf(live: MemoryColumns | null, row: number): LiveCells | undefined {
  return live === null ? undefined : { size: live.size[row] ?? 0, blocks: live.blocks[row] ?? 0 };
}

function tableHeading({ table, request }: FunctionsView, layout: ColumnLayout, theme: Theme): string {
  const { ordering, isReversed } = request;
  const first = ordering.order?.fields[0];
  const share = first?.column === 'tottime' || first?.column === 'tottimePerCall' ? 'tot%' : 'cum%';
  const sorted = {
    column: sortedColumn(ordering),
    mark: isSorted(ordering) ? directionMark(first?.order ?? 'desc', isReversed, theme.glyphs) : '',
  };
  return headingLine({ ...HEADINGS[table.kind], percent: share }, sorted, layout, theme);
}

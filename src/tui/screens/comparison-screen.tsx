import type { ReactElement } from 'react';
import { rowStandardName } from '../../profile/function-name.ts';
import type { FunctionChange } from '../../views/function-change.ts';
import { lineNumbers } from '../../views/line-numbers.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { signedTimeText } from '../rows/change-cell.ts';
import { type ColumnLayout, HEADINGS } from '../rows/columns.ts';
import { functionText, shownText } from '../rows/function-text.ts';
import { comparisonLayout } from '../rows/list-layouts.ts';
import { timeWithUnit } from '../rows/number-text.ts';
import { directionMark } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import type { ComparisonScreen as ComparisonState } from '../state/comparison-screen.ts';
import { comparisonList, placeOfChange, selectedChange } from '../state/reduce-comparison.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: ComparisonState; readonly theme: Theme };

/** What changed since the baseline, the greatest change first. */
export function ComparisonScreen({ state, screen, theme }: Props): ReactElement {
  const changes = comparisonList(state, screen);
  const selected = selectedChange(state, screen);
  const order = `change of ${screen.sort} ${directionMark('desc', screen.isReversed, theme.glyphs)}`;
  const place = `${changes.length === 0 ? 0 : screen.list.selected + 1} of ${changes.length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading=""
      position={hasSummary(state.size) ? `change ${place}` : place}
      summary={[totalsText(state, changes, theme), `by ${order}`]}
      status={selected === undefined ? '' : statusText(state, selected)}
    >
      <ChangeTable state={state} screen={screen} theme={theme} />
    </Frame>
  );
}

/** `2.29 s -> 2.55 s (+264 ms); 13 new, 7 gone, 120 changed` */
function totalsText(
  { baseline, table, units }: ViewerState,
  changes: readonly FunctionChange[],
  { glyphs }: Theme,
): string {
  if (baseline === null) return '';
  const style = { units, glyphs };
  const [before, after] = [baseline, table].map(({ totals }) => timeWithUnit(totals.tottime, style));
  const delta = signedTimeText(table.totals.tottime - baseline.totals.tottime, style);
  const count = (kind: FunctionChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  const kinds = `${count('appeared')} new, ${count('vanished')} gone, ${count('changed')} changed`;
  return `${before} -> ${after} (${delta}); ${kinds}`;
}

function statusText(state: ViewerState, change: FunctionChange): string {
  const { table, row } = placeOfChange(state, change);
  const name = shownText(rowStandardName(table, row));
  if (change.kind === 'vanished') return `gone: ${name}`;
  return change.kind === 'appeared' ? `new: ${name}` : name;
}

function ChangeTable({ state, screen, theme }: Props): ReactElement {
  const layout = comparisonLayout(state, screen);
  const { top, selected } = screen.list;
  const height = functionsHeight(state.size);
  const shown = comparisonList(state, screen)
    .slice(top, top + height)
    .map((change, at) => changeLine(state, change, top + at === selected, layout, theme));
  const sorted = {
    column: screen.sort,
    mark: directionMark('desc', screen.isReversed, theme.glyphs),
  };
  return (
    <>
      <Line text={headingLine(HEADINGS[state.table.kind], sorted, layout, theme)} />
      <Lines lines={shown} height={height} />
    </>
  );
}

function changeLine(
  state: ViewerState,
  change: FunctionChange,
  isSelected: boolean,
  layout: ColumnLayout,
  theme: Theme,
): string {
  const { table, row } = placeOfChange(state, change);
  const numbers = lineNumbers(table, row, true);
  const name = functionText(table, row, layout.nameWidth, theme.glyphs.ellipsis);
  return rowLine({ numbers, share: null, change, name }, isSelected ? 'selected' : 'plain', layout, theme);
}

import type { ReactElement } from 'react';
import { plural } from '../../profile/notes.ts';
import { type ModuleLine, moduleLines } from '../../views/modules/modules-view.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { HEADINGS } from '../rows/columns.ts';
import { countedHeading, countedName } from '../rows/counted-name.ts';
import { shownText } from '../rows/function-text.ts';
import { modulesLayout } from '../rows/list-layouts.ts';
import { directionMark } from '../rows/order-text.ts';
import { headingLine, rowLine } from '../rows/row-line.ts';
import { GROUPING_NAMES, type ModulesScreen as ModulesState } from '../state/modules-screen.ts';
import { modulesOf } from '../state/reduce-modules.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { functionsHeight, hasSummary } from '../state/window-heights.ts';
import type { Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: ModulesState; readonly theme: Theme };

/** The time and the calls by file, package or library. */
export function ModulesScreen({ state, screen, theme }: Props): ReactElement {
  const { size } = state;
  const view = modulesOf(state, screen);
  const { top, selected } = screen.list;
  const lines = moduleLines(view, top, top + functionsHeight(size));
  const mark = directionMark(screen.sort === 'name' ? 'asc' : 'desc', screen.isReversed, theme.glyphs);
  const { many, one } = GROUPING_NAMES[screen.by];
  const place = `${selected + 1} of ${view.groups.length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading={many}
      position={hasSummary(size) ? `${one} ${place}` : place}
      summary={[explanation(lines, many), `by ${screen.sort} ${mark}`]}
      status={statusText(lines[selected - top])}
    >
      <ModuleTable state={state} screen={screen} theme={theme} lines={lines} mark={mark} />
    </Frame>
  );
}

/** What one has to know to read the numbers, in one line. */
function explanation(lines: readonly ModuleLine[], many: string): string {
  if (lines.some(({ isEstimate }) => isEstimate)) return '~ about so long: it is entered again while it runs';
  return `cumtime: from coming into one of the ${many} to leaving it`;
}

function statusText(line: ModuleLine | undefined): string {
  return line === undefined ? '' : `${plural(line.functions, 'function')}: ${shownText(line.name)}`;
}

type TableProps = Props & { readonly lines: readonly ModuleLine[]; readonly mark: string };

function ModuleTable({ state, screen, theme, lines, mark }: TableProps): ReactElement {
  const layout = modulesLayout(state, screen);
  const rows = lines.map((line, at) => {
    const name = countedName(line.functions, line.name, layout.nameWidth, theme.glyphs.ellipsis);
    const estimates = line.isEstimate ? 'cumtime' : 'none';
    const isSelected = screen.list.top + at === screen.list.selected;
    return rowLine(
      { numbers: line, share: line.share, estimates, name },
      isSelected ? 'selected' : 'plain',
      layout,
      theme,
    );
  });
  const { one } = GROUPING_NAMES[screen.by];
  const headings = {
    ...HEADINGS[state.table.kind],
    percent: screen.sort === 'cumtime' ? 'cum%' : 'tot%',
    name: countedHeading(one, layout.nameWidth),
  };
  const column = screen.sort === 'functions' ? null : screen.sort;
  return (
    <>
      <Line text={headingLine(headings, { column, mark }, layout, theme)} />
      <Lines lines={rows} height={functionsHeight(state.size)} />
    </>
  );
}

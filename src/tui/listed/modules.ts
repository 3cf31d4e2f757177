import { standardName } from '../../profile/function-name.ts';
import {
  type ListedLine,
  type ListedLines,
  type ListedTable,
  NUMBER_COLUMNS,
  numberCells,
} from '../../report/list-markdown.ts';
import { codeCell } from '../../report/markdown-text.ts';
import { functionLine, shareColumnOf } from '../../views/functions-view.ts';
import { type ModuleLine, moduleLines } from '../../views/modules/modules-view.ts';
import { GROUPING_NAMES, type ModuleScreen, type ModulesScreen } from '../state/modules-screen.ts';
import { moduleRows } from '../state/reduce-module.ts';
import { modulesOf } from '../state/reduce-modules.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { MOST_LINES } from './most-lines.ts';

/** The files, packages or libraries. */
export function modulesTable(state: ViewerState, screen: ModulesScreen): readonly ListedTable[] {
  const view = modulesOf(state, screen);
  const { many, one } = GROUPING_NAMES[screen.by];
  return [
    {
      heading: `Time by ${one}: ${many} by ${screen.sort}${screen.isReversed ? ', reversed' : ''}`,
      columns: [...NUMBER_COLUMNS, { title: 'functions', align: 'right' }, { title: one, align: 'left' }],
      rows: moduleLines(view, 0, MOST_LINES).map(moduleCells),
      total: view.groups.length,
    },
  ];
}

function moduleCells(line: ModuleLine): readonly string[] {
  const numbers = numberCells({
    numbers: line,
    share: line.share,
    estimates: line.isEstimate ? 'cumtime' : 'none',
  });
  return [...numbers, String(line.functions), codeCell(line.name)];
}

/** The functions of one of them. */
export function moduleLists(state: ViewerState, screen: ModuleScreen): readonly ListedLines[] {
  const { name, ordering, isReversed, by } = screen;
  const rows = moduleRows(state, screen);
  const share = shareColumnOf(ordering.order);
  const lines = Array.from(rows.subarray(0, MOST_LINES), (row): ListedLine => {
    const line = functionLine(state.table, row, share);
    return { numbers: line, share: line.share, name: standardName(state.table, row) };
  });
  const order = `by ${ordering.name}${isReversed ? ', reversed' : ''}`;
  return [{ heading: `Functions of the ${GROUPING_NAMES[by].one} ${name} ${order}`, lines, total: rows.length }];
}

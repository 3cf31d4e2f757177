import { countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, lineText } from '../profile/function-name.ts';
import { type EdgeIndex, edgeHasTimes, type ProfileTable, type Seconds } from '../profile/profile-table.ts';
import { csvTextCell, renderReportCsv } from '../report/report-csv.ts';
import { resolveSortOrder } from '../select/sort-keys.ts';
import { pythonFloatRepr } from '../text/python-repr.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { textChunks } from './text-chunks.ts';

const CALL_COLUMNS = [
  'caller_file',
  'caller_line',
  'caller_function',
  'file',
  'line',
  'function',
  'ncalls',
  'primitive_calls',
  'tottime',
  'cumtime',
];

/** The functions as `report --format csv` writes them, or who called whom. */
export function exportCsv({ table, options }: ExportSource): Exported {
  const order = { sort: resolveSortOrder(['cumulative']), reverse: false, top: Number.POSITIVE_INFINITY };
  const texts = options.table === 'calls' ? callLines(table) : [renderReportCsv(table, order)];
  return { chunks: textChunks(texts), notes: () => [] };
}

function* callLines(table: ProfileTable): Generator<string> {
  const { start } = table.edges();
  yield line(CALL_COLUMNS);
  for (let callee = 0; callee < table.length; callee++) {
    for (let edge = start[callee]!; edge < start[callee + 1]!; edge++) yield line(callCells(table, edge, callee));
  }
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function callCells(table: ProfileTable, edge: EdgeIndex, callee: FunctionIndex): readonly string[] {
  const edges = table.edges();
  const seconds = (value: Seconds): string => (edgeHasTimes(edges, edge) ? pythonFloatRepr(value) : '');
  return [
    ...nameCells(table, edges.caller[edge]!),
    ...nameCells(table, callee),
    countText(edges.ncalls, edge),
    countText(edges.primitiveCalls, edge),
    seconds(edges.tottime[edge]!),
    seconds(edges.cumtime[edge]!),
  ];
}

function nameCells(table: ProfileTable, index: FunctionIndex): readonly string[] {
  const { file, line, name } = functionKey(table, index);
  return [csvTextCell(table.strings.text(file)), lineText(line), csvTextCell(table.strings.text(name))];
}

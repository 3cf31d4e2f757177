import { countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, lineText } from '../profile/function-name.ts';
import { type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
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
  const texts = options.table === 'calls' ? callLines(table) : renderReportCsv(table, order);
  return { chunks: textChunks(texts), notes: () => [] };
}

function* callLines(table: ProfileTable): Generator<string> {
  const { start } = table.edges();
  const names = new NameCells(table);
  yield `${CALL_COLUMNS.join(',')}\r\n`;
  for (let callee = 0; callee < table.length; callee++) {
    let lines = '';
    for (let edge = start[callee]!; edge < start[callee + 1]!; edge++) lines += callLine(table, edge, callee, names);
    yield lines;
  }
}

function callLine(table: ProfileTable, edge: EdgeIndex, callee: FunctionIndex, names: NameCells): string {
  const edges = table.edges();
  const { caller, ncalls, primitiveCalls, tottime, cumtime } = edges;
  const times = edgeHasTimes(edges, edge)
    ? `${pythonFloatRepr(tottime[edge]!)},${pythonFloatRepr(cumtime[edge]!)}`
    : ',';
  const counts = `${countText(ncalls, edge)},${countText(primitiveCalls, edge)}`;
  return `${names.of(caller[edge]!)},${names.of(callee)},${counts},${times}\r\n`;
}

/** File, line and name of a function; made once, since it may be in many calls. */
class NameCells {
  private readonly table: ProfileTable;
  private readonly made: (string | undefined)[];

  constructor(table: ProfileTable) {
    this.table = table;
    this.made = Array.from({ length: table.length + table.edges().ghosts.length });
  }

  of(index: FunctionIndex): string {
    this.made[index] ??= this.make(index);
    return this.made[index];
  }

  private make(index: FunctionIndex): string {
    const { strings } = this.table;
    const { file, line, name } = functionKey(this.table, index);
    return [csvTextCell(strings.text(file)), lineText(line), csvTextCell(strings.text(name))].join(',');
  }
}

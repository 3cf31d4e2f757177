import { BUILTIN_FILE } from '../../profile/function-name.ts';
import { plural } from '../../profile/notes.ts';
import type { Seconds } from '../../profile/profile-table.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { type ModuleSum, moduleSums } from '../../views/module-sums.ts';
import { type Document, heading, left, right, type TableRow } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import { modulesJson } from '../modules-json.ts';
import { code } from '../phrase.ts';
import type { Report } from '../report.ts';
import { shareCell } from '../share-bar.ts';
import { shortModule } from '../short-name.ts';
import { groupedDigits, timeText, timeWithUnit } from '../time-unit.ts';

const MOST_MODULES = 12;

/** Files with less of the total time are counted, not listed. */
const LEAST_SHARE = 0.001;

/** The time by file: which package, which library, how much in built-in functions. */
export function modulesSection(report: Report): Document {
  const { table, unit, top } = report;
  const sums = moduleSums(table);
  if (sums.length < 2) return [];
  const worthARow = sums.filter(({ tottime }) => tottime >= table.totals.tottime * LEAST_SHARE);
  const { listed, hidden, time } = cutModules(sums, Math.min(MOST_MODULES, top, worthARow.length));
  const counted = table.kind === 'traced' ? 'calls' : 'samples';
  const more = `${plural(hidden.length, 'more module')} of ${sums.length}: ${timeWithUnit(time, unit)} together`;
  return [
    heading('Modules by tottime'),
    {
      kind: 'table',
      headings: [right(`tottime (${unit})`), left('of total'), right('functions'), right(counted), left('module')],
      rows: listed.map((sum) => cells(report, sum)),
      rest: hidden.length === 0 ? '' : more,
    },
  ];
}

/** Every module, or as many as were asked for. */
export function modulesData({ table, top }: Report): JsonValue {
  const { listed, hidden, time } = cutModules(moduleSums(table), top);
  return {
    rows: modulesJson(listed),
    hidden: { modules: hidden.length, tottime: time },
  };
}

function cutModules(
  sums: readonly ModuleSum[],
  most: number,
): { readonly listed: readonly ModuleSum[]; readonly hidden: readonly ModuleSum[]; readonly time: Seconds } {
  const hidden = sums.slice(most);
  return { listed: sums.slice(0, most), hidden, time: hidden.reduce((sum, { tottime }) => sum + tottime, 0) };
}

function cells({ table, unit, fullPaths }: Report, { file, functions, tottime, ncalls }: ModuleSum): TableRow {
  const share = shareOf(tottime, table.totals.tottime);
  const name = fullPaths && file !== BUILTIN_FILE ? file : shortModule(file);
  return [
    timeText(tottime, unit),
    shareCell(share),
    groupedDigits(String(functions)),
    groupedDigits(ncalls),
    [code(name)],
  ];
}

import { type Count, countAt } from '../profile/count-column.ts';
import { lineText } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { moduleSums } from '../views/module-sums.ts';
import { type RankedFunction, type RankOptions, rankFunctions } from '../views/report-view.ts';
import { jsonText } from './json-text.ts';

/** Grows with every change that a reader of the old one would stumble over; docs/report.schema.json describes it. */
const SCHEMA_VERSION = 1;

/** The functions of a profile for other programs: times in seconds with all digits, directories as in the dump. */
export function renderReportJson(table: ProfileTable, names: readonly string[], options: RankOptions): string {
  const ranked = rankFunctions(table, options);
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    profiles: names,
    kind: table.kind,
    totals: {
      functions: table.length,
      calls: table.totals.ncalls,
      primitiveCalls: table.totals.primitiveCalls,
      tottime: table.totals.tottime,
    },
    orderedBy: ranked.orderedBy,
    functions: ranked.rows.map((row) => functionJson(table, row)),
    hiddenFunctions: {
      functions: ranked.hidden.functions,
      calls: countJson(ranked.hidden.ncalls),
      tottime: ranked.hidden.tottime,
    },
    modules: moduleSums(table).map(({ file, functions, ncalls, tottime }) => ({
      file,
      functions,
      calls: countJson(ncalls),
      tottime,
    })),
    notes: table.notes.map(({ text }) => text),
  });
}

function functionJson(table: ProfileTable, { row, numbers }: RankedFunction): object {
  const { functions, strings } = table;
  return {
    file: strings.text(functions.file[row]!),
    line: Number(lineText(functions.line[row]!)),
    name: strings.text(functions.name[row]!),
    calls: countAt(table.ncalls, row),
    primitiveCalls: countAt(table.primitiveCalls, row),
    tottime: numbers.tottime,
    tottimePerCall: numbers.tottimePerCall,
    cumtime: numbers.cumtime,
    cumtimePerCall: numbers.cumtimePerCall,
  };
}

/** A count from its digits: a number where a double holds it. A count that stands alone in a hand-made dump may be a bool. */
function countJson(text: string): Count {
  if (text === 'True' || text === 'False') return text === 'True' ? 1 : 0;
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}

import { countsDiffer, countText, formatCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { ByteWriter } from '../text/byte-writer.ts';
import { escapeControls } from '../text/escape.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import type { Selection } from '../views/selection.ts';
import { topLevelFunctions } from '../views/top-level.ts';
import { listHeader } from './print-header.ts';
import { type NameStyle, NameWriter } from './write-name.ts';

const TITLES = {
  traced: '   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n',
  /** Python 3.15's `SampledStats`. */
  sampled: ' nsamples  tottime persample cumtime persample filename:lineno(function)\n',
} as const;

const BLANK = 0x20;
const NEWLINE = 0x0a;

/**
 * The bytes that `Stats.print_stats` prints, in chunks.
 * `fileLines`: the lines about the files that pstats prints first (none in what `python -m cProfile -s` prints).
 */
export function* printStats(
  table: ProfileTable,
  selection: Selection,
  fileLines: readonly string[],
  style: NameStyle = 'raw',
): Generator<Uint8Array> {
  const out = new ByteWriter();
  for (const line of fileLines) out.text(`${styled(line, style)}\n`);
  if (fileLines.length > 0) out.byte(NEWLINE);
  out.text(totalsText(table, style));
  if (selection.rows.length > 0) yield* printRows(table, selection, new NameWriter(table, style), out);
  yield out.take();
}

function styled(text: string, style: NameStyle): string {
  return style === 'escaped' ? escapeControls(text) : text;
}

/** The functions that the profiler called itself (none in today's dumps), then the totals. */
function totalsText(table: ProfileTable, style: NameStyle): string {
  const { totals, strings, functions } = table;
  const topLevel = topLevelFunctions(table).map(
    (row) => `         ${styled(strings.text(functions.name[row]!), style)}\n`,
  );
  const calls = formatCount(totals.ncalls);
  const primitive = formatCount(totals.primitiveCalls);
  const recursion = calls === primitive ? '' : `(${primitive} primitive calls) `;
  return `${topLevel.join('')}         ${calls} function calls ${recursion}in ${formatFixed3(totals.tottime)} seconds\n\n`;
}

function* printRows(
  table: ProfileTable,
  selection: Selection,
  names: NameWriter,
  out: ByteWriter,
): Generator<Uint8Array> {
  out.text(listHeader(selection));
  out.ascii(TITLES[table.kind]);
  for (const row of selection.rows) {
    printRow(table, row, names, out);
    if (out.isFull) yield out.take();
  }
  out.ascii('\n\n');
}

/** `Stats.print_line`: no percall where there is nothing to divide by. */
function printRow(table: ProfileTable, row: FunctionIndex, names: NameWriter, out: ByteWriter): void {
  const ncalls = table.ncalls.values[row]!;
  const primitiveCalls = table.primitiveCalls.values[row]!;
  const tottime = table.tottime[row]!;
  const cumtime = table.cumtime[row]!;
  out.ascii(callsText(table, row).padStart(9));
  out.byte(BLANK);
  out.fixed3(tottime);
  out.byte(BLANK);
  printQuotient(tottime, ncalls, out);
  out.byte(BLANK);
  out.fixed3(cumtime);
  out.byte(BLANK);
  printQuotient(cumtime, primitiveCalls, out);
  out.byte(BLANK);
  names.write(out, row);
  out.byte(NEWLINE);
}

function callsText(table: ProfileTable, row: FunctionIndex): string {
  const ncalls = countText(table.ncalls, row);
  return countsDiffer(table.ncalls, table.primitiveCalls, row)
    ? `${ncalls}/${countText(table.primitiveCalls, row)}`
    : ncalls;
}

function printQuotient(seconds: number, calls: number, out: ByteWriter): void {
  if (calls === 0) out.blanks(8);
  else out.fixed3(seconds / calls);
}

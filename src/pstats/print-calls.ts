import { type Count, countAt, countsDiffer, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type EdgeIndex, type EdgeTable, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { ByteWriter } from '../text/byte-writer.ts';
import { type CallDirection, type CallLine, callLines, firstEdgeHasTimes } from '../views/call-list.ts';
import type { Selection } from '../views/selection.ts';
import { listHeader } from './print-header.ts';
import { type NameStyle, NameWriter } from './write-name.ts';

const WORDS = {
  callers: { heading: 'was called by...', arrow: '<-' },
  callees: { heading: 'called...', arrow: '->' },
} as const;

/** Python 3.15's `SampledStats` says samples; all else is as in `Stats`. */
const SUBHEADINGS = { traced: '    ncalls  tottime  cumtime\n', sampled: '    nsamples  tottime  cumtime\n' } as const;

const NEWLINE = 0x0a;

/** Takes the place of a time that the dump lacks, where CPython fails with KeyError. */
const NO_TIME = '     n/a';

/** The bytes that `Stats.print_callers` or `Stats.print_callees` prints, in chunks. Nothing for an empty selection. */
export function* printCalls(
  table: ProfileTable,
  selection: Selection,
  direction: CallDirection,
  style: NameStyle = 'raw',
): Generator<Uint8Array> {
  for (const chunk of lendCalls(table, selection, direction, style)) yield chunk.slice();
}

/** The same for who has done with a chunk before asking for the next. */
export function* lendCalls(
  table: ProfileTable,
  selection: Selection,
  direction: CallDirection,
  style: NameStyle,
): Generator<Uint8Array> {
  if (selection.rows.length === 0) return;
  const out = new ByteWriter();
  out.text(listHeader(selection));
  const printer = new CallPrinter(table, selection, direction, new NameWriter(table, style), out);
  printer.printHeading();
  for (const row of selection.rows) {
    printer.printFunction(row);
    if (out.isFull) yield out.lend();
  }
  out.ascii('\n\n');
  yield out.lend();
}

class CallPrinter {
  private readonly table: ProfileTable;
  private readonly edges: EdgeTable;
  private readonly direction: CallDirection;
  private readonly out: ByteWriter;
  private readonly names: NameWriter;
  /** The width of the name column: the longest listed name and two blanks. */
  private readonly nameWidth: number;

  constructor(table: ProfileTable, selection: Selection, direction: CallDirection, names: NameWriter, out: ByteWriter) {
    this.table = table;
    this.edges = table.edges();
    this.direction = direction;
    this.out = out;
    this.names = names;
    this.nameWidth = 2 + selection.rows.reduce((widest, row) => Math.max(widest, this.names.width(row)), 0);
  }

  printHeading(): void {
    this.out.ascii(`${'Function '.padEnd(this.nameWidth)}${WORDS[this.direction].heading}\n`);
    if (!firstEdgeHasTimes(this.table)) return;
    this.out.blanks(this.nameWidth);
    this.out.ascii(SUBHEADINGS[this.table.kind]);
  }

  /** `Stats.print_call_line`: the first call follows the arrow, the others are below it. */
  printFunction(row: FunctionIndex): void {
    const { out } = this;
    this.names.write(out, row);
    out.blanks(this.nameWidth - this.names.width(row));
    out.ascii(`${WORDS[this.direction].arrow} `);
    const lines = callLines(this.table, row, this.direction);
    if (lines.length === 0) out.byte(NEWLINE);
    for (let at = 0; at < lines.length; at++) this.printCall(lines[at]!, at === 0);
  }

  private printCall(line: CallLine, isFirst: boolean): void {
    if (edgeHasTimes(this.edges, line.edge)) this.printTimed(line, isFirst);
    else this.printCountOnly(line, isFirst);
    this.out.byte(NEWLINE);
  }

  private printTimed({ edge, other }: CallLine, isFirst: boolean): void {
    const { out, edges } = this;
    if (!isFirst) out.blanks(this.nameWidth + 1);
    out.ascii(callsText(edges, edge).padStart(isFirst ? 7 : 9));
    out.ascii(' ');
    out.fixed3(edges.tottime[edge]!);
    out.ascii(' ');
    out.fixed3(edges.cumtime[edge]!);
    out.ascii('  ');
    this.names.write(out, other);
  }

  /** An edge without times shows the other function's cumtime instead. */
  private printCountOnly({ edge, other }: CallLine, isFirst: boolean): void {
    const { out, table } = this;
    if (!isFirst) out.blanks(this.nameWidth + 3);
    this.names.write(out, other);
    out.ascii(`(${countText(this.edges.ncalls, edge)}) `);
    if (other < table.length) out.fixed3(table.cumtime[other]!);
    else out.ascii(NO_TIME);
  }
}

/** `'%d/%d'`, or `'%d'` where both counts are the same. */
function callsText(edges: EdgeTable, edge: EdgeIndex): string {
  const ncalls = decimal(countAt(edges.ncalls, edge));
  return countsDiffer(edges.ncalls, edges.primitiveCalls, edge)
    ? `${ncalls}/${decimal(countAt(edges.primitiveCalls, edge))}`
    : ncalls;
}

/** `'%d' % count`. */
function decimal(count: Count): string {
  return typeof count === 'bigint' ? String(count) : String(Math.trunc(count));
}

import { type CalleeIndex, calleeIndex } from '../profile/callees.ts';
import { type FunctionIndex, FunctionPool } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import type { EdgeIndex, EdgeTable, ProfileTable, Seconds } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { escapeControls } from '../text/escape.ts';
import { edgeTimes } from '../views/call-paths/edge-times.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { textChunks } from './text-chunks.ts';
import { countDigits, digitsOf, nanoseconds } from './whole-numbers.ts';

/** What valgrind itself writes for an unknown name. An empty name would be read as a reference. */
const UNKNOWN = '???';

/** Pure-Python `profile` and sampled profiles have counts only. */
const TIMES_BY_COUNT =
  "the profile has no times for some calls: theirs are the callee's, shared out by the counts (an estimate)";

/**
 * The graph of calls in callgrind's format (https://valgrind.org/docs/manual/cl-format.html), times in nanoseconds. A name is
 * written once, `(7) main`, and then as `(7)`.
 */
export function exportCallgrind({ table, names }: ExportSource): Exported {
  const isEstimated = table.edges().countsOnly !== null;
  return { chunks: textChunks(pieces(table, names)), notes: () => (isEstimated ? [TIMES_BY_COUNT] : []) };
}

function* pieces(table: ProfileTable, names: readonly string[]): Generator<string> {
  const edges = table.edges();
  const callees = calleeIndex(table);
  const writer = new NameWriter(table, edges);
  const { edgeCumtime } = edgeTimes(table);
  yield header(table, names);
  for (let index = 0; index < table.length + edges.ghosts.length; index++) {
    let lines = functionLines(table, index, writer);
    for (let at = callees.start[index]!; at < callees.start[index + 1]!; at++) {
      const edge = callees.edge[at]!;
      lines += callLines(table, edge, callees, edgeCumtime[edge]!, writer);
    }
    yield lines;
  }
}

function header(table: ProfileTable, names: readonly string[]): string {
  let total = 0;
  for (const seconds of table.tottime) total += nanoseconds(seconds);
  return [
    '# callgrind format',
    'version: 1',
    'creator: pyprof-view',
    `cmd: ${names.map(escapeControls).join(' ')}`,
    ...(table.edges().countsOnly === null ? [] : [`desc: Note: ${TIMES_BY_COUNT}`]),
    'positions: line',
    'event: ns : nanoseconds',
    'events: ns',
    `summary: ${digitsOf(total)}`,
    '',
  ].join('\n');
}

/** The own time of a caller without a row is unknown: none is written. */
function functionLines(table: ProfileTable, index: FunctionIndex, writer: NameWriter): string {
  const own = index < table.length ? `${writer.line(index)} ${digitsOf(nanoseconds(table.tottime[index]!))}\n` : '';
  return `\nfl=${writer.file(index)}\nfn=${writer.name(index)}\n${own}`;
}

/** A dump does not say where in the caller a call is: the caller's first line is written. */
function callLines(
  table: ProfileTable,
  edge: EdgeIndex,
  { callee }: CalleeIndex,
  seconds: Seconds,
  writer: NameWriter,
): string {
  const edges = table.edges();
  const called = callee[edge]!;
  const caller = edges.caller[edge]!;
  return (
    `cfl=${writer.file(called)}\ncfn=${writer.name(called)}\n` +
    `calls=${countDigits(edges.ncalls, edge)} ${writer.line(called)}\n` +
    `${writer.line(caller)} ${digitsOf(nanoseconds(seconds))}\n`
  );
}

/**
 * Writes names in full the first time. Functions of the same name in one file get their line: readers would add them up
 * otherwise.
 */
class NameWriter {
  private readonly table: ProfileTable;
  private readonly fileReferences = new Map<StringId, string>();
  /** By function: how its file, its name and its line are written from the second time on. */
  private readonly files: (string | undefined)[];
  private readonly isNamed: Uint8Array;
  private readonly lines: (string | undefined)[];
  private readonly namesakes: Uint8Array;

  constructor(table: ProfileTable, edges: EdgeTable) {
    const functions = table.length + edges.ghosts.length;
    this.table = table;
    this.files = Array.from({ length: functions });
    this.isNamed = new Uint8Array(functions);
    this.lines = Array.from({ length: functions });
    this.namesakes = findNamesakes(table, functions);
  }

  file(index: FunctionIndex): string {
    const known = this.files[index];
    if (known !== undefined) return known;
    const { file } = functionKey(this.table, index);
    const reference = this.fileReferences.get(file) ?? `(${this.fileReferences.size + 1})`;
    this.files[index] = reference;
    if (this.fileReferences.has(file)) return reference;
    this.fileReferences.set(file, reference);
    return `${reference} ${escapeControls(this.table.strings.text(file)) || UNKNOWN}`;
  }

  name(index: FunctionIndex): string {
    const reference = `(${index + 1})`;
    if (this.isNamed[index] === 1) return reference;
    this.isNamed[index] = 1;
    const name = escapeControls(this.table.strings.text(functionKey(this.table, index).name)) || UNKNOWN;
    return `${reference} ${name}${this.namesakes[index] === 1 ? `:${this.line(index)}` : ''}`;
  }

  line(index: FunctionIndex): string {
    this.lines[index] ??= digitsOf(Math.max(0, functionKey(this.table, index).line));
    return this.lines[index];
  }
}

/** 1 for each function whose file has another function of the same name. */
function findNamesakes(table: ProfileTable, functions: number): Uint8Array {
  const pool = new FunctionPool('int32', functions);
  const firstOf: FunctionIndex[] = [];
  const isNamesake = new Uint8Array(functions);
  for (let index = 0; index < functions; index++) {
    const { file, name } = functionKey(table, index);
    const known = firstOf[pool.intern(file, 0, name)];
    if (known === undefined) firstOf.push(index);
    else isNamesake[index] = isNamesake[known] = 1;
  }
  return isNamesake;
}

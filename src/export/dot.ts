import { countText } from '../profile/count-column.ts';
import { plural } from '../profile/notes.ts';
import { type EdgeIndex, edgeHasTimes, type ProfileTable, type Seconds } from '../profile/profile-table.ts';
import { escapeControls } from '../text/escape.ts';
import { edgeTimes } from '../views/call-paths/edge-times.ts';
import { shareOf } from '../views/line-numbers.ts';
import type { Exported, ExportOptions, ExportSource } from './export-format.ts';
import { frameName } from './path-source.ts';
import { textChunks } from './text-chunks.ts';

/**
 * The graph of calls for graphviz. A function shows its cumtime and tottime as shares of the total, and its calls; a
 * call its share and how often it was made. Small functions and calls are left out, by the limits of gprof2dot unless
 * others are given.
 */
export function exportDot({ table, options }: ExportSource): Exported {
  const drawing = new Drawing(table, options);
  return { chunks: textChunks(drawing.pieces()), notes: () => [drawing.leftOut()] };
}

class Drawing {
  private readonly table: ProfileTable;
  private readonly options: ExportOptions;
  private readonly edgeCumtime: Float64Array;
  private readonly isDrawn: Uint8Array;
  private calls = 0;

  constructor(table: ProfileTable, options: ExportOptions) {
    this.table = table;
    this.options = options;
    this.edgeCumtime = edgeTimes(table).edgeCumtime;
    this.isDrawn = new Uint8Array(table.length).map((_, row) =>
      this.shareOfTotal(table.cumtime[row]!) >= options.leastFunction ? 1 : 0,
    );
  }

  *pieces(): Generator<string> {
    const { table, isDrawn } = this;
    const { start, caller } = table.edges();
    yield 'digraph {\n  node [shape=box, style=filled, fontname="sans-serif"];\n  edge [fontname="sans-serif"];\n';
    for (let row = 0; row < table.length; row++) if (isDrawn[row] === 1) yield this.functionLine(row);
    for (let row = 0; row < table.length; row++) {
      if (isDrawn[row] === 0) continue;
      for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
        if (isDrawn[caller[edge]!] === 1) yield this.callLine(edge, row);
      }
    }
    yield `  // ${this.leftOut()}\n}\n`;
  }

  leftOut(): string {
    const { leastFunction, leastCall } = this.options;
    const functions = this.table.length - this.isDrawn.reduce((sum, each) => sum + each, 0);
    const calls = this.table.edges().length - this.calls;
    return (
      `left out: ${plural(functions, 'function')} with less than ${percent(leastFunction)} of the total time, ` +
      `and ${plural(calls, 'call')} that involve them or have less than ${percent(leastCall)}`
    );
  }

  private functionLine(row: number): string {
    const { table } = this;
    const total = this.shareOfTotal(table.cumtime[row]!);
    const own = this.shareOfTotal(table.tottime[row]!);
    const label = [frameName(table, row), percent(total), `(${percent(own)})`, `${countText(table.ncalls, row)}\u00d7`];
    return `  f${row} [label=${quoted(label)}, fillcolor="${heat(total)}"];\n`;
  }

  private callLine(edge: EdgeIndex, callee: number): string {
    const edges = this.table.edges();
    const share = this.shareOfTotal(this.edgeCumtime[edge]!);
    if (share < this.options.leastCall) return '';
    this.calls++;
    const time = edgeHasTimes(edges, edge) ? percent(share) : `~${percent(share)}`;
    const label = quoted([time, `${countText(edges.ncalls, edge)}\u00d7`]);
    return `  f${edges.caller[edge]} -> f${callee} [label=${label}, penwidth=${(0.5 + 4 * Math.min(1, share)).toFixed(2)}];\n`;
  }

  private shareOfTotal(seconds: Seconds): number {
    return shareOf(seconds, this.table.totals.tottime) ?? 0;
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

/** From a pale yellow to a pale red: dark text is readable on all of them. */
function heat(share: number): string {
  return `${(0.16 * (1 - Math.min(1, share))).toFixed(3)} ${(0.1 + 0.5 * Math.min(1, share)).toFixed(3)} 1.000`;
}

/** Lines of a label. graphviz reads escapes and HTML's entities in it. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    escapeControls(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  );
  return `"${escaped.join('\\n')}"`;
}

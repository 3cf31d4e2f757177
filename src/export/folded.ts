import type { PathTree } from '../views/call-paths/path-tree.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { BELOW_THRESHOLD, exportedPaths, frameName, NOT_PLACED, pathNotes, walkPaths } from './path-source.ts';
import { textChunks } from './text-chunks.ts';
import { CarriedTimes } from './whole-numbers.ts';

const MICROSECONDS = 1e6;

/** Each line has a whole path: a chain of 5,000 calls would take 280 MB. */
const MOST_CHARACTERS = 64_000_000;

/** Stands for the paths that are too long for the file. */
const LEFT_OUT = '[left out: the file would be too long]';

/**
 * One line for each path, `main (app.py:1);load (app.py:9) 1234`, in whole microseconds: speedscope refuses fractions.
 * The format has no room for a comment.
 */
export function exportFolded({ table }: ExportSource): Exported {
  const tree = exportedPaths(table);
  const lines = new FoldedLines(tree);
  return { chunks: textChunks(lines.lines()), notes: () => [...pathNotes(tree), ...lines.notes()] };
}

class FoldedLines {
  private readonly tree: PathTree;
  private readonly times = new CarriedTimes(MICROSECONDS);
  private written = 0;
  private leftOut = 0;

  constructor(tree: PathTree) {
    this.tree = tree;
  }

  *lines(): Generator<string> {
    const { tree } = this;
    const names = new Map<number, string>();
    const path: string[] = [];
    for (const { way, node } of walkPaths(tree)) {
      if (way === 'out') {
        path.pop();
        continue;
      }
      const row = tree.row[node]!;
      const name = names.get(row) ?? foldedName(frameName(tree.table, row));
      names.set(row, name);
      const above = path.at(-1);
      const here = above === undefined ? name : `${above};${name}`;
      path.push(here);
      yield this.line(here, tree.self[node]!);
      if (tree.rest[node]! > 0) yield this.line(`${here};${BELOW_THRESHOLD}`, tree.rest[node]!);
    }
    yield this.line(NOT_PLACED, tree.unplaced);
    if (this.leftOut > 0) yield `${LEFT_OUT} ${this.leftOut}\n`;
  }

  notes(): readonly string[] {
    if (this.leftOut === 0) return [];
    const seconds = (this.leftOut / MICROSECONDS).toFixed(3);
    return [
      `${seconds} s are in paths that are left out: the file would have more than ${MOST_CHARACTERS / 1e6} MB; ` +
        'speedscope has room for them',
    ];
  }

  private line(path: string, seconds: number): string {
    const time = this.times.next(seconds);
    if (time === 0) return '';
    this.written += path.length;
    if (this.written > MOST_CHARACTERS) {
      this.leftOut += time;
      return '';
    }
    return `${path} ${time}\n`;
  }
}

/** A semicolon would start another function. */
function foldedName(name: string): string {
  return name.replaceAll(';', '\\x3b');
}

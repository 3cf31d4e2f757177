import { functionKey } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { escapeControls } from '../text/escape.ts';
import { knownShare, type PathTree } from '../views/call-paths/path-tree.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { jsonFile, jsonLines, openObject } from './json-lines.ts';
import { BELOW_THRESHOLD, estimateSentence, exportedPaths, NOT_PLACED, pathNotes, walkPaths } from './path-source.ts';
import { CarriedTimes } from './whole-numbers.ts';

const NANOSECONDS = 1e9;

/**
 * speedscope's own format (https://www.speedscope.app/file-format-schema.json), its `evented` kind: it grows with the
 * number of paths, where `sampled` grows with their depth too. What a function calls comes before what it took itself.
 */
export function exportSpeedscope({ table, names }: ExportSource): Exported {
  const tree = exportedPaths(table);
  const name = `${names.map(escapeControls).join(', ')}: ${estimateSentence(knownShare(tree))}`;
  return { chunks: jsonFile(pieces(tree, name)), notes: () => pathNotes(tree) };
}

function* pieces(tree: PathTree, name: string): Generator<string> {
  const rows = [...new Set(tree.row)];
  const head = {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: 'pyprof-view',
    name,
    activeProfileIndex: 0,
  };
  const endValue = Math.round(tree.total * NANOSECONDS);
  const profile = { type: 'evented', name, unit: 'nanoseconds', startValue: 0, endValue };
  yield `${openObject(head)},"shared":{"frames":[`;
  yield* jsonLines(frames(tree.table, rows));
  yield `]},"profiles":[${openObject(profile)},"events":[`;
  yield* jsonLines(events(tree, rows));
  yield ']}]}\n';
}

/** The frames of the functions, then two for what has no frame of its own. */
function* frames(table: ProfileTable, rows: readonly number[]): Generator<object> {
  for (const row of rows) {
    const { file, line, name } = functionKey(table, row);
    const [shownName, shownFile] = [name, file].map((id) => escapeControls(table.strings.text(id)));
    yield { name: shownName, file: shownFile, line: Math.max(0, Math.trunc(line)) };
  }
  yield { name: BELOW_THRESHOLD };
  yield { name: NOT_PLACED };
}

/** Times are running sums, which never go back. */
function* events(tree: PathTree, rows: readonly number[]): Generator<object> {
  const times = new CarriedTimes(NANOSECONDS);
  const frameOf = new Map(rows.map((row, frame) => [row, frame]));
  for (const { way, node } of walkPaths(tree)) {
    const frame = frameOf.get(tree.row[node]!);
    if (way === 'in') {
      yield { type: 'O', frame, at: times.sum };
      continue;
    }
    yield* leaf(times, rows.length, tree.rest[node]!);
    times.next(tree.self[node]!);
    yield { type: 'C', frame, at: times.sum };
  }
  yield* leaf(times, rows.length + 1, tree.unplaced);
}

function* leaf(times: CarriedTimes, frame: number, seconds: number): Generator<object> {
  if (seconds === 0) return;
  yield { type: 'O', frame, at: times.sum };
  times.next(seconds);
  yield { type: 'C', frame, at: times.sum };
}

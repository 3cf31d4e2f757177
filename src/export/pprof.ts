import { functionKey } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { escapeControls } from '../text/escape.ts';
import { knownShare, type PathTree } from '../views/call-paths/path-tree.ts';
import type { Exported, ExportSource } from './export-format.ts';
import {
  BELOW_THRESHOLD,
  estimateSentence,
  exportedPaths,
  frameName,
  NOT_PLACED,
  pathNotes,
  walkPaths,
} from './path-source.ts';
import { ProtobufWriter } from './protobuf.ts';
import { CarriedTimes, nanoseconds } from './whole-numbers.ts';

/** Field numbers of https://github.com/google/pprof/blob/main/proto/profile.proto. */
const PROFILE = { sampleType: 1, sample: 2, location: 4, function: 5, string: 6, duration: 10, comment: 13 } as const;
const VALUE_TYPE = { type: 1, unit: 2 } as const;
const SAMPLE = { location: 1, value: 2 } as const;
const LOCATION = { id: 1, line: 4 } as const;
const LINE = { function: 1, line: 2 } as const;
const FUNCTION = { id: 1, name: 2, systemName: 3, file: 4, startLine: 5 } as const;

/**
 * Each sample has a whole path. At most this many locations are written in all; the rest of the time goes to one
 * sample.
 */
const MOST_LOCATIONS = 16_000_000;
const LEFT_OUT = '[left out: the file would be too long]';

/** A profile of the time on each path, leaf first, as pprof has them. */
export function exportPprof({ table, names }: ExportSource): Exported {
  const tree = exportedPaths(table);
  const file = new PprofFile(tree, names);
  return { chunks: file.chunks(), notes: () => [...pathNotes(tree), ...file.notes()] };
}

/** A frame is a function and the one location in it. */
type Frame = { readonly name: string; readonly systemName: string; readonly file: string; readonly line: number };

class PprofFile {
  private readonly tree: PathTree;
  private readonly comment: string;
  private readonly times = new CarriedTimes(1e9);
  /** Text 0 is the empty one. */
  private readonly texts = new Map([['', 0]]);
  private readonly frames = new Map<number | string, number>();
  private locationsLeft = MOST_LOCATIONS;
  private leftOut = 0;

  constructor(tree: PathTree, names: readonly string[]) {
    this.tree = tree;
    this.comment = `${names.map(escapeControls).join(', ')}: ${estimateSentence(knownShare(tree))}`;
  }

  *chunks(): Generator<Uint8Array> {
    yield this.part((part) => {
      part.message(PROFILE.sampleType, (type) => {
        type.number(VALUE_TYPE.type, this.text('time'));
        type.number(VALUE_TYPE.unit, this.text('nanoseconds'));
      });
      part.number(PROFILE.duration, nanoseconds(this.tree.total));
      part.number(PROFILE.comment, this.text(this.comment));
    });
    yield* this.samples();
    for (const [key, id] of this.frames) yield this.part((part) => this.writeFrame(part, key, id));
    for (const text of this.texts.keys()) yield this.part((part) => part.text(PROFILE.string, text));
  }

  notes(): readonly string[] {
    if (this.leftOut === 0) return [];
    const seconds = (this.leftOut / 1e9).toFixed(3);
    return [`${seconds} s are in paths that are left out: the file would be too long; speedscope has room for them`];
  }

  private part(write: (part: ProtobufWriter) => void): Uint8Array {
    const part = new ProtobufWriter();
    write(part);
    return part.take();
  }

  private *samples(): Generator<Uint8Array> {
    const { tree } = this;
    const path: number[] = [];
    for (const { way, node } of walkPaths(tree)) {
      if (way === 'out') {
        path.pop();
        continue;
      }
      path.push(this.frame(tree.row[node]!));
      yield this.sample(path, tree.self[node]!);
      if (tree.rest[node]! > 0) yield this.sample([...path, this.frame(BELOW_THRESHOLD)], tree.rest[node]!);
    }
    yield this.sample([this.frame(NOT_PLACED)], tree.unplaced);
    if (this.leftOut > 0) yield this.sampleOf([this.frame(LEFT_OUT)], this.leftOut);
  }

  private sample(path: readonly number[], seconds: number): Uint8Array {
    const time = this.times.next(seconds);
    this.locationsLeft -= time === 0 ? 0 : path.length;
    if (time > 0 && this.locationsLeft >= 0) return this.sampleOf(path, time);
    this.leftOut += time;
    return new Uint8Array(0);
  }

  private sampleOf(path: readonly number[], time: number): Uint8Array {
    return this.part((part) =>
      part.message(PROFILE.sample, (sample) => {
        sample.packed(SAMPLE.location, path.toReversed());
        sample.packed(SAMPLE.value, [time]);
      }),
    );
  }

  /** The number of a frame, from 1 on: of a row, or of a name that stands for several. */
  private frame(key: number | string): number {
    const known = this.frames.get(key) ?? this.frames.size + 1;
    this.frames.set(key, known);
    return known;
  }

  private writeFrame(part: ProtobufWriter, key: number | string, id: number): void {
    const { name, systemName, file, line } = frameOf(this.tree.table, key);
    part.message(PROFILE.function, (written) => {
      written.number(FUNCTION.id, id);
      written.number(FUNCTION.name, this.text(name));
      written.number(FUNCTION.systemName, this.text(systemName));
      written.number(FUNCTION.file, this.text(file));
      written.number(FUNCTION.startLine, line);
    });
    part.message(PROFILE.location, (location) => {
      location.number(LOCATION.id, id);
      location.message(LOCATION.line, (where) => {
        where.number(LINE.function, id);
        where.number(LINE.line, line);
      });
    });
  }

  private text(text: string): number {
    const known = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, known);
    return known;
  }
}

/**
 * `go tool pprof` reads `<...>` in a name as template arguments and cuts it off: every `<module>` would be `<unknown>`.
 */
function frameOf(table: ProfileTable, key: number | string): Frame {
  if (typeof key === 'string') return { name: key, systemName: '', file: '', line: 0 };
  const { file, line, name } = functionKey(table, key);
  return {
    name: frameName(table, key).replaceAll('<', '{').replaceAll('>', '}'),
    systemName: escapeControls(table.strings.text(name)),
    file: escapeControls(table.strings.text(file)),
    line: Math.max(0, Math.trunc(line)),
  };
}

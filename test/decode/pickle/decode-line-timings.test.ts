import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeLineTimings } from '../../../src/decode/pickle/decode-line-timings.ts';
import { DecodeError } from '../../../src/errors.ts';
import type { TimedFunction } from '../../../src/profile/line-timings.ts';
import { STILL } from './snapshot-fixtures.ts';
import { int32, PROTO, pickle, text } from './write-pickle.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/lineprof');

function read(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name, 'out.lprof'));
}

/** The heading of a function in line_profiler's own text, with the hits and the times (in microseconds) of its lines. */
function described({ file, line, name, lines }: TimedFunction): unknown {
  const rows = lines.map(({ line, hits, time }) => [line, hits, (time * 1e6).toFixed(1)]);
  return { file, name, line, rows };
}

/** The same from the text that `python -m line_profiler` printed. */
function printed(name: string): readonly unknown[] {
  const blocks = readFileSync(join(FOLDER, name, 'golden.txt'), 'utf8')
    .split(/^Total time: /m)
    .slice(1);
  return blocks.map((block) => {
    const [, file, functionName, line] = /File: (.*)\nFunction: (\S+) at line (\d+)/.exec(block) ?? [];
    const rows = [...block.matchAll(/^ +(\d+) +(\d+) +(\d+\.\d) +\d+\.\d/gm)];
    return {
      file,
      name: functionName,
      line: Number(line),
      rows: rows.map((row) => [Number(row[1]), Number(row[2]), row[3]]),
    };
  });
}

describe.each(readdirSync(FOLDER))('%s', (name) => {
  test('has the hits and times that line_profiler prints', () => {
    const { functions } = decodeLineTimings(read(name), STILL);
    expect(functions.map(described)).toEqual(printed(name));
  });

  test('cut off anywhere is refused with a DecodeError', () => {
    const bytes = read(name);
    for (let end = 0; end < bytes.length; end++) {
      expect(() => decodeLineTimings(bytes.subarray(0, end), STILL)).toThrow(DecodeError);
    }
  });
});

describe('line_profiler moves its class about', () => {
  const stats = (module: string): Uint8Array =>
    pickle(
      PROTO,
      text(module),
      text('LineStats'),
      '\x93)\x81}(',
      text('timings'),
      '}',
      text('unit'),
      'G?PbM\xd2\xf1\xa9\xfcub.',
    );

  test.each(['_line_profiler', 'line_profiler', 'line_profiler.line_profiler', 'line_profiler._line_profiler'])(
    'to %s',
    (module) => {
      expect(decodeLineTimings(stats(module), STILL)).toEqual({ unit: 0.001, functions: [] });
    },
  );

  test('but another module is refused', () => {
    expect(() => decodeLineTimings(stats('evil'), STILL)).toThrow(expect.objectContaining({ code: 'bad-pickle' }));
  });
});

test('negative times are refused', () => {
  const bytes = pickle(
    PROTO,
    text('line_profiler'),
    text('LineStats'),
    '\x93)\x81}(',
    text('unit'),
    'G?PbM\xd2\xf1\xa9\xfc',
    text('timings'),
    '}',
    text('a.py'),
    'K\x01',
    text('f'),
    '\x87](K\x02K\x03',
    int32(-4),
    '\x87esub.',
  );
  expect(() => decodeLineTimings(bytes, STILL)).toThrow(expect.objectContaining({ code: 'not-line-timings' }));
});

test('functions that share one list of lines cannot make a small file a large one', () => {
  const shared = pickle(']\x94', `(${'NNN'.repeat(300)}e`);
  const functions = Array.from({ length: 4000 }, (_, at) =>
    pickle(text('a.py'), int32(at), text('f'), '\x87', at === 0 ? shared : 'h\x00'),
  );
  const stats = pickle(PROTO, text('line_profiler'), text('LineStats'), '\x93)\x81}(');
  const bytes = pickle(stats, text('unit'), 'G?PbM\xd2\xf1\xa9\xfc', text('timings'), '}(', ...functions, 'uub.');
  expect(() => decodeLineTimings(bytes, STILL)).toThrow(expect.objectContaining({ code: 'pickle-too-large' }));
});

test('a class that is not expected is named, but not at length', () => {
  const bytes = pickle(PROTO, text('line_profiler'), text('x'.repeat(60_000)), '\x93.');
  expect(() => decodeLineTimings(bytes, STILL)).toThrow(/^the pickle names line_profiler\.x{86}\.\.\., which/);
});

test('a snapshot is named', () => {
  const snapshot = readFileSync(join(FOLDER, '../snapshots/py311/before.tracemalloc'));
  expect(() => decodeLineTimings(snapshot, STILL)).toThrow(expect.objectContaining({ code: 'is-snapshot' }));
});

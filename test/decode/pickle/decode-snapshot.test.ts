import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAnySnapshot } from '../../../src/decode/pickle/any-snapshot.ts';
import { decodeSnapshot } from '../../../src/decode/pickle/decode-snapshot.ts';
import { pickleLimits } from '../../../src/decode/pickle/limits.ts';
import { readUsualSnapshot } from '../../../src/decode/pickle/usual-snapshot.ts';
import { DecodeError, type DecodeErrorCode } from '../../../src/errors.ts';
import type { MemorySnapshot } from '../../../src/profile/memory-snapshot.ts';
import { fc } from '../../properties.ts';
import { SNAPSHOT_FIXTURES, STILL, snapshotFixture } from './snapshot-fixtures.ts';
import { int32, long1, PROTO, pickle, snapshotWith, text, trace, uint32 } from './write-pickle.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

function readAny(bytes: Uint8Array): MemorySnapshot {
  return readAnySnapshot(bytes, pickleLimits(STILL));
}

function codeOf(bytes: Uint8Array): DecodeErrorCode | null {
  try {
    decodeSnapshot(bytes, STILL);
    return null;
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
}

describe.each(SNAPSHOT_FIXTURES)('the snapshots of $name', ({ before, after, expected }) => {
  test('are read by the quick reader, and by pickleparser to the same columns', () => {
    for (const bytes of [before, after]) {
      const quick = readUsualSnapshot(bytes);
      expect(quick).not.toBeNull();
      expect(readAny(bytes)).toEqual(quick);
    }
  });

  test('have the traces and the limit that Python says', () => {
    const snapshot = decodeSnapshot(after, STILL);
    expect(snapshot.blocks).toBe(expected.after.traces);
    expect(snapshot.tracebackLimit).toBe(expected.after.limit);
  });

  test('say from Python 3.9 on how deep the stacks really were', () => {
    const { totalFrames, start, length } = decodeSnapshot(after, STILL).tracebacks;
    const kept = Float64Array.from({ length }, (_, at) => start[at + 1]! - start[at]!);
    const [major, minor] = expected.python;
    const isSaid = major === 3 && minor! >= 9;
    expect(totalFrames.every((total, at) => (isSaid ? total >= kept[at]! : total === 0))).toBe(true);
  });

  test('cut off anywhere are refused with a DecodeError', () => {
    const step = Math.ceil(before.length / 1500);
    for (let end = 0; end < before.length; end += end < 150 ? 1 : step)
      expect(codeOf(before.subarray(0, end))).not.toBeNull();
  });
});

describe('a snapshot with changed bytes', () => {
  const { after } = snapshotFixture('py311');

  test('is read or refused, and never anything else', () => {
    const change = fc.tuple(fc.nat(after.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = Uint8Array.from(after);
        for (const [at, value] of changes) bytes[at] = value;
        codeOf(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('is read alike by both readers, where both read it', () => {
    fc.assert(
      fc.property(fc.nat(after.length - 1), fc.nat(255), (at, value) => {
        const bytes = Uint8Array.from(after);
        bytes[at] = value;
        const quick = readUsualSnapshot(bytes);
        if (quick !== null) expect(readAny(bytes)).toEqual(quick);
      }),
      { numRuns: 300 },
    );
  });

  test('behind a good beginning may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(after.length), (noise, cut) => {
        codeOf(Buffer.concat([after.subarray(0, cut), noise]));
        codeOf(Buffer.concat([Buffer.from(PROTO, 'latin1'), noise]));
      }),
      { numRuns: 500 },
    );
  });
});

describe('files that stop pickleparser alone', () => {
  test('a length of -5, which makes it step back for ever', () => {
    expect(codeOf(pickle(PROTO, 'B\xfb\xff\xff\xff.'))).toBe('bad-pickle');
  });

  test('a whole number of a megabyte, which takes it minutes', () => {
    expect(codeOf(pickle(PROTO, '\x8b', uint32(1_000_000), Buffer.alloc(1_000_000, 0x7f), '.'))).toBe('bad-pickle');
  });

  test('negative numbers below -2**31, which it takes for large ones', () => {
    expect(codeOf(snapshotWith(trace(long1(-(2n ** 33n)))))).toBe('not-a-snapshot');
    expect(codeOf(snapshotWith(trace(long1(-1n))))).toBe('not-a-snapshot');
    expect(decodeSnapshot(snapshotWith(trace(long1(2n ** 33n))), STILL).size).toBe(2 ** 33);
  });

  test('a whole number that a double does not hold', () => {
    expect(codeOf(snapshotWith(trace(long1(2n ** 60n))))).toBe('bad-pickle');
  });

  test('dict keys of nested tuples, whose text doubles with each level', () => {
    const levels = Array.from({ length: 64 }, (_, level) => pickle('j', uint32(level), 'j', uint32(level), '\x86\x94'));
    const state = pickle('}', 'j', uint32(64), 'Ns');
    expect(codeOf(pickle(PROTO, ')\x94', ...levels, ']', state, 'b.'))).toBe('not-a-snapshot');
  });

  test.each([
    ['empty dicts', '}'],
    ['marks', '('],
    ['lists', ']'],
    ['memos of one number', '\x94'],
    ['filled lists', ']K\x01a'],
  ])('memory taken by %s', (_, operation) => {
    expect(codeOf(pickle(PROTO, 'K\x01', operation.repeat(4_000_000), '.'))).toBe('pickle-too-large');
  });

  test.each([
    ['a call of os.system', pickle(PROTO, 'cos\nsystem\n', text('true'), '\x85R.')],
    ['a class by its name', pickle(PROTO, text('builtins'), text('eval'), '\x93.')],
    ['a persistent id', pickle(PROTO, 'P1\n.')],
    ['an extension code', pickle(PROTO, '\x82\x01.')],
  ])('%s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('bad-pickle');
  });

  test('takes no longer than it is given', () => {
    let time = 0;
    const limits = pickleLimits(() => (time += 500));
    expect(() => readAnySnapshot(pickle(PROTO, 'N'.repeat(100_000), '.'), limits)).toThrow(
      expect.objectContaining({ code: 'pickle-too-large' }),
    );
  });
});

describe('a snapshot that is not as it should be is refused', () => {
  test.each([
    ['without traces', pickle(PROTO, text('tracemalloc'), text('Snapshot'), '\x93)\x81}', text('x'), 'Nsb.')],
    ['a trace of two', snapshotWith(pickle(int32(0), int32(1), '\x86'))],
    ['a negative size', snapshotWith(trace(int32(-5)))],
    ['a negative line', snapshotWith(trace(int32(1), int32(-5)))],
    ['a traceback without frames', snapshotWith(pickle(int32(0), int32(1), ')\x87'))],
    ['a missing memo', snapshotWith(pickle('(', int32(0), int32(8), 'h\x77', int32(1), 't'))],
    ['no limit', snapshotWith(trace(int32(8)), pickle('N'))],
    ['another value', pickle(PROTO, 'K\x01.')],
  ])('%s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('not-a-snapshot');
  });
});

describe('what is given in the place of a snapshot is named', () => {
  test.each([
    ['a profile', 'profiles/recursion-py311/out.prof', 'is-profile'],
    ['line times', 'lineprof/lp_report/out.lprof', 'is-line-timings'],
    ['text', 'bad/text.prof', 'not-a-snapshot'],
    ['nothing', 'bad/empty-file.prof', 'empty-file'],
    ['compiled code', 'bad/pyc-header.prof', 'not-a-snapshot'],
  ])('%s', (_, path, code) => {
    expect(codeOf(readFileSync(join(FIXTURES, path)))).toBe(code);
  });
});

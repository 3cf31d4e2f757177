import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { DecodeError, type DecodeErrorCode } from '../../src/errors.ts';
import { standardName } from '../../src/profile/function-name.ts';

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const int = (value: number): Buffer => Buffer.concat([Buffer.from('i'), int32(value)]);
const ref = (index: number): Buffer => Buffer.concat([Buffer.from('r'), int32(index)]);
const text = (value: string): Buffer => Buffer.concat([Buffer.from('u'), int32(value.length), Buffer.from(value)]);
const half = Buffer.concat([Buffer.from('g'), Buffer.from(new Float64Array([0.5]).buffer)]);
const key = (line: number): Buffer => Buffer.concat([Buffer.from(')\x03'), text('a.py'), int(line), text('f')]);
const row = (line: number, count: Buffer, callers: Buffer): Buffer =>
  Buffer.concat([key(line), Buffer.from(')\x05'), count, count, half, half, callers]);
const dict = (...parts: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from('{'), ...parts, Buffer.from('0')]);

function codeOf(bytes: Uint8Array): DecodeErrorCode | null {
  try {
    decodeProfile(bytes);
    return null;
  } catch (error) {
    return error instanceof DecodeError ? error.code : null;
  }
}

describe('a small file made to cost much', () => {
  test('by one dict of callers in every row is refused', () => {
    const callers = Array.from({ length: 500 }, (_, line) => Buffer.concat([key(line), int(1)]));
    const shared = Buffer.concat([Buffer.from([0x80 | 0x7b]), ...callers, Buffer.from('0')]);
    const rows = Array.from({ length: 500 }, (_, line) => row(line + 1, int(1), ref(0)));
    expect(codeOf(dict(row(0, int(1), shared), ...rows))).toBe('bad-entry');
  });

  test('by a count of thousands of digits is refused', () => {
    const digits = Buffer.alloc(4000, 1);
    const long = Buffer.concat([Buffer.from('l'), int32(2000), digits]);
    expect(codeOf(dict(row(1, long, Buffer.from('{0'))))).toBe('bad-number');
  });

  test('by a container that is no dict is refused before it is read', () => {
    const list = Buffer.concat([Buffer.from('['), int32(50_000_000), Buffer.alloc(50_000_000, 'N')]);
    expect(codeOf(list)).toBe('not-a-profile');
  });

  test('by a name of bytes as long as the file is read', () => {
    const name = Buffer.concat([Buffer.from('s'), int32(300_000), Buffer.alloc(300_000, 'x')]);
    const bytes = dict(
      Buffer.concat([
        Buffer.from(')\x03'),
        text('a.py'),
        int(1),
        name,
        Buffer.from(')\x05'),
        int(1),
        int(1),
        half,
        half,
        Buffer.from('{0'),
      ]),
    );
    expect(standardName(decodeProfile(bytes), 0).length).toBe(300_000 + "a.py:1(b'')".length);
  });

  test('by a long name in every row of an odd dump is read at once', () => {
    const name = Buffer.concat([Buffer.from([0x80 | 0x75]), int32(1_000_000), Buffer.alloc(1_000_000, 'x')]);
    const rows = Array.from({ length: 3000 }, (_, line) =>
      Buffer.concat([
        Buffer.from(')\x03'),
        text('a.py'),
        int(line),
        line === 0 ? name : ref(0),
        Buffer.from(')\x05'),
        int(1),
        int(1),
        half,
        half,
        Buffer.from('{'),
        key(0),
        int(1),
        Buffer.from('0'),
      ]),
    );
    expect(decodeProfile(dict(...rows)).length).toBe(3000);
  });
});

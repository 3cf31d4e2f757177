import { describe, expect, test } from 'vitest';
import { StringPool, type StringSlices } from '../../src/profile/string-pool.ts';
import { decodeWtf8, encodeWtf8 } from '../../src/text/wtf8.ts';
import { fc } from '../properties.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', 'a/b', '/', '\udcff', '😀/é'));

function slice({ bytes, start, length }: StringSlices, id: number): Uint8Array {
  return bytes.subarray(start[id], start[id]! + length[id]!);
}

function codePoints(value: string): readonly number[] {
  return Array.from(value, (character) => character.codePointAt(0)!);
}

/** Python's order of two lists. */
function orderOfLists(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((item, index) => item !== right[index]);
  return at < 0 ? Math.sign(left.length - right.length) : Math.sign(left[at]! - (right[at] ?? -1));
}

describe('a pool of strings', () => {
  test('gives equal texts one id and different texts different ones, through every growth', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 2000 }), (texts) => {
        const pool = new StringPool();
        const ids = texts.map((each) => pool.intern(each));
        expect(ids.map((id) => pool.text(id))).toEqual(texts);
        expect(new Set(ids).size).toBe(new Set(texts).size);
        expect(texts.map((each) => pool.find(each))).toEqual(ids);
      }),
    );
  });

  test('finds what it has, and -1 for the rest, without taking it in', () => {
    const pool = new StringPool();
    pool.intern('here');
    expect([pool.find('here'), pool.find('gone'), pool.count]).toEqual([0, -1, 1]);
  });

  test('compares texts by code point, lone surrogates too', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const pool = new StringPool();
        const order = pool.compare(pool.intern(left), pool.intern(right));
        expect(Math.sign(order)).toBe(orderOfLists(codePoints(left), codePoints(right)));
      }),
    );
  });

  test('cuts off directories as os.path.basename does on POSIX', () => {
    fc.assert(
      fc.property(text, (path) => {
        const pool = new StringPool();
        expect(pool.text(pool.internBasename(pool.intern(path)))).toBe(path.slice(path.lastIndexOf('/') + 1));
      }),
    );
  });

  test('takes slices of a file without copying it', () => {
    const file = Buffer.from('xx/srv/app.pyxx');
    const pool = new StringPool(file);
    const path = pool.internSlice(2, 11);
    expect([pool.text(path), pool.text(pool.internBasename(path))]).toEqual(['/srv/app.py', 'app.py']);
    expect(pool.bytesOf(path).buffer).toBe(file.buffer);
  });

  test('lets go of a file that is mostly something else, and keeps ids, texts and slices that were taken before', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), text, (texts, later) => {
        const pieces = texts.map((each) => encodeWtf8(each));
        const file = Buffer.concat(pieces.flatMap((piece) => [Buffer.alloc(piece.length + 1), piece]));
        const pool = new StringPool(file);
        let at = 0;
        const ids = pieces.map((piece) => {
          at += 2 * piece.length + 1;
          return pool.internSlice(at - piece.length, piece.length);
        });
        const before = pool.slices();
        pool.compact();
        expect(pool.slices().bytes.buffer === file.buffer).toBe(texts.length === 0);
        expect(ids.map((id) => decodeWtf8(pool.bytesOf(id)))).toEqual(texts);
        expect(ids.map((id) => decodeWtf8(slice(before, id)))).toEqual(texts);
        expect(pool.text(pool.intern(later))).toBe(later);
        expect(texts.map((each) => pool.find(each))).toEqual(ids);
      }),
    );
  });

  test('keeps a file that is mostly its strings', () => {
    const file = Buffer.from('xx/srv/app.pyxx');
    const pool = new StringPool(file);
    pool.internSlice(2, 11);
    pool.compact();
    expect(pool.slices().bytes.buffer).toBe(file.buffer);
  });

  test('measures in code points, as len() does', () => {
    const pool = new StringPool();
    expect(['abc', 'é', '😀😀', '\udcff'].map((each) => pool.codePoints(pool.intern(each)))).toEqual([3, 1, 2, 1]);
  });
});

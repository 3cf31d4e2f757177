import { describe, expect, test } from 'vitest';
import { StringPool } from '../../src/profile/string-pool.ts';
import { encodeWtf8 } from '../../src/text/wtf8.ts';
import { fc } from '../properties.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', 'a/b', '/', '\udcff', '😀/é'));

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

  test('gives the same ids and texts where it stands on the bytes of a dump, and takes in other texts too', () => {
    fc.assert(
      fc.property(fc.array(text), fc.array(text), (inDump, others) => {
        const dump = Buffer.concat(inDump.map(encodeWtf8));
        const [standing, copying] = [new StringPool(dump.length, dump), new StringPool()];
        let at = 0;
        for (const { length } of inDump.map(encodeWtf8)) {
          expect(standing.internBytes(dump, at, length)).toBe(copying.internBytes(dump, at, length));
          at += length;
        }
        for (const each of [...others, ...inDump]) {
          expect(standing.find(each)).toBe(copying.find(each));
          expect(standing.intern(each)).toBe(copying.intern(each));
        }
        for (let id = 0; id < copying.count; id++) {
          expect(standing.text(id)).toBe(copying.text(id));
          expect(standing.isAscii(id)).toBe(copying.isAscii(id));
          expect(standing.internBasename(id)).toBe(copying.internBasename(id));
        }
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

  test('takes strings out of the bytes of a dump, and keeps them when those bytes go', () => {
    const dump = Buffer.from('xx/srv/app.pyxx');
    const pool = new StringPool(dump.length);
    const path = pool.internBytes(dump, 2, 11);
    dump.fill(0);
    expect([pool.text(path), pool.text(pool.internBasename(path))]).toEqual(['/srv/app.py', 'app.py']);
    expect(pool.intern('/srv/app.py')).toBe(path);
  });

  test('measures in code points, as len() does', () => {
    const pool = new StringPool();
    expect(['abc', 'é', '😀😀', '\udcff'].map((each) => pool.codePoints(pool.intern(each)))).toEqual([3, 1, 2, 1]);
  });
});

import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';

/** `marshal.dumps({(file, 1, 'g'): (1, 1, 0.5, 0.5, {})})` of Python 2.7, with a unicode and with a str file. */
const UNICODE_FILE =
  '7b28030000007504000000682e70796901000000730100000067' +
  '28050000006901000000690100000067000000000000e03f67000000000000e03f7b30' +
  '30';
const BYTES_FILE = UNICODE_FILE.replace('7504000000', '7304000000');
const BROKEN_UTF8 = BYTES_FILE.replace('682e7079', 'e92e7079');

describe('a dump of Python 2', () => {
  test.each([
    ['a unicode file', UNICODE_FILE, 'h.py:1(g)'],
    ['a str file', BYTES_FILE, 'h.py:1(g)'],
    ['a file that is not UTF-8', BROKEN_UTF8, '\udce9.py:1(g)'],
  ])('with %s has names of text', (_what, hex, name) => {
    expect(standardName(decodeProfile(Buffer.from(hex, 'hex')), 0)).toBe(name);
  });
});

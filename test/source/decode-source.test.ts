import { describe, expect, test } from 'vitest';
import { decodeSource } from '../../src/source/decode-source.ts';

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

describe('source is read in the encoding that it names', () => {
  test.each([
    ['# -*- coding: latin-1 -*-\nx = "\xe9\x80"', '\u00e9\u0080', 'iso-8859-1'], // 0x80 is no euro sign in Latin-1
    ['# coding: cp1252\nx = "\xe9\x80"', 'é€', 'windows-1252'],
    ['#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nx = "\xa4"', '€', 'iso-8859-15'],
    ['# coding=koi8-r\nx = "\xf0\xd9\xd4\xcf\xce"', 'Пытон', 'koi8-r'],
    ['x = "\xc3\xa9"', 'é', 'utf-8'],
    ['# coding: UTF_8\nx = "\xc3\xa9"', 'é', 'utf-8'],
    ['x = 1\n# coding: latin-1\nx = "\xc3\xa9"', 'é', 'utf-8'], // behind code it is a comment like any other
    ['\xef\xbb\xbf# coding: latin-1\nx = "\xc3\xa9"', 'é', 'utf-8'],
  ])('%j', (source, expected, encoding) => {
    const { text, problem, encoding: found } = decodeSource(bytes(source));
    expect({ end: text.split('"')[1], problem, found }).toEqual({ end: expected, problem: null, found: encoding });
  });

  test.each([
    ['x = "\xe9"', 'some bytes are not UTF-8'],
    ['# coding: nonsense\nx = 1', 'its encoding nonsense is not known here: read as UTF-8'],
  ])('%j is read as far as it can be, and what is wrong is said', (source, problem) => {
    const decoded = decodeSource(bytes(source));
    expect(decoded.problem).toBe(problem);
    expect(decoded.text).toContain('x = ');
  });
});

import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../src/cli/input/inflate.ts';
import { splitZipPath, unpackMember, zipMembers } from '../../src/source/zip-archive.ts';

const TEXT = 'x = 1\n'.repeat(1000);
const FILES = { 'toolkit/core.py': Buffer.from(TEXT), 'größe.py': Buffer.from('y = 2\n') };
const PACKED = zipSync(FILES);

function textOf(archive: Uint8Array, name: string): string | undefined {
  const member = zipMembers(archive).get(name);
  const bytes = member === undefined ? undefined : unpackMember(archive, member, inflate);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

/** The central directory says something else of its first member. */
function withField(offset: number, value: number): Uint8Array {
  const bytes = Buffer.from(PACKED);
  bytes.writeUInt32LE(value, bytes.indexOf('PK\x01\x02') + offset);
  return bytes;
}

describe('a zip archive', () => {
  test.each([
    ['packed', PACKED],
    ['not packed', zipSync(FILES, { level: 0 })],
    ['behind a line for the shell', Buffer.concat([Buffer.from('#!/usr/bin/env python3\n'), PACKED])],
  ])('gives its members: %s', (_, archive) => {
    expect([...zipMembers(archive).keys()]).toEqual(Object.keys(FILES));
    expect(textOf(archive, 'toolkit/core.py')).toBe(TEXT);
    expect(textOf(archive, 'größe.py')).toBe('y = 2\n');
  });

  test('has its members read once', () => {
    expect(zipMembers(PACKED)).toBe(zipMembers(PACKED));
  });

  test.each([
    ['cut off', PACKED.subarray(0, PACKED.length - 9)],
    ['with a larger size than there is', withField(24, 7000)],
    ['with a smaller size than there is', withField(24, 100)],
    ['whose member begins nowhere', withField(42, 0x7fffffff)],
    ['whose member is packed in another way', withField(10, 12)],
    ['that is none', Buffer.from('PK nothing')],
    ['that is empty', new Uint8Array(0)],
  ])('that is damaged has no such member: one %s', (_, archive) => {
    expect(textOf(archive, 'toolkit/core.py')).toBeUndefined();
  });
});

test.each([
  ['lib/python313.zip/json/decoder.py', { archive: 'lib/python313.zip', member: 'json/decoder.py' }],
  ['C:\\app\\tool.PYZ\\toolkit\\core.py', { archive: 'C:\\app\\tool.PYZ', member: 'toolkit/core.py' }],
  ['lib/json/decoder.py', null],
  ['tool.pyz', null],
])('the path %s leads through %j', (path, expected) => {
  expect(splitZipPath(path)).toEqual(expected);
});

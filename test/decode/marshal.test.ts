import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeMarshal } from '../../src/decode/marshal.ts';
import { type MarshalValue, PyBytes, PyCode, PyDict, PyFloat, PySequence } from '../../src/decode/marshal-values.ts';
import { DecodeError, type DecodeErrorCode } from '../../src/errors.ts';
import { pythonBytesRepr, pythonFloatRepr, pythonStringRepr } from '../../src/text/python-repr.ts';

/** What CPython 3.11's `marshal.load` made of each file: `repr` of the value, or the exception. */
type Vector = { readonly name: string; readonly hex: string; readonly value?: string; readonly error?: string };

const VECTORS = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/vectors/marshal-3.11.json'), 'utf8'),
) as readonly Vector[];

/** Where we differ on purpose: what we make of it, and why. */
const DIFFERENCES: Readonly<Record<string, { readonly ours: string; readonly why: string }>> = {
  empty: { ours: 'error empty-file', why: 'an empty file has a code of its own' },
  'R none': { ours: 'error bad-reference', why: "'R' is Python 2's, which Python 3 does not read" },
  't+R': { ours: "('a', 'a')", why: "'R' is Python 2's, which Python 3 does not read" },
  slice: { ours: 'slice({None, None, None})', why: "':' came with Python 3.14" },
  y: { ours: 'complex', why: 'no profile holds a complex: it is read past' },
  x: { ours: 'complex', why: 'no profile holds a complex: it is read past' },
  'u surrpair': { ours: "'\u{1f600}'", why: 'two surrogates that make a pair are one character in JavaScript' },
  'dict dup': { ours: '{1: 2, True: 3}', why: 'entries are kept as written; profileFromValue joins equal keys' },
};

describe('marshal.load of CPython 3.11', () => {
  test.each(VECTORS.filter(({ name }) => DIFFERENCES[name] === undefined))('$name is $value$error', (vector) => {
    expect(outcome(vector)).toBe(vector.error === undefined ? vector.value : `error ${expectedCode(vector.error)}`);
  });

  test.each(VECTORS.filter(({ name }) => DIFFERENCES[name] !== undefined))('$name is ours', (vector) => {
    expect(outcome(vector)).toBe(DIFFERENCES[vector.name]?.ours);
  });
});

function outcome({ name, hex }: Vector): string {
  try {
    const value = decodeMarshal(Buffer.from(hex, 'hex'));
    return name.startsWith('deep') ? 'ok' : repr(value, 0);
  } catch (error) {
    if (error instanceof DecodeError) return `error ${error.code}`;
    throw error;
  }
}

const CODES: readonly (readonly [RegExp, DecodeErrorCode])[] = [
  [/size out of range/, 'size-out-of-range'],
  [/unknown type code/, 'unknown-type-code'],
  [/invalid reference/, 'bad-reference'],
  [/long data|digit out of range|could not convert/, 'bad-number'],
  [/UnicodeDecodeError/, 'bad-string'],
  [/NULL object/, 'null-object'],
  [/unhashable/, 'unhashable-key'],
  [/recursion limit/, 'too-deep'],
  [/EOFError/, 'unexpected-end'],
];

function expectedCode(error: string): DecodeErrorCode | undefined {
  return CODES.find(([pattern]) => pattern.test(error))?.[1];
}

/** `repr` in Python, for the values of the vectors. */
function repr(value: MarshalValue, depth: number): string {
  if (depth > 2) return '(...)';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return pythonStringRepr(value);
  if (value instanceof PyFloat) return pythonFloatRepr(value.value);
  if (value instanceof PyBytes) return pythonBytesRepr(value.bytes);
  if (value instanceof PyDict)
    return `{${value.entries.map((entry) => `${repr(entry.key, depth + 1)}: ${repr(entry.value, depth + 1)}`).join(', ')}}`;
  if (value instanceof PySequence) return sequenceRepr(value, depth);
  if (value instanceof PyCode) return 'code';
  return value.type === 'StopIteration' ? "<class 'StopIteration'>" : value.type;
}

function sequenceRepr(value: PySequence, depth: number): string {
  const items = value.items.map((item) => (item === value ? '(...)' : repr(item, depth + 1)));
  switch (value.kind) {
    case 'tuple':
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    case 'list':
      return `[${items.join(', ')}]`;
    case 'set':
      return `{${items.join(', ')}}`;
    default:
      return `${value.kind}({${items.join(', ')}})`;
  }
}

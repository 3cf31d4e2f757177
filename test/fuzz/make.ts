import { CODE, FLAG_REF } from '../../src/decode/marshal-codes.ts';
import { OP } from '../../src/decode/pickle/opcodes.ts';
import { long1, snapshotWith, trace } from '../decode/pickle/write-pickle.ts';
import { type Key, type Numbers, writeProfile } from '../decode/write-marshal.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

const CODES = Object.values(CODE);
const OPS = Object.values(OP);

/** Sizes as they are, and as nobody should believe them. */
const SIZES = [0, 1, 2, 3, 4, 5, 255, 65_535, 2 ** 31 - 1, -1, -(2 ** 31)];

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** Marshal that is well formed here and there: codes with sizes, small numbers and keys of functions behind them. */
export function makeMarshal(random: Random): Buffer {
  const parts: Buffer[] = [Buffer.from([CODE.dict | random.of([0, FLAG_REF])])];
  for (let left = random.below(60); left > 0; left--) {
    const code = random.of(CODES);
    parts.push(Buffer.from([random.below(4) === 0 ? code | FLAG_REF : code]));
    switch (random.below(5)) {
      case 0:
        parts.push(int32(random.of(SIZES)));
        break;
      case 1:
        parts.push(Buffer.from([random.below(6)]), noise(random, random.below(6)));
        break;
      case 2:
        parts.push(makeKey(random));
        break;
      default:
    }
  }
  return Buffer.concat(parts);
}

function makeKey(random: Random): Buffer {
  const text = (): Buffer =>
    Buffer.concat([Buffer.from([CODE.shortAscii, 1]), Buffer.from(random.of(['a', 'b', '~']))]);
  const line = Buffer.concat([Buffer.from([CODE.int32]), int32(random.below(3))]);
  return Buffer.concat([Buffer.from([CODE.smallTuple, 3]), text(), line, text()]);
}

const TEXTS = ['', '~', 'a', '/srv/x.py', '<module>', '\x1b]0;t\x07', '\ud800', 'é', '\u{1f600}', 'n'.repeat(300)];
const COUNTS = [0, 1, 2, 255, 256, 2 ** 31, 2 ** 53, 2n ** 64n, 2n ** 70n, -1];
const TIMES = [0, 1e-9, 0.5, 1e300, -1, Number.NaN, Number.POSITIVE_INFINITY];

/** A profile of odd values, as CPython would write it; every other one is changed besides. */
export function makeDump(random: Random): Buffer {
  const key = (): Key => [random.of(TEXTS), random.of([0, 1, 7, -1, 2 ** 31 - 1]), random.of(TEXTS)];
  const numbers = (): Numbers => [random.of(COUNTS), random.of(COUNTS), random.of(TIMES), random.of(TIMES)];
  const keys = Array.from({ length: random.below(12) }, key);
  const rows = keys.map((own) => ({
    key: own,
    numbers: numbers(),
    callers: Array.from({ length: random.below(4) }, () => ({ key: random.of(keys), numbers: numbers() })),
  }));
  return changedOrNot(random, Buffer.from(writeProfile(rows, random.of([2, 4]))));
}

/** A snapshot of odd sizes, line numbers and limits; every other one is changed besides. */
export function makeSnapshot(random: Random): Buffer {
  const odd = (): bigint => random.of([0n, -1n, 2n ** 31n, 2n ** 53n, 2n ** 70n]);
  const number = (): Uint8Array => long1(random.below(20) === 0 ? odd() : BigInt(random.below(5000)));
  const traces = Array.from({ length: random.below(20) }, () => trace(number(), number()));
  return changedOrNot(random, Buffer.from(snapshotWith(Buffer.concat(traces), number())));
}

function changedOrNot(random: Random, bytes: Buffer): Buffer {
  return random.below(2) === 0 ? bytes : mutate(random, [bytes]);
}

/** A pickle of the operations that we read, and now and then of another. */
export function makePickle(random: Random): Buffer {
  const parts: Buffer[] = [Buffer.from([OP.proto, 2 + random.below(4)])];
  for (let left = random.below(80); left > 0; left--) {
    parts.push(Buffer.from([random.below(12) === 0 ? random.below(256) : random.of(OPS)]));
    if (random.below(3) === 0) parts.push(noise(random, random.of([1, 2, 4, 8])));
    if (random.below(6) === 0) parts.push(int32(random.of(SIZES)));
    if (random.below(8) === 0) parts.push(Buffer.from('ctracemalloc\nSnapshot\n'));
  }
  parts.push(Buffer.from([OP.stop]));
  return Buffer.concat(parts);
}

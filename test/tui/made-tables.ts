import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

function numbers(ncalls: number | bigint, tottime: number, cumtime: number, primitiveCalls = ncalls): CallNumbers {
  return { ncalls, primitiveCalls, tottime, cumtime };
}

/** One function whose only caller is no function of the profile: the profiler was switched on inside of it. */
export function tableWithGhost(): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'f', numbers(2, 0.5, 0.5));
  builder.setEdge('gone.py', 1, 'caller', numbers(2, 0.5, 0.5), false);
  builder.endEdges();
  return builder.finish('traced', []);
}

/** Names that would take over a terminal, break a line, turn the text round or push the table apart. */
const HOSTILE_NAMES = [
  '\x1b]0;owned\x07\x1b[2J',
  'two\nlines\r\ttab',
  'c1\x9b31m\x85\x90',
  'rtl\u202eevil\u2066\u2069\u200f',
  'half\udce9\ud83d',
  '\u2028\u2029\ufeff\x7f\x00',
  `zalgo${'\u0301'.repeat(5000)}`,
  '👨‍👩‍👧‍👦🔥名前',
  'x'.repeat(100_000),
];

export function tableWithHostileNames(): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [at, name] of HOSTILE_NAMES.entries()) builder.setRow(`${name}.py`, at, name, numbers(1, 1, 1 + at));
  for (const name of HOSTILE_NAMES) {
    builder.setEdge(`ghost ${name}`, 7, name, numbers(1, 1, 1), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** Numbers as only a hand-made dump has them. */
export function tableWithHostileNumbers(): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'huge', numbers(10n ** 30n, 1e300, 1e300, 10n ** 29n));
  builder.setRow('a.py', 2, 'nan', numbers(0, Number.NaN, Number.POSITIVE_INFINITY));
  builder.setRow('a.py', 3, 'negative', numbers(-5, -1.5, -2.5));
  builder.setRow('a.py', 4, 'usual', numbers(3, 0.25, 0.5, 1));
  return builder.finish('traced', []);
}

/** More functions than are looked through in the time of a key, each called by the one before; many share a name. */
export function largeTable(length: number, folder: string): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = (at: number): CallNumbers => ({ ncalls: 1 + (at % 7), primitiveCalls: 1, tottime: 1e-6, cumtime: 1 });
  const file = (at: number): string => `${folder}/${at % 89}/module${at % 13}.py`;
  for (let at = 0; at < length; at++) builder.setRow(file(at), at % 997, `step_${at % 4001}`, numbers(at));
  for (let at = 0; at < length; at++) {
    if (at > 0) builder.setEdge(file(at - 1), (at - 1) % 997, `step_${(at - 1) % 4001}`, numbers(at), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

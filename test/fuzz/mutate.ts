import type { Random } from './random.ts';

type Mutation = (bytes: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer;

const flipBits: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let left = 1 + random.below(8); left > 0 && changed.length > 0; left--) {
    const at = random.below(changed.length);
    changed[at] = changed[at]! ^ (1 << random.below(8));
  }
  return changed;
};

const setBytes: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  if (changed.length === 0) return changed;
  const at = random.below(changed.length);
  changed.fill(
    random.of([0, 1, 0x7f, 0x80, 0xff, random.below(256)]),
    at,
    Math.min(changed.length, at + 1 + random.below(8)),
  );
  return changed;
};

const cut: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));

const insert: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  const more = Buffer.from(Array.from({ length: 1 + random.below(16) }, () => random.below(256)));
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
};

const remove: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(32))]);
};

/** The beginning of one file and the end of another. */
const splice: Mutation = (bytes, random, corpus) => {
  const other = random.of(corpus);
  return Buffer.concat([
    bytes.subarray(0, random.below(bytes.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);
};

/** A part once more, so that nests grow and references find other targets. */
const repeat: Mutation = (bytes, random) => {
  const from = random.below(bytes.length + 1);
  const part = bytes.subarray(from, from + random.below(64));
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(1 + random.below(4)).fill(part), bytes.subarray(at)]);
};

const MUTATIONS: readonly Mutation[] = [flipBits, flipBits, setBytes, setBytes, cut, insert, remove, splice, repeat];

/** One of the corpus, changed once to four times. */
export function mutate(random: Random, corpus: readonly Buffer[]): Buffer {
  let bytes = random.of(corpus);
  for (let left = 1 + random.below(4); left > 0; left--) bytes = random.of(MUTATIONS)(bytes, random, corpus);
  return bytes;
}

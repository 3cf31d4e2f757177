import { loadBuiltin } from './load-builtin.ts';

/**
 * A dump of up to this many bytes is read and printed before V8's optimising compiler has paid for itself: its threads cost
 * as much as the work. At 1.6 MB (10,000 functions) the whole program takes 0.6 of the time without it, at 16 MB 2.5
 * times as long.
 */
const SMALL_BYTES = 3_000_000;

/**
 * Below this hardly anything runs often enough to be optimised, and loading `node:v8` would cost more than it saves.
 */
const TINY_BYTES = 60_000;

let isOptimising = true;

/**
 * Switches V8's optimising compiler off while all that has to be read is small, and on again when it is not.
 * The flag is looked at whenever a function could be optimised, so it takes effect at once and nothing else changes.
 */
export function tuneEngine(bytesToRead: number): void {
  const shouldOptimise = bytesToRead > SMALL_BYTES || bytesToRead < TINY_BYTES;
  if (shouldOptimise === isOptimising) return;
  isOptimising = shouldOptimise;
  loadBuiltin('node:v8').setFlagsFromString(shouldOptimise ? '--opt' : '--no-opt');
}

/** How much bytecode V8 draws into a function that it optimises: while a large dump is decoded, and otherwise (its own figure). */
const LITTLE_INLINED = 200;
const USUALLY_INLINED = 920;

/**
 * Decodes a large dump with little inlining. The decoder is some thirty short functions that call each other: as V8 has it
 * it compiles most of them several times over, inside of one another, which takes a third of the time at 100,000 functions.
 */
export function inliningLittle<T>(bytesToRead: number, decode: () => T): T {
  if (bytesToRead <= SMALL_BYTES) return decode();
  limitInlining(LITTLE_INLINED);
  try {
    return decode();
  } finally {
    limitInlining(USUALLY_INLINED); // what is loaded later comes from a cache, which V8 refuses under other flags
  }
}

function limitInlining(bytes: number): void {
  loadBuiltin('node:v8').setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${bytes}`);
}

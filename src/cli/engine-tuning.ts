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

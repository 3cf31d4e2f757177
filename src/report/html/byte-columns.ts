/**
 * Columns of numbers as bytes: whole numbers, seven bits to a byte. Clocks tick, so the times of a profile are whole
 * numbers of some unit too, and each column says of which. All other values (sums of floats, nan, negative numbers)
 * follow the column as doubles. So every value comes back exactly, in a third of the bytes that doubles take after
 * gzip.
 *
 * Where that would take too many bytes, a column may be rounded: sums of ticks to ticks, and times that are not ticks
 * to a hundredth of a nanosecond, which no clock measures.
 */

/** What whole numbers are multiplied or divided by, as the profilers do it; the coarsest first. */
const SCALES: readonly ((ticks: number) => number)[] = [
  (count) => count,
  (ticks) => ticks / 1e6,
  (ticks) => ticks * 1e-6,
  (ticks) => ticks / 1e9,
  (ticks) => ticks * 1e-9,
];

const FINEST = SCALES.length;

/** The share of a value that may come from rounding in sums. */
const ROUNDING = 1e-13;

/** How many numbers of a column decide which scale it gets. */
const LOOKED_AT = 500;

const SEVEN_BITS = 128;

export class ByteSink {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private readonly mayRound: boolean;

  constructor(mayRound: boolean) {
    this.mayRound = mayRound;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A whole number from 0 on. */
  count(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= SEVEN_BITS) {
      this.bytes[this.length++] = (rest % SEVEN_BITS) + SEVEN_BITS;
      rest = Math.floor(rest / SEVEN_BITS);
    }
    this.bytes[this.length++] = rest;
  }

  numbers(values: ArrayLike<number>): void {
    const { mayRound } = this;
    const scale = bestScale(values, mayRound);
    const odd: number[] = [];
    this.count(scale);
    for (let at = 0; at < values.length; at++) {
      const ticks = ticksOf(values[at]!, scale, mayRound);
      this.count(ticks === null ? 0 : ticks + 1);
      if (ticks === null) odd.push(values[at]!);
    }
    this.raw(new Uint8Array(Float64Array.from(odd).buffer)); // little-endian, like all machines that browsers run on
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + more));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** Reads what {@link ByteSink} wrote, in the same order. */
export class ByteSource {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  raw(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  count(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.bytes[this.at++]!;
      if (byte < SEVEN_BITS) return value + byte * weight;
      value += (byte - SEVEN_BITS) * weight;
      weight *= SEVEN_BITS;
    }
  }

  numbers(length: number): Float64Array {
    const scale = this.count();
    const values = new Float64Array(length);
    const odd: number[] = [];
    for (let at = 0; at < length; at++) {
      const ticks = this.count();
      if (ticks === 0) odd.push(at);
      else values[at] = timeOf(ticks - 1, scale);
    }
    const doubles = new Float64Array(this.raw(8 * odd.length).slice().buffer);
    for (const [place, at] of odd.entries()) values[at] = doubles[place]!;
    return values;
  }
}

function timeOf(ticks: number, scale: number): number {
  return SCALES[scale]?.(ticks) ?? ticks / 1e11;
}

/**
 * The scale by which most values are whole numbers; the finest, where fewer than half of them are and they may be
 * rounded.
 */
function bestScale(values: ArrayLike<number>, mayRound: boolean): number {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  let best = mayRound ? FINEST : 0;
  let most = mayRound ? values.length / step / 2 : 0;
  for (let scale = 0; scale < FINEST; scale++) {
    let hits = 0;
    for (let at = 0; at < values.length; at += step) {
      const ticks = ticksOf(values[at]!, scale, mayRound);
      if (ticks !== null) hits += timeOf(ticks, scale) === values[at] ? 2 : 1;
    }
    if (hits > most) [best, most] = [scale, hits];
  }
  return best;
}

/** The whole number that gives this value; null where there is none. Counts are not rounded. */
function ticksOf(value: number, scale: number, mayRound: boolean): number | null {
  const ticks = Math.round(value / timeOf(1, scale));
  if (!(ticks >= 0 && ticks < Number.MAX_SAFE_INTEGER) || Object.is(value, -0)) return null;
  if (scale === FINEST) return ticks;
  const off = Math.abs(timeOf(ticks, scale) - value);
  return off <= (mayRound && scale > 0 ? ROUNDING * value : 0) ? ticks : null;
}

/**
 * C's `%.3f`, with which CPython prints all times (pstats.f8 is `"%8.3f"`).
 *
 * JavaScript's `toFixed(3)` differs in three ways, each seen in a run over 10 million doubles: exact binary ties go up
 * instead of to even (0.0625 -> '0.063', C: 0.062), numbers of 1e21 and more come in exponent form, and nan, inf and -0
 * are spelled differently.
 */
export function formatFixed3(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  const magnitude = Math.abs(value);
  const digits = magnitude < 1e21 ? roundHalfEven(magnitude) : `${BigInt(magnitude)}.000`;
  return value < 0 || Object.is(value, -0) ? `-${digits}` : digits;
}

/**
 * A double lies exactly between two thousandths only if it is an odd number of sixteenths: k/2000 (k odd) is k/(16 *
 * 125), so its denominator as a binary fraction is 16. `toFixed` rounds all others correctly.
 */
function roundHalfEven(magnitude: number): string {
  const sixteenths = magnitude * 16;
  if (sixteenths % 2 !== 1) return magnitude.toFixed(3);
  const tenThousandths = BigInt(sixteenths) * 625n;
  const below = tenThousandths / 10n;
  const even = below % 2n === 0n ? below : below + 1n;
  const text = even.toString().padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
}

import { lazyRegExp } from './lazily.ts';

/** How CPython's `repr` writes the two kinds of values that pstats puts into its messages. */

/**
 * `repr(float)`: the shortest digits that read back as the same double, in exponent form below 1e-4 and from
 * 1e16 on, with at least two digits of exponent (CPython's float_repr_style 'short').
 */
export function pythonFloatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value >= 1e-4 && value < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value); // as JavaScript writes it
  if (value > 0 && value < 1e-4) return withTwoDigits(value.toExponential());
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return sign + withExponent(mantissa, exponent);
  const plain = plainDigits(mantissa, exponent);
  return sign + (plain.includes('.') ? plain : `${plain}.0`);
}

function withExponent(mantissa: string, exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** `1.5e-7` -> `1.5e-07`. */
function withTwoDigits(text: string): string {
  const at = text.length - 1;
  return text[at - 1] === '-' ? `${text.slice(0, at)}0${text[at]}` : text;
}

function plainDigits(mantissa: string, exponent: number): string {
  const digits = mantissa.replace('.', '');
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * The characters for which `str.isprintable` is false, and the blank: other (control, format, surrogate, ...) and
 * separators.
 */
const notPrintable = lazyRegExp('[\\p{C}\\p{Z}]', 'u');

/** `repr(str)`: single quotes unless the text has one and no double quote; unprintable characters escaped. */
export function pythonStringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = '';
  for (const character of text) body += character === quote ? `\\${quote}` : escapeCharacter(character);
  return quote + body + quote;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  if (character === ' ' || !notPrintable().test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x100) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

/** `repr(bytes)`: what CPython 3 prints for a function whose names are bytes. */
export function pythonBytesRepr(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = '';
  for (const character of text) body += character === quote ? `\\${quote}` : escapeByte(character);
  return `b${quote}${body}${quote}`;
}

function escapeByte(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const byte = character.charCodeAt(0);
  return byte >= 0x20 && byte < 0x7f ? character : `\\x${hex(byte, 2)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

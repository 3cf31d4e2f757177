import { lazily } from './lazily.ts';

/**
 * UTF-8 that can also carry lone surrogates, as Python strings can.
 *
 * Python puts a byte that is not UTF-8 (a file name on Linux, a Python 2 string) into a str as U+DC80..U+DCFF
 * ("surrogateescape"); marshal writes such a character as the three bytes it would have in UTF-8
 * ("surrogatepass", the encoding also called WTF-8); a terminal gets the single raw byte back.
 */

/** Most names are ASCII, and need none. */
const strictDecoder = lazily(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }));

/** Bytes -> text, lone surrogates allowed; `null` where the bytes are not even WTF-8. */
export function decodeWtf8(bytes: Uint8Array): string | null {
  try {
    return strictDecoder().decode(bytes);
  } catch {
    return decodeWithSurrogates(bytes); // the strict decoder refuses surrogates too: look again, slowly
  }
}

function decodeWithSurrogates(bytes: Uint8Array): string | null {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (!isSurrogateAt(bytes, i)) continue;
    const before = decodeStrictly(bytes.subarray(from, i));
    if (before === null) return null;
    parts.push(before, String.fromCharCode(0xd000 | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f)));
    from = i + 3;
    i += 2;
  }
  const rest = decodeStrictly(bytes.subarray(from));
  return rest === null ? null : parts.join('') + rest;
}

function isSurrogateAt(bytes: Uint8Array, i: number): boolean {
  return (
    bytes[i] === 0xed &&
    (bytes[i + 1] ?? 0) >= 0xa0 &&
    ((bytes[i + 1] ?? 0) & 0xc0) === 0x80 &&
    ((bytes[i + 2] ?? 0) & 0xc0) === 0x80
  );
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return strictDecoder().decode(bytes);
  } catch {
    return null; // the caller reports it, with the offset
  }
}

/** Bytes -> text as Python's `decode('utf-8', 'surrogateescape')`: never fails, keeps every byte. */
export function decodeSurrogateEscape(bytes: Uint8Array): string {
  const whole = decodeStrictly(bytes);
  if (whole !== null) return whole;
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    text +=
      length === 0 ? String.fromCharCode(0xdc00 | bytes[i]!) : strictDecoder().decode(bytes.subarray(i, i + length));
    i += length || 1;
  }
  return text;
}

/** The length of the valid UTF-8 sequence at `i`, or 0. (Table 3-7 of the Unicode standard.) */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const second = bytes[i + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let at = 2; at < length; at++) if (((bytes[i + at] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Text -> WTF-8: every lone surrogate as its three bytes (Python's 'surrogatepass'). */
export function encodeWtf8(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  return Buffer.concat(
    Array.from(text, (character) =>
      isLoneSurrogate(character) ? surrogateBytes(character) : Buffer.from(character, 'utf8'),
    ),
  );
}

/**
 * Text -> the bytes that a Python under a UTF-8 locale writes with 'surrogateescape': U+DC80..U+DCFF become the raw
 * byte again. A surrogate that stands for no byte stops CPython with UnicodeEncodeError; we write its three bytes.
 */
export function encodeSurrogateEscape(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  return Buffer.concat(Array.from(text, escapedBytes));
}

function escapedBytes(character: string): Uint8Array {
  if (!isLoneSurrogate(character)) return Buffer.from(character, 'utf8');
  const unit = character.charCodeAt(0);
  return unit >= 0xdc80 && unit <= 0xdcff ? Uint8Array.of(unit & 0xff) : surrogateBytes(character);
}

function isLoneSurrogate(character: string): boolean {
  return character.length === 1 && (character.charCodeAt(0) & 0xf800) === 0xd800;
}

function surrogateBytes(character: string): Uint8Array {
  const unit = character.charCodeAt(0);
  return Uint8Array.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
}

import type { StringId, StringPool, StringSlices } from '../profile/string-pool.ts';
import { foldText } from './name-filter.ts';

/** What {@link foldText} makes of each ASCII byte. */
const FOLDED: Uint8Array = Uint8Array.from({ length: 128 }, (_, byte) =>
  foldText(String.fromCharCode(byte)).charCodeAt(0),
);

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

/**
 * Answers whether a string of the pool contains a folded text. Each string is looked at once, when first asked for: a
 * million rows have some ten thousand files and a hundred thousand names. ASCII is compared as bytes, without a string.
 */
export function containsText(strings: StringPool, folded: string): (id: StringId) => boolean {
  const known = new Uint8Array(strings.count);
  const needle = asciiBytes(folded);
  const contains = (id: StringId): boolean => {
    if (!strings.isAscii(id)) return foldText(strings.text(id)).includes(folded);
    return needle !== null && containsBytes(strings.slices(), id, needle); // folding never takes ASCII out of ASCII
  };
  return (id) => {
    if (known[id] === UNKNOWN) known[id] = contains(id) ? YES : NO;
    return known[id] === YES;
  };
}

/** The bytes of a text of ASCII characters; null for another. */
function asciiBytes(text: string): Uint8Array | null {
  const isAscii = /^[\0-\x7f]*$/.test(text);
  return isAscii ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : null;
}

function containsBytes({ bytes, start, length }: StringSlices, id: StringId, needle: Uint8Array): boolean {
  const from = start[id]!;
  const last = from + length[id]! - needle.length;
  const first = needle[0];
  if (first === undefined) return true;
  for (let at = from; at <= last; at++) {
    if (FOLDED[bytes[at]!] === first && continues(bytes, at, needle)) return true;
  }
  return false;
}

function continues(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = 1; i < needle.length; i++) if (FOLDED[bytes[at + i]!] !== needle[i]) return false;
  return true;
}

import { CODE } from './marshal-codes.ts';

/** Where the first item of the first key begins: after '{' and '(' with its size. */
const FIRST_FILE = 6;

/**
 * Whether Python 2 wrote this dump: it begins with a dict, a long tuple of three, and in it a byte string as file or as
 * name, none of them with a reference flag. Python 3 writes text as 'u', 'z' or 'Z' (and a bytes name, which no
 * profiler has, after a ')').
 */
export function looksLikePython2(bytes: Uint8Array): boolean {
  if (bytes[0] !== CODE.dict || bytes[1] !== CODE.tuple || bytes[2] !== 3) return false;
  return isByteString(bytes[FIRST_FILE]) || isByteString(bytes[nameAfterUnicodeFile(bytes)]);
}

/** The name comes after the file ('u', a length, its bytes) and the line ('i' and 4 bytes). */
function nameAfterUnicodeFile(bytes: Uint8Array): number {
  if (bytes[FIRST_FILE] !== CODE.unicode || bytes.length < FIRST_FILE + 5) return -1;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(FIRST_FILE + 1, true);
  return FIRST_FILE + 5 + length + 5;
}

function isByteString(code: number | undefined): boolean {
  return code === CODE.bytes || code === CODE.interned;
}

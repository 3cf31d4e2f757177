import { CODE } from './marshal-codes.ts';

/**
 * Whether Python 2 wrote this dump: it begins with a dict, a long tuple of three, and a byte string, none of them
 * with a reference flag. Python 3 writes text as 'u', 'z' or 'Z' (and a bytes name, which no profiler has, behind a ')').
 */
export function looksLikePython2(bytes: Uint8Array): boolean {
  if (bytes[0] !== CODE.dict || bytes[1] !== CODE.tuple || bytes[2] !== 3) return false;
  return bytes[6] === CODE.bytes || bytes[6] === CODE.interned;
}

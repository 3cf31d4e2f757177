import { CODE, FLAG_REF } from '../../decode/marshal-codes.ts';

/** Whether an input can be what is wanted, by its first bytes: else the rest need not be read. */
export type IsPossible = (head: Uint8Array) => boolean;

/**
 * Of an input that is something else this much is read, to say what it is. A profile of pprof is known by its strings,
 * at its end.
 */
export const MOST_NAMED_BYTES = 16_000_000;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** A dump is a marshalled dict. Nothing at all may be one as well: it is told otherwise. */
export function mayBeProfile(head: Uint8Array): boolean {
  return head.length === 0 || (head[0]! & ~FLAG_REF) === CODE.dict;
}

/** Of an object, as a profile may begin too. */
export function mayBeJson(head: Uint8Array): boolean {
  return head.length === 0 || head[0] === 0x7b;
}

/** Python writes pickles of protocol 2 and later since 2.3. */
export function mayBePickle(head: Uint8Array): boolean {
  return head.length === 0 || head[0] === 0x80;
}

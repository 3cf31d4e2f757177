import { loadBuiltin } from '../load-builtin.ts';

/** Unpacks what deflate packed, without a header. Node's own code for that is loaded only here. */
export function inflate(packed: Uint8Array, most: number): Uint8Array {
  return loadBuiltin('node:zlib').inflateRawSync(packed, { maxOutputLength: most });
}

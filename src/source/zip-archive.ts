import { oncePer } from '../text/lazily.ts';

/** A file in a zip archive, not unpacked yet. */
export type ZipMember = {
  /** Where its own header begins. */
  readonly start: number;
  readonly packedSize: number;
  /** Unpacked, in bytes, as the archive says; no more is unpacked. */
  readonly size: number;
  readonly isPacked: boolean;
};

/** Unpacks bytes, and throws where they are damaged or become more than that many. */
export type Inflate = (packed: Uint8Array, most: number) => Uint8Array;

export type ZipPath = { readonly archive: string; readonly member: string };

const THROUGH_ARCHIVE = /^(.*?\.(?:zip|pyz|pyzw|egg|whl))[\\/](.+)$/i;

/** The parts of a path through an archive, as zipimport records it: `lib/python313.zip/json/decoder.py`; null for others. */
export function splitZipPath(path: string): ZipPath | null {
  const [, archive, member] = THROUGH_ARCHIVE.exec(path) ?? [];
  return archive === undefined || member === undefined ? null : { archive, member: member.replaceAll('\\', '/') };
}

/** The layout is that of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16. */
const END = 'PK\x05\x06';
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const HEADER = 0x04034b50;
const HEADER_BYTES = 30;

const NAME_IS_UTF8 = 1 << 11;
const STORED = 0;
const DEFLATED = 8;

/**
 * The members of an archive by name, read once for its bytes. Empty for bytes that are no archive or whose directory is
 * damaged, and for zip64 (more than 65,535 members), which zipimport has read since Python 3.13.
 */
export const zipMembers: (bytes: Uint8Array) => ReadonlyMap<string, ZipMember> = oncePer((bytes) => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map<string, ZipMember>();
  const end = file.lastIndexOf(END, undefined, 'latin1');
  if (end < 0 || end + END_BYTES > file.length) return members;
  const first = end - file.readUInt32LE(end + 12);
  const shift = first - file.readUInt32LE(end + 16); // what comes before the archive, such as `#!/usr/bin/env python3`
  if (first < 0) return members;
  for (let at = first; at + ENTRY_BYTES <= end && file.readUInt32LE(at) === ENTRY; ) {
    const nameEnd = at + ENTRY_BYTES + file.readUInt16LE(at + 28);
    const encoding = file.readUInt16LE(at + 8) & NAME_IS_UTF8 ? 'utf8' : 'latin1';
    const method = file.readUInt16LE(at + 10);
    if (method === STORED || method === DEFLATED)
      members.set(file.toString(encoding, at + ENTRY_BYTES, nameEnd), {
        start: file.readUInt32LE(at + 42) + shift,
        packedSize: file.readUInt32LE(at + 20),
        size: file.readUInt32LE(at + 24),
        isPacked: method === DEFLATED,
      });
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return members;
});

/** The bytes of a member, whose size the caller has checked. undefined where it is damaged. */
export function unpackMember(
  bytes: Uint8Array,
  { start, packedSize, size, isPacked }: ZipMember,
  inflate: Inflate,
): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start < 0 || start + HEADER_BYTES > file.length || file.readUInt32LE(start) !== HEADER) return undefined;
  const from = start + HEADER_BYTES + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
  const packed = bytes.subarray(from, from + packedSize);
  if (!isPacked) return packed.length === size ? packed : undefined;
  try {
    const unpacked = inflate(packed, size + 1); // one more, which tells a longer one
    return unpacked.length === size ? unpacked : undefined;
  } catch {
    return undefined; // the caller says that nothing was found
  }
}

import { unzipSync } from 'fflate';
import type { FileBytes, SourceFiles } from './source-files.ts';

/** The most that one member may unpack to: no program text is larger. */
const MOST_BYTES = 16_000_000;

/** A central directory has 46 bytes and more for each member. */
const MEMBER_BYTES = 46;

const ARCHIVE = /^(.*?\.(?:zip|pyz|pyzw|egg|whl))[\\/](.+)$/i;

/**
 * A path through a zip archive, as zipimport records it: `lib/python313.zip/json/decoder.py`. undefined where the
 * archive or the member is not there, or the archive is damaged.
 */
export function readZipMember(path: string, { read }: SourceFiles): FileBytes | undefined {
  const [, archive, member] = ARCHIVE.exec(path) ?? [];
  if (archive === undefined || member === undefined) return undefined;
  const bytes = read(archive, 'archive');
  return !(bytes instanceof Uint8Array) ? bytes : unpack(bytes, member.replaceAll('\\', '/'));
}

function unpack(bytes: Uint8Array, member: string): Uint8Array | undefined {
  let left = bytes.length / MEMBER_BYTES;
  let isFound = false; // a name may stand there often, and each would be unpacked
  const isWanted = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (left-- < 0) throw new RangeError('the archive claims more members than it has room for');
    if (isFound || name !== member || originalSize > MOST_BYTES) return false;
    isFound = true;
    return true;
  };
  try {
    return unzipSync(bytes, { filter: isWanted })[member];
  } catch {
    return undefined; // damaged, or packed in a way that no Python packs: the caller says that nothing was found
  }
}

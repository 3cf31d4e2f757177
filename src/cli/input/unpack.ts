import { DecodeError, FileError, type PyprofError } from '../../errors.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { errnoCode } from './errno.ts';
import { type IsPossible, MOST_NAMED_BYTES } from './input-head.ts';
import { mostUnpackTimes } from './unpack-limit.ts';

/** What a gzipped file may unpack to: so many bytes, and so many times what it has itself. */
type UnpackLimits = { readonly mostBytes: number; readonly isPossible: IsPossible };

/** That much any file may have. It is more than what a small file may cost anyway. */
const ALWAYS_ALLOWED = 32_000_000;

/** As many packed bytes tell what it is: they unpack to 66 MB at most. */
const HEAD_BYTES = 2 ** 16;

/**
 * The unpacked bytes, or the first of them where these already say that it is something else. zlib is loaded only here:
 * few dumps are packed.
 *
 * @throws FileError 'too-large', DecodeError 'bad-gzip'
 */
export async function unpackGzip(bytes: Uint8Array, path: string, limits: UnpackLimits): Promise<Uint8Array> {
  const { constants, gunzipSync } = await import('node:zlib');
  const unpack = (most: number): Uint8Array => gunzipSync(bytes, { maxOutputLength: most });
  const headOf = (): Uint8Array => gunzipSync(bytes.subarray(0, HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  const most = Math.min(limits.mostBytes, Math.max(ALWAYS_ALLOWED, bytes.length * mostUnpackTimes()));
  try {
    const head = headOf();
    if (head.length > 0 && !limits.isPossible(head)) return orHead(() => unpack(MOST_NAMED_BYTES), head);
    return unpack(most);
  } catch (error) {
    throw gzipError(path, error, { most, packed: bytes.length });
  }
}

function orHead(unpack: () => Uint8Array, head: Uint8Array): Uint8Array {
  try {
    return unpack();
  } catch {
    return head.subarray(0, MOST_NAMED_BYTES); // too large, or damaged further on
  }
}

type Unpacking = { readonly most: number; readonly packed: number };

function gzipError(path: string, error: unknown, { most, packed }: Unpacking): PyprofError {
  const code = errnoCode(error);
  if (code === 'ERR_BUFFER_TOO_LARGE')
    return new FileError('unpacks-too-large', path, bombText(most, packed), { cause: error });
  const what = code === 'Z_BUF_ERROR' ? 'the gzip data is cut off' : 'the gzip data is damaged';
  return new DecodeError('bad-gzip', 0, what, { cause: error });
}

function bombText(most: number, packed: number): string {
  const times = mostUnpackTimes();
  const ratio = `${times} times its ${formatByteSize(packed)}`;
  return `it unpacks to more than ${formatByteSize(most)}${most === packed * times ? `, ${ratio}` : ''}`;
}

import { DecodeError, type DecodeErrorCode } from '../errors.ts';
import { BINARY_FORMATS, type ForeignFormat, TEXT_FORMATS } from './foreign-formats.ts';

/** The file is known to be something else. Whoever shows the error can say what to do with such a file. */
export class ForeignFileError extends DecodeError {
  readonly format: ForeignFormat;

  constructor(code: DecodeErrorCode, format: ForeignFormat, options?: ErrorOptions) {
    super(code, 0, `the file is ${NAMES.get(format)}`, options);
    this.format = format;
  }
}

const NAMES: ReadonlyMap<ForeignFormat, string> = new Map(
  [...BINARY_FORMATS, ...TEXT_FORMATS].map(({ id, name }) => [id, name] as const),
);

const PROBE_BYTES = 4096;

/**
 * What a file that is no profile seems to be, by its first bytes; null where they tell nothing. Ask only after decoding
 * has failed: a dump may begin with any of these bytes by chance.
 */
export function sniffForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const probe = bytes.subarray(0, PROBE_BYTES);
  const head = Buffer.from(probe.buffer, probe.byteOffset, probe.length).toString('latin1');
  const binary = BINARY_FORMATS.find(({ sign }) => sign(head, bytes));
  if (binary !== undefined) return binary.id;
  if (!isText(probe)) return null;
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  return TEXT_FORMATS.find(({ sign }) => sign(text, bytes))?.id ?? null;
}

/** No control characters except blanks; bytes above 0x7f may be UTF-8. A few bytes prove nothing. */
function isText(head: Uint8Array): boolean {
  return head.length >= 8 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}

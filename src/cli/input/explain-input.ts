import { nameForeignFile } from '../../decode/decode-file.ts';
import { ForeignFileError } from '../../decode/sniff.ts';
import { DecodeError, type PyprofError } from '../../errors.ts';
import { describeFolder, type ReadBytes, type Side } from './folder-of-profiles.ts';
import { foreignAdvice } from './foreign-advice.ts';
import { InputError } from './input-error.ts';

/** Why there is no profile: what the file or folder is instead, and what to do with it. Loaded only in that case. */
export async function explainProfile(
  path: string,
  error: PyprofError,
  bytes: Uint8Array | null,
  readBytes: ReadBytes,
  side: Side | null,
): Promise<InputError> {
  if (error.code === 'is-directory') {
    const { problem, advice } = await describeFolder(path, readBytes, side);
    return new InputError(path, problem, { advice });
  }
  const named = error instanceof DecodeError && bytes !== null ? nameForeignFile(error, bytes) : error;
  return explainForeign(path, isPythonFile(path, named) ? new ForeignFileError(named.code, 'python-source') : named);
}

/** Much Python begins with what any text may begin with; the name then tells what it is. */
function isPythonFile(path: string, error: PyprofError): error is ForeignFileError {
  const isText = error instanceof ForeignFileError && (error.format === 'text' || error.format === 'folded');
  return isText && /\.pyw?$/i.test(path);
}

/** The same of a file that is no snapshot or no times of lines: what it is has been found by then. */
export function explainForeign(path: string, error: PyprofError): InputError {
  return new InputError(path, error, {
    advice: error instanceof ForeignFileError ? foreignAdvice(error.format, path) : null,
  });
}

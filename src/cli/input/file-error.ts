import { FileError } from '../../errors.ts';
import { errnoCode, errnoText } from './errno.ts';

/** What Node puts in the place of bytes of a name that are no UTF-8, where it lists a folder. */
const REPLACEMENT = '\ufffd';

const NOT_UTF8 = 'its name is not UTF-8, and Node opens no such file: rename it, or pipe it to -';

/** Why a file cannot be read, from what the system says. */
export function fileError(path: string, error: unknown): FileError {
  const code = errnoCode(error);
  if (code === 'ENOENT' && path.includes(REPLACEMENT))
    return new FileError('not-found', path, NOT_UTF8, { cause: error });
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new FileError('not-found', path, errnoText(error), { cause: error });
  if (path.includes('\0'))
    return new FileError('not-found', path, 'no file name has a NUL character', { cause: error });
  if (code === 'EISDIR') return new FileError('is-directory', path, errnoText(error), { cause: error });
  if (code === 'ENXIO' || code === 'ENODEV')
    return new FileError('not-a-file', path, errnoText(error), { cause: error });
  return new FileError('not-readable', path, errnoText(error), { cause: error });
}

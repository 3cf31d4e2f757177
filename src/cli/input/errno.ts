/** The system's reasons, in words: Node's own texts repeat the path and the name of the system call. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  ENXIO: 'it is a socket, a device that is not there, or a pipe that nobody reads',
  ETXTBSY: 'it is a program that runs',
  EIO: 'the disk or the device failed',
  EFBIG: 'the file would be larger than the system lets it be',
  ENODEV: 'there is no such device',
  EPIPE: 'the reader has gone',
  EEXIST: 'something of that name is there',
  ESTALE: 'the network drive has lost it',
  ETIMEDOUT: 'the network drive does not answer',
  ERR_INVALID_ARG_VALUE: 'a path has no NUL in it',
};

/** `ENOENT` and the like, or '' for an error that is not the system's. */
export function errnoCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

export function errnoText(error: unknown): string {
  const code = errnoCode(error);
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

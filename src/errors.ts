/**
 * One error family for the whole project. Library errors state facts (what, where); the CLI adds the advice
 * and picks the exit code from {@link PyprofError.code}.
 */

// The comments are CPython's own wordings, where it has one.

/** What is wrong with the bytes of a dump. */
export type DecodeErrorCode =
  | 'empty-file' // EOFError: EOF read where object expected, at byte 0
  | 'unexpected-end' // EOFError: EOF read where (object|not) expected
  | 'unknown-type-code' // ValueError: bad marshal data (unknown type code)
  | 'bad-reference' // ValueError: bad marshal data (invalid reference)
  | 'size-out-of-range' // ValueError: bad marshal data (tuple size out of range)
  | 'bad-number' // ValueError: bad marshal data (unnormalized long data), could not convert string to float
  | 'bad-string' // UnicodeDecodeError
  | 'null-object' // TypeError: NULL object in marshal data
  | 'unhashable-key' // TypeError: unhashable type: 'list'
  | 'too-deep' // ValueError: recursion limit exceeded
  | 'bad-gzip'
  | 'not-a-profile' // another known format, or a marshalled value that is not a dict
  | 'no-functions' // TypeError: Cannot create or construct a <class 'pstats.Stats'> object
  | 'is-profile' // given where a snapshot or line times are wanted
  | 'is-snapshot' // given where something else is wanted
  | 'is-line-timings' // given where something else is wanted
  | 'not-a-snapshot'
  | 'not-line-timings'
  | 'not-arguments'
  | 'bad-pickle'
  | 'pickle-too-large' // more bytes, memory or time than any sound file takes
  | 'bad-entry'; // one entry of the dict is not (file, line, name): (cc, nc, tt, ct, callers)

/** What is wrong with what the user asked for. */
export type UsageErrorCode =
  | 'unknown-sort-key'
  | 'mixed-sort-keys'
  | 'bad-restriction'
  | 'unsupported-regex'
  | 'bad-gate'
  | 'gate-undecided'
  | 'no-such-function'
  | 'ambiguous-function'
  | 'not-comparable'
  | 'no-such-cell' // a --notebook that has no cell of the profile
  | 'no-cells' // a --notebook where the profile has no cell
  | 'nothing-mine' // a --mine that no function of the profile belongs to
  | 'usage';

/** What is wrong with a file, seen from outside: for the program, since the library touches none. */
export type FileErrorCode =
  | 'no-source'
  | 'cell-without-notebook'
  | 'not-a-notebook'
  | 'not-found'
  | 'is-directory'
  | 'not-readable'
  | 'not-a-file' // a pipe, a socket, a device, or a name under which nothing is read
  | 'not-writable'
  | 'half-written' // of several files that belong together, some are new and one could not be replaced
  | 'no-browser' // a page is written, and nothing opens it
  | 'too-large'
  | 'unpacks-too-large';

/** One word for each kind of failure. */
export type ErrorCode = DecodeErrorCode | UsageErrorCode | FileErrorCode;

/**
 * What everything here throws for what it was given; a `code` stays what it is, and new ones may be added. The message says
 * what is wrong; what to do is for the caller to say.
 */
export class PyprofError extends Error {
  override readonly name: string = 'PyprofError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The bytes are not a profile, or a broken one. `offset` is the byte at which that was noticed. */
export class DecodeError extends PyprofError {
  override readonly name = 'DecodeError';
  declare readonly code: DecodeErrorCode;
  readonly offset: number;

  constructor(code: DecodeErrorCode, offset: number, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.offset = offset;
  }
}

/** The request cannot be carried out as it was put: a sort key, a restriction, an option. */
export class UsageError extends PyprofError {
  override readonly name = 'UsageError';
  declare readonly code: UsageErrorCode;

  constructor(code: UsageErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** A file could not be read or written. `path` is as the user typed it. */
export class FileError extends PyprofError {
  override readonly name = 'FileError';
  declare readonly code: FileErrorCode;
  readonly path: string;

  constructor(code: FileErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.path = path;
  }
}

/** The end of an exhaustive `switch`: a compile error where a case is missing. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected case: ${String(value)}`);
}

import { PyprofError } from '../../errors.ts';

/** An error in one of several files: the CLI names the file before the sentence. */
export class InputError extends PyprofError {
  readonly path: string;
  declare readonly cause: PyprofError;
  /** What to do, where more is known than the error's code says. */
  readonly advice: string | null;
  /** Of the other files that cannot be read either. */
  readonly others: readonly InputError[];

  constructor(
    path: string,
    cause: PyprofError,
    { advice = null, others = [] }: { readonly advice?: string | null; readonly others?: readonly InputError[] } = {},
  ) {
    super(cause.code, cause.message, { cause });
    this.path = path;
    this.advice = advice;
    this.others = others;
  }

  withOthers(others: readonly InputError[]): InputError {
    return new InputError(this.path, this.cause, { advice: this.advice, others });
  }
}

/** A bug in the viewer, in the words of what was thrown; `advice`: what to do about it. */
export class ViewerFailure extends Error {
  readonly advice: string;

  constructor(cause: unknown, advice: string) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = cause instanceof Error ? cause.name : 'Error';
    this.advice = advice;
  }
}

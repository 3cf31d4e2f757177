/** A program that was run for the user has ended: its exit status is ours. */
export class ProgramEnd extends Error {
  override readonly name = 'ProgramEnd';
  readonly status: number;

  constructor(status: number) {
    super(`the program ended with ${status}`);
    this.status = status;
  }
}

/** The work is done and its output written, but a gate of `--fail-on` did not hold: exit code 1. */
export class GateError extends Error {
  override readonly name = 'GateError';
}

import { fstatSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';

/** An output must not replace one of the inputs, by whatever name either is called. `name`: of the output, in the sentence. */
export function refuseToOverwrite(output: string, inputs: readonly string[], name: string = `-o ${output}`): void {
  const target = identity(output);
  const clobbered = target === null ? undefined : inputs.find((input) => identity(input) === target);
  if (clobbered !== undefined)
    throw new UsageError(
      'usage',
      `${name} would overwrite ${clobbered === '-' ? 'standard input' : clobbered}, which is read`,
    );
}

/** `-` is standard input, which may be a file too. */
function identity(path: string): string | null {
  const stats = path === '-' ? fstatSync(0) : statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

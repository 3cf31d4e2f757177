import { fstatSync, type Stats, statSync } from 'node:fs';
import { FileError, UsageError } from '../../errors.ts';
import { errnoText } from '../input/errno.ts';
import { statsAt } from '../input/stats-at.ts';

/**
 * An output must not replace one of the inputs, by whatever name either is called. `name`: of the output, in the sentence.
 *
 * @throws FileError 'not-writable' where the system does not say what is there: nothing can be written there either
 */
export function refuseToOverwrite(output: string, inputs: readonly string[], name: string = `-o ${output}`): void {
  const target = identity(statsOfOutput(output));
  const clobbered = target === null ? undefined : inputs.find((input) => identity(statsOfInput(input)) === target);
  if (clobbered !== undefined)
    throw new UsageError(
      'usage',
      `${name} would overwrite ${clobbered === '-' ? 'standard input' : clobbered}, which is read`,
    );
}

function statsOfOutput(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    throw new FileError('not-writable', path, errnoText(error), { cause: error });
  }
}

/** `-` is standard input, which may be a file too. What cannot be looked at is told when it is read. */
function statsOfInput(path: string): Stats | null {
  return path === '-' ? fstatSync(0) : statsAt(path);
}

function identity(stats: Stats | null): string | null {
  return stats === null ? null : `${stats.dev}:${stats.ino}`;
}

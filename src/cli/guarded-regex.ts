import { UsageError } from '../errors.ts';
import type { MatchNames } from '../select/restrict-rows.ts';
import { errnoCode } from './errno.ts';

/** A pattern of someone's own gets so long for all names together; `(a+)+$` would need years for one. */
const LIMIT_MILLISECONDS = 5000;

/**
 * Tests names as `RegExp.test` does, but gives up on a pattern that backtracks without end: V8 can stop one inside a
 * script of `node:vm`. That module is loaded only for this.
 */
export async function loadGuardedMatch(): Promise<MatchNames> {
  const { createContext, Script } = await import('node:vm');
  const script = new Script('names.map((name) => regex.test(name))');
  return (regex, names, pattern) => {
    try {
      return script.runInContext(createContext({ regex, names }), {
        timeout: LIMIT_MILLISECONDS,
      }) as readonly boolean[];
    } catch (error) {
      if (errnoCode(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const message = `the regular expression ${pattern} takes longer than ${LIMIT_MILLISECONDS / 1000} s`;
      throw new UsageError('bad-restriction', message, { cause: error });
    }
  };
}

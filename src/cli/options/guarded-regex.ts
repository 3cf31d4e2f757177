import { UsageError } from '../../errors.ts';
import type { MatchNames } from '../../select/restrict-rows.ts';
import { errnoCode } from '../input/errno.ts';

/**
 * A pattern of someone's own gets so long for the names that it is given at once; `(a+)+$` would need years for one. The
 * viewer gives it two thousand names at a time, a millisecond of work, and keys wait for it. A command gives all: a
 * million take a plain pattern 0.2 s, and ten times as long on a busy machine.
 */
const REGEX_LIMITS = { command: 1000, viewer: 100 } as const;

const NAMES_A_MILLISECOND = 250;

/**
 * Tests names as `RegExp.test` does, but gives up on a pattern that backtracks without end: V8 can stop one inside a
 * script of `node:vm`. That module is loaded only for this.
 */
export async function loadGuardedMatch(limit: keyof typeof REGEX_LIMITS = 'command'): Promise<MatchNames> {
  const { createContext, Script } = await import('node:vm');
  const script = new Script('names.map((name) => regex.test(name))');
  const given: { regex: RegExp; names: readonly string[] } = { regex: /(?:)/, names: [] };
  const scope = createContext(given);
  return (regex, names, pattern) => {
    const timeout = REGEX_LIMITS[limit] + Math.floor(names.length / NAMES_A_MILLISECOND);
    Object.assign(given, { regex, names });
    try {
      return script.runInContext(scope, { timeout }) as readonly boolean[];
    } catch (error) {
      if (errnoCode(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const message = `the regular expression ${pattern} takes longer than ${Number((timeout / 1000).toFixed(1))} s`;
      throw new UsageError('bad-restriction', message, { cause: error });
    }
  };
}

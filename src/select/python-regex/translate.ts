import { checkCompiles } from './check.ts';
import { emitPattern } from './emit.ts';
import { parsePattern } from './parse.ts';
import { PatternError, type PythonRegexProblem, unsupported } from './source.ts';
import { checkSupported, referencedGroups } from './support.ts';

export type PythonRegex =
  | { readonly ok: true; readonly regex: RegExp }
  | { readonly ok: false; readonly problem: PythonRegexProblem; readonly message: string };

/**
 * Translates a pattern of CPython 3.11's `re` (for str) into a RegExp whose `test` answers as
 * `re.search` does; only yes or no is kept, not where the match is or what the groups took.
 * Nothing is silently different: what has no exact translation is refused. The one exception is
 * Unicode itself, of which Node has a newer version than CPython 3.11 (14.0).
 *
 * A hostile pattern can keep RegExp.test busy for ever, as it can keep re.search.
 */
export function translatePythonRegex(pattern: string): PythonRegex {
  try {
    return { ok: true, regex: compile(translate(pattern)) };
  } catch (error) {
    if (error instanceof PatternError) {
      return { ok: false, problem: error.problem, message: error.message };
    }
    throw error;
  }
}

function translate(pattern: string): string {
  const { nodes, state } = parsePattern(pattern);
  const { flags, groupWidths } = state;
  checkCompiles(nodes, flags, groupWidths);
  if (state.unsupportedConstruct !== undefined) throw unsupported(state.unsupportedConstruct);
  const referenced = new Set(referencedGroups(nodes));
  checkSupported(nodes, flags, groupWidths, referenced);
  return emitPattern(nodes, flags, groupWidths, referenced);
}

/** V8 finds some patterns too large, or nested too deep; a few of them only when they are first used. */
function compile(source: string): RegExp {
  try {
    forceCompile(source);
    return new RegExp(source, 'u');
  } catch (cause) {
    throw new PatternError('unsupported', 'a pattern this large is not supported', { cause });
  }
}

/**
 * Makes V8 compile all of `source` but run none of it: the look-ahead fails first. V8 compiles for
 * Latin-1 and for other strings apart, and from bytecode to machine code on the second use.
 */
function forceCompile(source: string): void {
  const regex = new RegExp(`(?=x)(?:${source})`, 'u');
  for (const text of ['', '', '\u0100', '\u0100']) regex.test(text);
}

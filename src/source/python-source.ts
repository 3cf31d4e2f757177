import { lazily } from '../text/lazily.ts';
import { decodeSource } from './decode-source.ts';
import { findScopes } from './find-scopes.ts';
import { withoutFormFeeds } from './form-feeds.ts';
import { indentedScopes } from './indented-scopes.ts';
import { isCythonFile } from './python-file.ts';
import type { Scope } from './scope.ts';
import type { NodeOf } from './syntax.ts';
import { tokenizePython } from './tokenizer.ts';
import type { Token } from './tokens.ts';

/** One Python file, understood as far as it can be. It never changes. */
export type PythonSource = {
  /** Without line ends; line `n` is `lines[n - 1]`. */
  readonly lines: readonly string[];
  /** null where the parser refused the file: then the scopes come from the indentation, and there are no call sites. */
  readonly tree: NodeOf<'Module'> | null;
  /** The module first, parents before children, in the order of the source. */
  readonly scopes: readonly Scope[];
  /** By line, for colouring. */
  readonly tokens: () => readonly (readonly Token[])[];
  /** What is wrong with the file, as facts: bytes that do not fit its encoding, syntax that the parser refused. */
  readonly problems: readonly string[];
  /** Why there is no tree; null where there is one. */
  readonly refusal: Refusal | null;
};

/** `cython`: a dialect, which the parser does not know. */
type Refusal = 'syntax' | 'too-large' | 'too-deep' | 'cython';

/** Makes a source of a file's bytes. Its path tells the dialect; without one it is Python. */
export type SourceReader = (bytes: Uint8Array, path?: string) => PythonSource;

type Parse = (source: string) => NodeOf<'Module'>;

/** Above that a file is data and no program; it would be parsed at 3 MB/s. */
const MOST_PARSED_CHARACTERS = 4_000_000;

/**
 * Loads the parser, which only needs to be done where sources are looked at, and returns what reads sources with it.
 * Reading never fails: see {@link PythonSource.problems}.
 */
export async function loadSourceReader(): Promise<SourceReader> {
  const { parse } = await import('./python-parser.ts');
  return (bytes, path = '') => readSource(bytes, isCythonFile(path) ? refuseCython : (text) => parseText(text, parse));
}

function readSource(bytes: Uint8Array, parse: (text: string) => Parsed): PythonSource {
  const { text, problem } = decodeSource(bytes);
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const tokens = lazily(() => tokenizePython(text));
  const parsed = parse(text);
  const problems = [problem, parsed.problem].filter((said) => said !== null);
  const scopes =
    parsed.tree === null ? indentedScopes(codeLines(lines, tokens())) : findScopes(parsed.tree, lines.length);
  return { lines, tree: parsed.tree, scopes, tokens, problems, refusal: parsed.refusal };
}

type Parsed = {
  readonly tree: NodeOf<'Module'> | null;
  readonly problem: string | null;
  readonly refusal: Refusal | null;
};

/** Its functions are found by their indentation, `cdef` and `cpdef` as well as `def`. */
function refuseCython(): Parsed {
  return { tree: null, problem: 'Cython source: costs by function only', refusal: 'cython' };
}

/** py-ast throws its own errors on bad syntax, and a RangeError where brackets nest too deep for its recursion. */
function parseText(text: string, parse: Parse): Parsed {
  if (text.length > MOST_PARSED_CHARACTERS) {
    const problem = `not parsed: it has more than ${MOST_PARSED_CHARACTERS} characters`;
    return { tree: null, problem, refusal: 'too-large' };
  }
  try {
    const { plain, restore } = withoutFormFeeds(text);
    const tree = parse(plain);
    restore(tree);
    return { tree, problem: null, refusal: null };
  } catch (error) {
    const isDeep = error instanceof RangeError;
    const reason = isDeep ? 'it is nested too deep' : String((error as Error).message);
    return { tree: null, problem: `not parsed: ${reason}`, refusal: isDeep ? 'too-deep' : 'syntax' };
  }
}

/** The lines without the insides of strings and comments; a line that is all within a string is blank. */
function codeLines(lines: readonly string[], tokens: readonly (readonly Token[])[]): readonly string[] {
  return lines.map((line, at) => {
    let code = line;
    for (const { kind, start, end } of tokens[at] ?? []) {
      if (kind !== 'string' && kind !== 'comment') continue;
      const isBegun = kind === 'string' && !(start === 0 && endsInString(lines[at - 1], tokens[at - 1]));
      code = code.slice(0, start) + (isBegun ? '"' : ' ').repeat(end - start) + code.slice(end);
    }
    return code;
  });
}

function endsInString(line: string | undefined, tokens: readonly Token[] | undefined): boolean {
  const last = tokens?.at(-1);
  return line !== undefined && (line === '' || (last?.kind === 'string' && last.end === line.length));
}

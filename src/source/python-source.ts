import { lazily, oncePer } from '../text/lazily.ts';
import { codeLines } from './code-lines.ts';
import { decodeSource, type SourceText } from './decode-source.ts';
import { type BrokenFile, findOmissions, withoutOmissions } from './find-omissions.ts';
import { findScopes } from './find-scopes.ts';
import { withoutFormFeeds } from './form-feeds.ts';
import { indentedScopes } from './indented-scopes.ts';
import { type Omission, omittedText } from './omission.ts';
import { isCythonFile } from './python-file.ts';
import { moduleScope, type Scope } from './scope.ts';
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
  /** What the parser refused, in the order of the source: the tree has the rest. */
  readonly omissions: readonly Omission[];
};

/** `too-large`: by itself, or with those before it. `cython`: a dialect, which the parser does not know. */
type Refusal = 'syntax' | 'too-large' | 'too-deep' | 'cython';

/** Makes a source of a file's bytes. The path tells the dialect; without one it is Python. */
export type SourceReader = (bytes: Uint8Array, path?: string) => PythonSource;

type Parse = (source: string) => NodeOf<'Module'>;

/** How many characters are parsed: of one file, and of all files that one reader is given. */
export type ParsedSizes = {
  readonly one: number;
  readonly all: number;
  /** Which commands parse more of one file. */
  readonly advice?: string;
};

/**
 * A larger file is data and no program. Parsing takes a second for 3 MB and up to 200 bytes of memory for a character;
 * Node has 2 GB where the machine has 4.
 */
const MOST_PARSED: ParsedSizes = { one: 4_000_000, all: 8_000_000 };

/**
 * Loads the parser, which only needs to be done where sources are looked at, and returns what reads sources with it.
 * Reading never fails: see {@link PythonSource.problems}. The same bytes are read once.
 */
export async function loadSourceReader(most: ParsedSizes = MOST_PARSED): Promise<SourceReader> {
  const { parse } = await import('./python-parser.ts');
  let left = most.all;
  const readWith = (parseAs: (text: string) => Parsed): SourceReader =>
    oncePer((bytes) => {
      const decoded = decodeSource(bytes);
      const { length } = decoded.text;
      if (length > most.one) return plainSource(decoded, tooLongReason(most));
      if (length > left)
        return plainSource(decoded, `no more than ${withCommas(most.all)} characters are parsed for one profile`);
      left -= length;
      return readSource(decoded, parseAs);
    });
  const [readPython, readCython] = [readWith((text) => parseText(text, parse)), readWith(refuseCython)];
  return (bytes, path = '') => (isCythonFile(path) ? readCython(bytes) : readPython(bytes));
}

function tooLongReason({ one, advice }: ParsedSizes): string {
  return `it has more than ${withCommas(one)} characters${advice === undefined ? '' : ` (${advice})`}`;
}

function withCommas(count: number): string {
  return count.toLocaleString('en-US');
}

/** Its text alone: looking for tokens and scopes would take as long as parsing it. */
function plainSource({ text, problem }: SourceText, reason: string): PythonSource {
  const lines = linesOf(text);
  return {
    lines,
    tree: null,
    scopes: [moduleScope(lines.length, null)],
    tokens: () => [],
    problems: [problem, `not parsed, since ${reason}`].filter((said) => said !== null),
    refusal: 'too-large',
    omissions: [],
  };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

function readSource({ text, problem }: SourceText, parse: (text: string) => Parsed): PythonSource {
  const lines = linesOf(text);
  const tokens = lazily(() => tokenizePython(text));
  const whole = parse(text);
  const code = lazily(() => codeLines(lines, tokens()));
  const parsed = isSaveable(whole) ? parseRest(whole, { lines, code: code() }, parse) : whole;
  const scopes =
    parsed.tree === null
      ? indentedScopes(code())
      : findScopes(parsed.tree, lines, omittedScopes(parsed.omissions, code));
  const source = { ...parsed, lines, scopes, tokens, problems: [] };
  const problems = [problem, problemOf(source, whole)].filter((said) => said !== null);
  return { ...source, problems };
}

type Parsed = Pick<PythonSource, 'tree' | 'refusal' | 'omissions'> & { readonly problem: string | null };

function isSaveable({ refusal }: Parsed): boolean {
  return refusal === 'syntax' || refusal === 'too-deep';
}

/** All pieces of a refused file are parsed by themselves, some of them twice, and then what is left. */
const MOST_TRIED = 4;

function parseRest(whole: Parsed, file: BrokenFile, parse: (text: string) => Parsed): Parsed {
  let left = MOST_TRIED * file.lines.reduce((sum, line) => sum + line.length + 1, 0);
  const isParsed = (text: string): boolean => {
    left -= text.length;
    return left >= 0 && parse(text).tree !== null;
  };
  const omissions = findOmissions(file, isParsed);
  const rest = omissions === null ? whole : parse(withoutOmissions(file.lines, omissions));
  return rest.tree === null || omissions === null ? whole : { ...rest, omissions };
}

/** The functions and classes in what was left out, by the last line of each omission. */
function omittedScopes(
  omissions: readonly Omission[],
  code: () => readonly string[],
): ReadonlyMap<number, readonly Scope[]> {
  if (omissions.length === 0) return new Map();
  const scopes = indentedScopes(code());
  return new Map(
    omissions.map(({ firstLine, lastLine }) => [
      lastLine,
      scopes.filter((scope, at) => at > 0 && firstLine <= scope.firstLine && scope.firstLine <= lastLine),
    ]),
  );
}

function problemOf(source: PythonSource, whole: Parsed): string | null {
  if (source.omissions.length === 0) return whole.problem;
  const { lines, names } = omittedText(source);
  return `${lines} could not be parsed: no line of ${names} has a cost`;
}

/** Its functions are found by their indentation, `cdef` and `cpdef` as well as `def`. */
function refuseCython(): Parsed {
  return { tree: null, problem: 'Cython source: costs by function only', refusal: 'cython', omissions: [] };
}

/** py-ast throws its own errors on bad syntax, and a RangeError where brackets nest too deep for its recursion. */
function parseText(text: string, parse: Parse): Parsed {
  try {
    const { plain, restore } = withoutFormFeeds(text);
    const tree = parse(plain);
    restore(tree);
    return { tree, problem: null, refusal: null, omissions: [] };
  } catch (error) {
    const isDeep = error instanceof RangeError;
    const reason = isDeep ? 'it is nested too deep' : String((error as Error).message);
    return { tree: null, problem: `not parsed: ${reason}`, refusal: isDeep ? 'too-deep' : 'syntax', omissions: [] };
  }
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { oncePer } from '../text/lazily.ts';
import type { PythonSource } from './python-source.ts';
import type { Scope, ScopeIndex } from './scope.ts';

/** How well a source fits a profile's functions of that file. */
export type SourceFit = {
  /** How many of them can be looked for; `standing`: how many of those are at their line. */
  readonly checked: number;
  readonly standing: number;
  /** Those of them that are not. */
  readonly astray: ReadonlySet<FunctionIndex>;
  /**
   * The scopes of each function; more than one where lambdas share a line. A function that is nowhere in the source is
   * not in it.
   */
  readonly scopes: ReadonlyMap<FunctionIndex, readonly ScopeIndex[]>;
};

/** If a smaller share of the functions is at its line, the file has changed since the profile was made. */
const ENOUGH = 0.9;

/** `<module>` is at whatever line the first statement has (up to Python 3.7), and every file has one. */
const MODULE = '<module>';

/** Frames that Python makes of lambdas and the like; other names in angle brackets have no source of their own. */
const KNOWN_FRAMES: ReadonlySet<string> = new Set(['<lambda>', '<listcomp>', '<setcomp>', '<dictcomp>', '<genexpr>']);

export function fitSource(table: ProfileTable, rows: readonly FunctionIndex[], source: PythonSource): SourceFit {
  const scopes = new Map<FunctionIndex, readonly ScopeIndex[]>();
  if (source.refusal === 'too-large') return { checked: 0, standing: 0, astray: new Set(), scopes };
  const places = scopesByPlace(source.scopes);
  const astray = new Set<FunctionIndex>();
  let checked = 0;
  for (const row of rows) {
    const name = sourceName(table.strings.text(table.functions.name[row]!), source);
    const line = table.functions.line[row]!;
    const found =
      name === MODULE
        ? [0]
        : table.kind === 'sampled'
          ? scopesAround(source, line, name)
          : places.get(placeKey(line, name));
    if (found !== undefined) scopes.set(row, found);
    if (!isChecked(name, line, source)) continue;
    checked++;
    if (found === undefined) astray.add(row);
  }
  return { checked, standing: checked - astray.size, astray, scopes };
}

/** Whether the file is the one that was profiled, as far as that can be told. */
export function isFitting({ checked, standing }: SourceFit): boolean {
  return standing >= checked * ENOUGH;
}

/** A sampler notes the line at which it found a function, anywhere in its body. */
function scopesAround({ scopes }: PythonSource, line: number, name: string): readonly ScopeIndex[] | undefined {
  const found = [...scopes.keys()].filter((at) => {
    const scope = scopes[at]!;
    return scope.name.normalize('NFKC') === name && scope.firstLine <= line && line <= scope.lastLine;
  });
  return found.length === 0 ? undefined : found.slice(-1);
}

/** Cython writes methods as `Shape.area`. */
function sourceName(name: string, { refusal }: PythonSource): string {
  const plain = refusal === 'cython' ? name.slice(name.lastIndexOf('.') + 1) : name;
  return plain.normalize('NFKC');
}

/** Indentation alone shows no lambdas and comprehensions. */
function isChecked(name: string, line: number, { tree, omissions }: PythonSource): boolean {
  const isOmitted = omissions.some(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  if (name.startsWith('<')) return tree !== null && KNOWN_FRAMES.has(name) && !isOmitted;
  if (/[^\p{L}\p{N}_]/u.test(name)) return false; // Cython's `__Pyx_PyMODINIT_FUNC PyInit_demo(void)`
  return name !== '__annotate__'; // Python 3.14 makes it where the source has annotations
}

const scopesByPlace = oncePer((scopes: readonly Scope[]): ReadonlyMap<string, readonly ScopeIndex[]> => {
  const places = new Map<string, ScopeIndex[]>();
  for (const [at, scope] of scopes.entries()) {
    for (const line of linesOf(scope)) {
      const key = placeKey(line, scope.name.normalize('NFKC'));
      const known = places.get(key);
      if (known === undefined) places.set(key, [at]);
      else known.push(at);
    }
  }
  return places;
});

function placeKey(line: number, name: string): string {
  return `${line} ${name}`;
}

/**
 * Up to Python 3.7 a generator expression that is the only argument has the line of its element, not of its bracket.
 */
function linesOf({ node, firstLine }: Scope): ReadonlySet<number> {
  const isGenerator = node?.nodeType === 'GeneratorExp';
  return new Set(isGenerator ? [firstLine, node.elt.lineno] : [firstLine]);
}

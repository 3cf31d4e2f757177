import { STANDARD_MODULES } from './standard-modules.ts';

/** Where a function comes from. `own`: none of the others, so the code that is being profiled. */
export type Origin = 'builtin' | 'import' | 'stdlib' | 'packages' | 'own';

export type ForeignOrigin = Exclude<Origin, 'own'>;

type ForeignKind = { readonly origin: ForeignOrigin; readonly title: string; readonly word: string };

/** Every origin but `own`. It feeds the menu, the summary and the help. */
export const FOREIGN_ORIGINS: readonly ForeignKind[] = [
  { origin: 'builtin', title: 'built-in functions, and those of C extensions', word: 'built-ins' },
  { origin: 'stdlib', title: 'the standard library', word: 'stdlib' },
  { origin: 'packages', title: 'installed packages: site-packages, dist-packages', word: 'packages' },
  { origin: 'import', title: 'importing: the machinery, and module bodies', word: 'imports' },
];

/** Every origin; one's own first. */
export const ORIGINS: readonly Origin[] = ['own', ...FOREIGN_ORIGINS.map(({ origin }) => origin)];

/**
 * No file or function of Python or a library has a longer path or name. A regular expression may go back over a name once for
 * each of its characters, for which V8 has no stack left at 10 million: always where it compiles them for space, as it does
 * when those of a process take 16 MB.
 */
export const LONGEST_KNOWN = 4096;

const INSTALLED = /[\\/](?:site|dist)-packages[\\/]/;

/** Code that attrs, numpy, networkx, sympy and decorator write at run time. */
const GENERATED = /^<(?:attrs generated |__array_function__ internals>|class '|lambdifygenerated-|decorator-gen-)/;

/**
 * Code that was executed from a text and is in no file: the methods that dataclasses and namedtuples write, the call by
 * which `python -m cProfile` starts a module.
 */
export function isExecutedText(file: string): boolean {
  return file === '' || file === '<string>'; // a `Set` makes a hash of each path
}

/** `<frozen importlib._bootstrap>`; PyPy 3.9 and before: `<builtin>/frozen importlib._bootstrap_external`. */
const FROZEN = /^<(?:builtin>\/)?frozen ([^.>]*)/;

const PYPY_BUILTIN = /^<builtin>\//;

/**
 * The standard library, if it is not under site-packages: `/usr/lib/python3.11/`, `/usr/lib64/python2.7/`,
 * `.../Python.framework/Versions/3.12/lib/python3.12/`, `.../lib/pypy3.10/`, `/opt/pypy/lib-python/3/`, `.../lib_pypy/`,
 * and in a zip file: `/usr/lib/python313.zip/`, `C:\Python313\python313.zip\`.
 */
const STANDARD =
  /[\\/]lib(?:64|32)?[\\/](?:python|pypy)\d[\d.]*t?[\\/]|[\\/]lib-python[\\/]|[\\/]lib_pypy[\\/]|[\\/]python\d+t?\.zip[\\/]/;

/**
 * `C:\Python313\Lib\json\decoder.py`. Any project may have a folder `Lib`: what is in it must have the name of a
 * standard module.
 */
const WINDOWS_STANDARD = /^(?:[A-Za-z]:[\\/]|\\\\).*[\\/]Lib[\\/](\w+)(?:[\\/]|\.py[cw]?$)/;

const IMPORT_FILES = /[\\/](?:importlib[\\/]_bootstrap(?:_external)?|zipimport)\.py$/;

/**
 * Where the functions of a file come from, by its path alone; the path must be the one in the dump. A file name without
 * directories says nothing: it counts as one's own. Whose code it is in this profile is for `whose-code.ts` to say.
 */
export function originOfFile(file: string): Origin {
  if (isExecutedText(file)) return 'stdlib';
  if (file.length > LONGEST_KNOWN) return 'own';
  if (INSTALLED.test(file) || GENERATED.test(file)) return 'packages';
  const frozen = FROZEN.exec(file)?.[1];
  if (frozen !== undefined) return originOfFrozen(frozen);
  if (PYPY_BUILTIN.test(file)) return 'builtin';
  if (!isStandard(file)) return 'own';
  return IMPORT_FILES.test(file) ? 'import' : 'stdlib';
}

/** Nobody edits what is frozen into an interpreter: it is never one's own. */
function originOfFrozen(module: string): Origin {
  if (module === 'importlib' || module === 'zipimport') return 'import';
  return STANDARD_MODULES.has(module) || module.startsWith('_') ? 'stdlib' : 'packages';
}

function isStandard(file: string): boolean {
  if (STANDARD.test(file)) return true;
  const module = WINDOWS_STANDARD.exec(file)?.[1];
  return module !== undefined && (STANDARD_MODULES.has(module) || module.startsWith('_'));
}

import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, isBuiltinPlace } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { LONGEST_KNOWN, originOfFile } from '../../select/function-origin.ts';
import { isStripped, standardModuleNamed } from '../../select/stripped.ts';
import { oncePer } from '../../text/lazily.ts';

/** How a function of a profile is called in every Python: see {@link canonicalName}. */
export type CalleeName = {
  /** `list.pop`, `io.open`, `copy.deepcopy`; '' for a function of the program itself. */
  readonly full: string;
  /** `pop`, `open`, `deepcopy`: what stands in the source, unless it has another name there. */
  readonly bare: string;
};

const METHOD = /^<(?:method|slot wrapper) '([^']+)' of '([^']+)' objects>$/;
const BUILTIN = /^<(?:built-in method|built-in function|built-in class method|function) (.+?)(?: at 0x[0-9a-f]+)?>$/i;

/**
 * One name for what Pythons name differently:
 *
 *     <built-in method io.open>                          3.6 to 3.11      io.open
 *     <built-in method _io.open>                         3.12 and later   io.open
 *     <method 'pop' of 'list' objects>                                    list.pop
 *     <built-in method __new__ of type object at 0x7f..>                  __new__
 *     /usr/lib/python3.11/re/__init__.py  compile        3.11 and later   re.compile
 *     /usr/lib/python3.8/re.py            compile                         re.compile
 *     C:\Python312\Lib\sre_compile.py     compile                         re._compiler.compile
 */
export function canonicalName(table: ProfileTable, row: FunctionIndex): CalleeName {
  const key = functionKey(table, row);
  const file = table.strings.text(key.file);
  const name = table.strings.text(key.name);
  if (file.length > LONGEST_KNOWN || name.length > LONGEST_KNOWN) return { full: '', bare: name };
  if (isBuiltinPlace(file, key.line)) return file === BUILTIN_FILE ? builtinName(name) : profileBuiltinName(name);
  const module = libraryModule(file) ?? (isStripped(table) ? moduleNamed(file, table, row) : null);
  return { full: module === null ? '' : fullIn(module, name), bare: name };
}

/** The same, kept for what the functions call that are looked at: built-ins come again and again. */
export function nameOfCallee(table: ProfileTable, callee: FunctionIndex): CalleeName {
  const known = namesOf(table);
  const name = known.get(callee) ?? canonicalName(table, callee);
  known.set(callee, name);
  return name;
}

const namesOf = oncePer((_: ProfileTable) => new Map<FunctionIndex, CalleeName>());

function moduleNamed(file: string, table: ProfileTable, row: FunctionIndex): string | null {
  return standardModuleNamed(file) ?? (file === PACKAGE && ofLogging(table).has(row) ? 'logging' : null);
}

const PACKAGE = '__init__.py';

/** Of all packages logging alone has an `isEnabledFor`: what asks it, in its own file, and what that calls there. */
const ofLogging = oncePer((table: ProfileTable): ReadonlySet<FunctionIndex> => {
  const index = calleeIndex(table);
  const found = new Set<FunctionIndex>();
  const nameIn = (row: FunctionIndex): string | null => {
    const { file, name } = functionKey(table, row);
    return table.strings.text(file) === PACKAGE ? table.strings.text(name) : null;
  };
  for (let row = 0; row < table.length; row++) {
    if (nameIn(row) === null) continue;
    const callees = [...calleeEdges(index, row)].flatMap((edge) => index.callee[edge] ?? []);
    if (!callees.some((callee) => nameIn(callee) === 'isEnabledFor')) continue;
    for (const one of [row, ...callees.filter((callee) => nameIn(callee) !== null)]) found.add(one);
  }
  return found;
});

function fullIn(module: string, name: string): string {
  const full = `${module.replace(PATHLIB, 'pathlib')}.${name}`;
  return MOVED.get(full) ?? full;
}

function builtinName(name: string): CalleeName {
  const method = METHOD.exec(name);
  if (method !== null) return named(`${withoutUnderscore(method[2] ?? '')}.${method[1] ?? ''}`);
  const builtin = BUILTIN.exec(name)?.[1] ?? name.replace(/^<|>$/g, '');
  return named(withoutUnderscore(builtin.replace(/ of .*$/, '').replace(/^builtins\./, '')));
}

/** Methods that one type alone has, or that of others hardly anybody calls: pure-Python `profile` writes no type. */
const METHODS: ReadonlyMap<string, string> = new Map(
  (
    'list.insert list.sort list.append str.split str.splitlines str.startswith str.endswith str.join str.format ' +
    'str.strip str.replace str.lower str.upper dict.items dict.keys dict.values dict.setdefault set.add'
  )
    .split(' ')
    .map((full) => [full.slice(full.indexOf('.') + 1), full]),
);

/** `:0(insert)` */
function profileBuiltinName(name: string): CalleeName {
  return named(METHODS.get(name) ?? name);
}

/** `_io.open` is `io.open`, `_functools.cmp_to_key` is `functools.cmp_to_key`; `__new__` stays. */
function withoutUnderscore(name: string): string {
  return name.replace(/^_(?=[a-z])/, '').replace(/^posix\./, 'os.');
}

function named(full: string): CalleeName {
  return { full, bare: full.slice(full.lastIndexOf('.') + 1) };
}

/** The folder of the standard library and what stands in it. */
const LIBRARY_FOLDER = /^.*(?:[\\/](?:python|pypy)\d[\d.]*t?(?:\.zip)?|[\\/]lib-python[\\/]\d|[\\/]Lib)[\\/](.+)$/s;

/** Where packages are installed, and what stands in it. */
const PACKAGES_FOLDER = /^.*[\\/](?:site|dist)-packages[\\/](.+)$/s;

/** It is asked for by itself: with it, each of many such folders in one path would be gone through to the end. */
const PYTHON_ENDING = /\.py[cw]?$/;

/**
 * `re` for `/usr/lib/python3.11/re/__init__.py`, `yaml.scanner` for `.../site-packages/yaml/scanner.py`; null for a file of
 * the program.
 */
function libraryModule(path: string): string | null {
  const origin = originOfFile(path);
  if (origin === 'packages') return moduleIn(PACKAGES_FOLDER, path);
  if (origin !== 'stdlib') return null;
  const frozen = /^<frozen ([\w.]+)>$/.exec(path)?.[1];
  return frozen ?? moduleIn(LIBRARY_FOLDER, path);
}

function moduleIn(folder: RegExp, path: string): string | null {
  if (!PYTHON_ENDING.test(path)) return null;
  const file = folder.exec(path.replace(PYTHON_ENDING, ''))?.[1];
  return file?.replace(/[\\/]/g, '.').replace(/\.__init__$/, '') ?? null;
}

/** Functions that moved from one module to another. */
const MOVED: ReadonlyMap<string, string> = new Map([['sre_compile.compile', 're._compiler.compile']]);

/** Python 3.13 has pathlib in several files: `pathlib._local`, `pathlib._abc`. */
const PATHLIB = /^pathlib\._(?:local|abc)$/;

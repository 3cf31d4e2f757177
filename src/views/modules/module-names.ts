import { withoutLibraryRoots } from '../../select/library-roots.ts';

/** What a function belongs to, as text: its file, its package, and the library that the package is of. */
export type ModuleNames = { readonly file: string; readonly package: string; readonly library: string };

/** `<frozen importlib._bootstrap>`, PyPy's `<builtin>/frozen importlib._bootstrap_external`. */
const FROZEN = /^<(?:builtin>\/)?frozen ([^>]+)>?$/;

/** Code that networkx and attrs write at run time names the class that it is for. */
const GENERATED = /^<class '(.+)\.\w+'>|^<attrs generated \w+ (.+)\.\w+>/;

const PYPY_BUILTIN = /^<builtin>\//;

const NO_FILE = '(no file)';

/** The folders that all of one's own files are in; null for no such files. */
export type OwnFolders = readonly string[] | null;

/** The same with one file more. Those without a directory are not looked at, nor those in a library. */
export function withFile(common: OwnFolders, file: string): OwnFolders {
  if (!/^(?:[\\/]|[A-Za-z]:[\\/])/.test(file) || withoutLibraryRoots(file) !== file) return common;
  const folders = file.split(/[\\/]/).slice(0, -1);
  return common === null ? folders : sameStart(common, folders);
}

/** The directory that they are. */
export function ownRoot(common: OwnFolders): string {
  return common === null ? '' : `${common.join('/')}/`;
}

function sameStart(a: readonly string[], b: readonly string[]): readonly string[] {
  const differs = a.findIndex((folder, at) => folder !== b[at]);
  return differs < 0 ? a : a.slice(0, differs);
}

/** @param root see {@link ownRoot} */
export function namesOfFile(file: string, root: string): ModuleNames {
  if (file === '') return named(NO_FILE, [NO_FILE]);
  if (PYPY_BUILTIN.test(file) && !FROZEN.test(file)) return named(file, ['builtins']);
  const module = FROZEN.exec(file)?.[1] ?? generatedFor(file);
  if (module !== undefined) return named(file, packageOf(module.split('.')));
  if (file.startsWith('<')) return named(file, [file]);
  return named(file, packageOf(modulePath(file, root)));
}

function named(file: string, path: readonly string[]): ModuleNames {
  return { file, package: path.join('.'), library: path[0] ?? file };
}

function generatedFor(file: string): string | undefined {
  const found = GENERATED.exec(file);
  return found?.[1] ?? found?.[2];
}

/** `/usr/lib/python3.11/json/decoder.py` -> json, decoder */
function modulePath(file: string, root: string): readonly string[] {
  const slashed = file.replaceAll('\\', '/');
  const inRoots = withoutLibraryRoots(file);
  const path =
    inRoots === file && slashed.startsWith(root) ? slashed.slice(root.length) : inRoots.replaceAll('\\', '/');
  return resolved(path.replace(/\.py[cw]?$/, '').split('/'));
}

function resolved(parts: readonly string[]): readonly string[] {
  const path: string[] = [];
  for (const part of parts) {
    if (part === '..') path.pop();
    else if (part !== '' && part !== '.') path.push(part);
  }
  return path;
}

/** The package of a module; a module outside of packages is its own. */
function packageOf(module: readonly string[]): readonly string[] {
  return module.length > 1 ? module.slice(0, -1) : module;
}

/**
 * Of a built-in, by its name in the dump: its module, or its type and the module of that. Types without a module are those
 * of `builtins`.
 */
export function namesOfBuiltin(name: string): ModuleNames {
  const ofType = / of '([^']+)' objects>?$/.exec(name)?.[1];
  if (ofType !== undefined) return builtin(ofType.includes('.') ? ofType : `builtins.${ofType}`, moduleOf(ofType));
  if (/^<function /.test(name)) return builtin('(no module)', '(no module)'); // a Python function that C code calls
  const plain = name.replace(/^<(?:built-in (?:method|function) )?/, '').replace(/>$/, '');
  const module = plain.includes(' ') ? 'builtins' : moduleOf(plain);
  return builtin(module, module);
}

function moduleOf(dotted: string): string {
  const end = dotted.lastIndexOf('.');
  return end <= 0 ? 'builtins' : dotted.slice(0, end);
}

function builtin(owner: string, module: string): ModuleNames {
  return { file: `{${owner}}`, package: module, library: module.split('.')[0] ?? module };
}

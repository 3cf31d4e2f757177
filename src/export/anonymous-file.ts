import { isBuiltinPlace } from '../profile/function-name.ts';
import { isExecutedText, LONGEST_KNOWN, originOfFile } from '../select/function-origin.ts';
import { withoutLibraryRoots } from '../select/library-roots.ts';
import { isFileOfPython, isModuleOfPython } from '../select/python-names.ts';

/** The parts of a file's path that are replaced; null for a part that it does not have. */
type Replaced<Text> = {
  /** What comes before the library of a Python: `/home/lan/.pyenv/versions/3.11.7/`. */
  readonly root: Text;
  /** The installed package: `django`. */
  readonly library: Text;
  readonly file: string;
};

export type PlacedFile = Replaced<string | null> & {
  /** Whether the file keeps its name. */
  readonly isKept: boolean;
  /** Whether it is a part of Python, so that its functions keep their names. */
  readonly isOfPython: boolean;
  readonly write: (replaced: Replaced<string>) => string;
};

/** `lib/python3.11/`, `lib-python/3/`, `lib_pypy/`, `python313.zip/`, `Lib\`: what marks the library of a Python. */
const LIBRARY =
  /(?:lib(?:64|32)?[\\/](?:python|pypy)\d[\d.]*t?(?:[\\/]lib-dynload)?|lib-python[\\/][^\\/]+|lib_pypy|python\d+t?\.zip|Lib)[\\/]$/;

const PACKAGES =
  /^(.*?)((?:lib(?:64|32)?[\\/](?:python|pypy)\d?[\d.]*t?[\\/]|Lib[\\/])?(?:site|dist)-packages[\\/])(.+)$/s;

/** Where a file belongs, and how its path is rewritten with other words. */
export function placeFile(file: string): PlacedFile {
  if (isExecutedText(file) || isBuiltinPlace(file, 0)) return kept(file);
  if (file.length > LONGEST_KNOWN) return placeOwn(file);
  if (file.startsWith('<')) return placeBracketed(file);
  if (originOfFile(file) === 'packages') return placeInstalled(file);
  return placeInPython(file) ?? placeOwn(file);
}

function kept(file: string): PlacedFile {
  return { file, root: null, library: null, isKept: true, isOfPython: false, write: () => file };
}

/** `<frozen os>` is Python's, `<attrs generated init shop.Cart>` is not. */
function placeBracketed(file: string): PlacedFile {
  const module = /^<(?:builtin>\/)?(?:frozen )?(\w+)[\w./]*>?$/.exec(file)?.[1];
  if (module !== undefined && originOfFile(file) !== 'own' && isModuleOfPython(module))
    return { ...kept(file), isOfPython: true };
  const words = originOfFile(file) === 'packages' ? 'attrs generated ' : '';
  return replaced(file, ({ file: name }) => `<${words}${name}>`);
}

function placeInstalled(file: string): PlacedFile {
  const [, root = '', folder = '', path = ''] = PACKAGES.exec(file) ?? [];
  const library = (path.split(/[\\/]/)[0] ?? '').replace(/\.\w+$/, '');
  const [slash = '/'] = /[\\/]/.exec(folder) ?? [];
  return {
    ...replaced(
      file,
      (to) => `${start(file)}${to.root}${slash}${folder}${to.library}${slash}${to.file}${ending(file)}`,
    ),
    root,
    library,
  };
}

/** Null for a file that is in no library of a Python. What such a library does not have itself is somebody's own. */
function placeInPython(file: string): PlacedFile | null {
  const path = withoutLibraryRoots(file);
  const before = file.slice(0, file.length - path.length);
  const folder = LIBRARY.exec(before)?.[0];
  if (folder === undefined || originOfFile(file) === 'own') return null;
  const root = before.slice(0, before.length - folder.length);
  const slash = folder.at(-1) ?? '/';
  if (!isFileOfPython(path))
    return { ...replaced(file, (to) => `${start(file)}${to.root}${slash}${folder}${to.file}${ending(file)}`), root };
  return { ...kept(file), isOfPython: true, root, write: (to) => `${start(file)}${to.root}${slash}${folder}${path}` };
}

function placeOwn(file: string): PlacedFile {
  const [slash] = /[\\/]/.exec(file) ?? [];
  const folder = slash === undefined ? '' : `${start(file)}app${slash}`;
  return replaced(file, (to) => `${folder}${to.file}${ending(file)}`);
}

function replaced(file: string, write: PlacedFile['write']): PlacedFile {
  return { file, root: null, library: null, isKept: false, isOfPython: false, write };
}

/** What makes a path absolute: `/`, `C:\`. */
function start(file: string): string {
  return /^[A-Za-z]:[\\/]|^[\\/]/.exec(file)?.[0] ?? '';
}

function ending(file: string): string {
  return /\.py[xwc]?$/.exec(file)?.[0] ?? '';
}

/**
 * What comes before the packages in a path: `.../site-packages/`, `/usr/lib/python3.11/`, `.../lib-python/3/` and
 * `.../lib_pypy/` (PyPy), `C:\Python313\Lib\`, and any archive that Python imports from. Taken off one after the other:
 * `site-packages/x.egg/x/y.py`.
 */
const ROOTS: readonly RegExp[] = [
  /^(?:[A-Za-z]:[\\/]|\\\\).*[\\/]Lib[\\/]/,
  /^.*[\\/]lib(?:64|32)?[\\/](?:python|pypy)\d[\d.]*t?[\\/](?:lib-dynload[\\/])?/,
  /^.*[\\/](?:lib-python[\\/][^\\/]+|lib_pypy)[\\/]/,
  /^(?:.*[\\/])?(?:site|dist)-packages[\\/]/,
  /^.*\.(?:zip|pyzw?|whl|egg)[\\/]/i,
];

/** `json/decoder.py` for `/usr/lib/python3.11/json/decoder.py`; a path that is in no library is left as it is. */
export function withoutLibraryRoots(file: string): string {
  return ROOTS.reduce((path, root) => path.replace(root, ''), file);
}

/** A package or a module of a library: the folder that it is in, and its name. */
export type LibraryModule = { readonly folder: string; readonly name: string };

/** What a file belongs to: `black` in `/usr/lib/python3/dist-packages/`; null for a path that is in no library. */
export function libraryModuleOf(file: string): LibraryModule | null {
  const path = withoutLibraryRoots(file);
  if (path === file) return null;
  const name = (path.split(/[\\/]/)[0] ?? '').replace(/\.py[cw]?$/, '');
  return { folder: file.slice(0, file.length - path.length), name };
}

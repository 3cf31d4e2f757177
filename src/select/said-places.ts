import type { SaidPlace } from '../profile/own-places.ts';
import { isWindowsPath } from '../text/windows-path.ts';
import { originOfFile } from './function-origin.ts';
import { withoutLibraryRoots } from './library-roots.ts';

/** Whether a file of the profile is in the package or in the folder that a word of `--mine` names. */
export function isInSaidPlace(file: string, { word, folder, fromHere }: SaidPlace): boolean {
  return (
    isOfPackage(file, word) || isUnder(file, folder) || isUnderOfWindows(file, word) || isUnderRelative(file, fromHere)
  );
}

/** Whether a file is in a folder, or is it. A library below the folder (`.venv/lib/...`) is somebody else's. */
export function isUnder(file: string, folder: string): boolean {
  const rest = restBelow(comparable(file), comparable(folder));
  return rest !== null && (rest === '' || originOfFile(rest) === 'own');
}

/** A profile made on Windows may be looked at elsewhere, where a Windows path leads to no folder. */
function isUnderOfWindows(file: string, word: string): boolean {
  return isWindowsPath(word) && isUnder(file, word);
}

/** Some dumps have relative paths (`djsite/site.py`); they are taken to be relative to the working folder. */
function isUnderRelative(file: string, fromHere: string): boolean {
  if (/^(?:[\\/<]|[A-Za-z]:)/.test(file) || file === '') return false;
  return fromHere === '' ? originOfFile(file) === 'own' : isUnder(file, fromHere);
}

/** Windows ignores case in paths and takes either slash. */
function comparable(path: string): string {
  return isWindowsPath(path) ? path.replaceAll('\\', '/').toLowerCase() : path;
}

/** `/shop/main.py` for `/srv/app/shop/main.py` below `/srv/app`; '' for the folder itself; null elsewhere. */
function restBelow(file: string, folder: string): string | null {
  const start = folder.replace(/\/+$/, '');
  if (!file.startsWith(start) || (file.length > start.length && file[start.length] !== '/')) return null;
  return file.slice(start.length);
}

/** In a library the package must be the first part of the path; elsewhere nothing tells where packages begin. */
function isOfPackage(file: string, word: string): boolean {
  if (!/^[\p{L}\p{N}_.]+$/u.test(word) || /^<.*>$/.test(file)) return false;
  const path = withoutLibraryRoots(file);
  const parts = path.replace(/\.py[cw]?$/, '').split(/[\\/]/);
  const wanted = word.split('.');
  const starts = path === file ? parts.map((_, at) => at) : [0];
  return starts.some((start) => wanted.every((part, at) => parts[start + at] === part));
}

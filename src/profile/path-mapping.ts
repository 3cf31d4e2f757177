import { isWindowsPath } from '../text/windows-path.ts';

/** As `--map OLD=NEW`: a path that is `from`, or under it, is the same place under `to`. */
export type PathMapping = { readonly from: string; readonly to: string };

/** The path with `to` in place of `from`, with the separators of `to`; null where it is neither `from` nor under it. */
export function mappedPath(path: string, { from, to }: PathMapping): string | null {
  const rest = isWindowsPath(path) ? restOfWindowsPath(path, from) : restOfPath(path, from);
  if (rest === null) return null;
  return rest === '' ? to : pathUnder(to, rest);
}

/** What follows the folder, with `/` between its parts; '' where the path is the folder. */
function restOfPath(path: string, folder: string): string | null {
  const old = folder.replace(/[\\/]+$/, '');
  if (!path.startsWith(old)) return null;
  const rest = path.slice(old.length);
  return rest === '' || rest.startsWith('/') ? rest.replace(/^\/+/, '') : null;
}

/**
 * To Windows `C:\App` and `c:/app` are one folder, and a profile has whatever Python was given. Compared part by part:
 * lower case may be longer than the capitals were.
 */
function restOfWindowsPath(path: string, folder: string): string | null {
  const parts = path.split(/[\\/]+/);
  const old = folder.replace(/[\\/]+$/, '').split(/[\\/]+/);
  const isUnder = old.every((part, at) => part.toLowerCase() === parts[at]?.toLowerCase());
  return isUnder ? parts.slice(old.length).join('/') : null;
}

function pathUnder(folder: string, rest: string): string {
  if (folder === '' || folder === '.') return rest;
  const separator = isWindowsPath(folder) ? '\\' : '/';
  const path = rest.replaceAll('/', separator);
  return /[\\/]$/.test(folder) ? folder + path : folder + separator + path;
}

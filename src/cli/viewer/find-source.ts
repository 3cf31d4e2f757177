import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { candidatePaths, type SearchPlaces } from '../../source/candidate-paths.ts';
import type { FindSource } from '../../tui/host.ts';

/**
 * Looks for the files that a profile names, in the places where the source pane looks for them. The path is absolute: to
 * an editor, `+!command` is no file but something to do.
 */
export function sourceFinder(places: SearchPlaces): FindSource {
  return (file) => {
    if (file === '' || file.startsWith('<') || file.includes('\0')) return null; // <frozen importlib._bootstrap>, <string>
    const found = candidatePaths(file, places).find(({ path }) => isFile(path));
    return found === undefined ? null : resolve(found.path);
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // it is not there, or not for us
  }
}

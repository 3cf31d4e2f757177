import { resolve } from 'node:path';
import { candidatePaths, type SearchPlaces } from '../../source/candidate-paths.ts';
import type { FindSource } from '../../tui/host.ts';
import { isForeignFile } from '../input/foreign-file.ts';

/**
 * Looks for the files that a profile names, in the places where the source pane looks for them. The path is absolute: to
 * an editor, `+!command` is no file but something to do.
 */
export function sourceFinder(places: SearchPlaces): FindSource {
  return (file) => {
    if (file === '' || file.startsWith('<')) return null; // <frozen importlib._bootstrap>, <string>
    const found = candidatePaths(file, places).find(({ path }) => isForeignFile(path));
    return found === undefined ? null : resolve(found.path);
  };
}

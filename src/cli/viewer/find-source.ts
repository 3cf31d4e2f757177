import { statSync } from 'node:fs';
import { candidatePaths, type SearchPlaces } from '../../source/candidate-paths.ts';
import type { FindSource } from '../../tui/host.ts';

/** Looks for the files that a profile names, in the places where the source pane looks for them. */
export function sourceFinder(places: SearchPlaces): FindSource {
  return (file) => {
    if (file === '' || file.startsWith('<') || file.includes('\0')) return null; // <frozen importlib._bootstrap>, <string>
    return candidatePaths(file, places).find(({ path }) => isFile(path))?.path ?? null;
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // it is not there, or not for us
  }
}

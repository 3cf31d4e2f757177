import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The path of the user's own Python: that of the active virtual environment, else what the shell would find; null for
 * none.
 */
export function findPython(env: Environment, platform: NodeJS.Platform = process.platform): string | null {
  const environment = env['VIRTUAL_ENV'] || env['CONDA_PREFIX'];
  const own = environment ? pythonIn(environment, platform) : null;
  if (own !== null && existsSync(own)) return own;
  return findOnPath(platform === 'win32' ? ['python.exe', 'py.exe'] : ['python3', 'python'], env['PATH'] ?? '');
}

/** On Windows, Conda has it at the top of the environment; all others have a folder of programs. */
function pythonIn(environment: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return join(environment, 'bin', 'python');
  const inScripts = join(environment, 'Scripts', 'python.exe');
  return existsSync(inScripts) ? inScripts : join(environment, 'python.exe');
}

/** The first name that any folder has: `python3` somewhere goes before `python` in the first folder. */
function findOnPath(names: readonly string[], path: string): string | null {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

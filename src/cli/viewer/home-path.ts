import { join } from 'node:path';

/** `~/x` as the shell would give it; any other path, and every path where no home is known, as it is. */
export function homePath(path: string, env: Readonly<Record<string, string | undefined>>): string {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return home !== '' && path.startsWith('~/') ? join(home, path.slice(2)) : path;
}

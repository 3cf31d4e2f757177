import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT: string = join(import.meta.dirname, '../..');

/** Makes the wheel of what is built and returns its path. */
export function makeWheel(folder: string, env: NodeJS.ProcessEnv = {}): string {
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  return execFileSync(process.execPath, ['scripts/wheel.mjs', folder], options).trim();
}

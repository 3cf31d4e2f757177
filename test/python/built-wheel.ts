import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

export const ROOT: string = join(import.meta.dirname, '../..');

/** Makes the wheel of what is built and returns its path. */
export function makeWheel(folder: string, env: NodeJS.ProcessEnv = {}): string {
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  return execFileSync(process.execPath, ['scripts/wheel.mjs', folder], options).trim();
}

/** Lays the files of a wheel where a Python with this folder on its path finds them: what pip does, without pip. */
export function unpackWheel(wheel: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(wheel)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

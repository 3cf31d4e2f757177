import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

export const ROOT: string = join(import.meta.dirname, '../..');

/** Makes the wheel of what is built and returns its path. */
export function makeWheel(folder: string, env: NodeJS.ProcessEnv = {}): string {
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  return execFileSync(process.execPath, ['scripts/wheel.mjs', folder], options).trim();
}

let made: { readonly name: string; readonly bytes: Uint8Array } | undefined;

/** {@link makeWheel} for those who only read it: made once in a process, which takes a second, then written again. */
export function copyWheel(folder: string): string {
  made ??= readWheel(makeWheel(folder));
  const path = join(folder, made.name);
  writeFileSync(path, made.bytes);
  return path;
}

function readWheel(path: string): { readonly name: string; readonly bytes: Uint8Array } {
  return { name: basename(path), bytes: readFileSync(path) };
}

/** Lays the files of a wheel where a Python with this folder on its path finds them: what pip does, without pip. */
export function unpackWheel(wheel: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(wheel)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

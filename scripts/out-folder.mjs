// Where a build writes. It takes the place of dist/ once it is whole: who stops a build, or has an error in it, keeps the former one.
import { renameSync, rmSync } from 'node:fs';

export const OUT = '.cache/dist';

const FORMER = '.cache/former-dist';

export function emptyOut() {
  rmSync(OUT, { recursive: true, force: true });
}

export function putInPlace() {
  rmSync(FORMER, { recursive: true, force: true });
  renameIfThere('dist', FORMER);
  renameSync(OUT, 'dist');
  rmSync(FORMER, { recursive: true, force: true });
}

function renameIfThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

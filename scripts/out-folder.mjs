// Where a build writes. It takes the place of dist/ once it is whole: who stops a build, or has an error in it, keeps the former one.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';

const BUILDS = '.cache';

/** Two builds at once write into a folder each. */
export const OUT = `${BUILDS}/dist-${process.pid}`;

const FORMER = `${BUILDS}/former-dist`;

/** Also puts right what a build that was stopped has left. */
export function emptyOut() {
  if (existsSync('dist')) rmSync(FORMER, { recursive: true, force: true });
  else renameIfThere(FORMER, 'dist');
  for (const folder of leftFolders()) rmSync(folder, { recursive: true, force: true });
  rmSync(OUT, { recursive: true, force: true });
  process.once('exit', () => rmSync(OUT, { recursive: true, force: true }));
}

export function putInPlace() {
  rmSync(FORMER, { recursive: true, force: true });
  renameIfThere('dist', FORMER);
  try {
    renameSync(OUT, 'dist');
  } catch (error) {
    renameIfThere(FORMER, 'dist');
    throw error;
  }
  rmSync(FORMER, { recursive: true, force: true });
}

function leftFolders() {
  const entries = existsSync(BUILDS) ? readdirSync(BUILDS) : [];
  return entries
    .filter((entry) => /^dist-\d+$/.test(entry) && !isRunning(Number(entry.slice('dist-'.length))))
    .map((entry) => `${BUILDS}/${entry}`);
}

/** Whether there is such a process; that of somebody else may not be sent a signal. */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function renameIfThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

const { lstatSync, mkdirSync } = require('node:fs');
const { isAbsolute, join } = require('node:path');

/**
 * The program's own folder among the user's caches, made if need be. Compiled code is believed when it is loaded, so
 * the folder must be one in which nobody else can write: under sudo, `HOME` may still be another user's.
 *
 * @returns null where there is no such folder: the program then runs without a cache
 */
function openCacheFolder(env) {
  const parent = cachesOf(env);
  if (parent === undefined || !isAbsolute(parent)) return null;
  const folder = join(parent, 'pyprof-view');
  try {
    return isOwn(lstatSync(folder)) ? folder : null;
  } catch {
    return makeFolder(parent, folder);
  }
}

/** Where a user's caches are; undefined where the environment does not say. */
function cachesOf(env) {
  if (process.platform === 'win32') return env.LOCALAPPDATA;
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (!env.HOME) return undefined;
  return join(env.HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** Windows has no owner in `stat`, and keeps what is in LOCALAPPDATA from other users. */
function isOwn(stats) {
  if (!stats.isDirectory()) return false;
  if (process.getuid === undefined) return true;
  return stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
}

/** Makes the user's folder of caches too, but never a home that does not exist. */
function makeFolder(parent, folder) {
  try {
    mkdirSync(parent, { mode: 0o700 });
  } catch {
    // it is there, as nearly always; or it cannot be made, and then the next line fails too
  }
  try {
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  } catch {
    return null;
  }
}

module.exports = { openCacheFolder };

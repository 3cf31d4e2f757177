const { lstatSync, mkdirSync, readdirSync, rmSync, statSync } = require('node:fs');
const { dirname, isAbsolute, join } = require('node:path');

/** Bits of a mode: who may write besides the owner. A home may be open to a group that has one member. */
const GROUP = 0o020;
const OTHERS = 0o002;

/**
 * The program's own folder among the user's caches, made if need be. Compiled code is believed when it is loaded, so
 * nobody else may be able to write in the folder, or to put another in its place: under sudo, `HOME` may still be another
 * user's.
 *
 * @returns null where there is no such folder: the program then runs without a cache
 */
function openCacheFolder(env) {
  const parent = cachesOf(env);
  if (parent === undefined || !isAbsolute(parent)) return null;
  const folder = join(parent, 'pyprof-view');
  try {
    return hasOwn(parent, statSync, OTHERS) && hasOwn(folder, lstatSync, GROUP | OTHERS) ? folder : null;
  } catch {
    return null; // it may not be looked at, or not be made
  }
}

/** Where a user's caches are; undefined where the environment does not say. */
function cachesOf(env) {
  if (process.platform === 'win32') return env.LOCALAPPDATA;
  // the specification wants a relative one to be ignored
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  if (!env.HOME) return undefined;
  return join(env.HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** Whether a folder is the user's own. It is made where it is not there, but only in one that is the user's own. */
function hasOwn(path, stat, writers) {
  const known = stat(path, { throwIfNoEntry: false });
  if (known !== undefined) return isOwn(known, writers);
  const above = statSync(dirname(path), { throwIfNoEntry: false });
  if (above === undefined || !isOwn(above, OTHERS)) return false;
  mkdirSync(path, { mode: 0o700 });
  return true;
}

/** Windows has no owner in `stat`, and keeps what is in LOCALAPPDATA from other users. */
function isOwn(stats, writers) {
  if (!stats.isDirectory()) return false;
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & writers) === 0);
}

const DAY = 86_400_000;

/** Long unused files are deleted: of Nodes and programs that are gone, and those that a killed run left half written. */
const MOST_DAYS = 60;

function deleteOld(folder) {
  for (const name of namesIn(folder).filter((name) => /\.(bin|cjs)(\.\d+)?$/.test(name))) {
    const path = join(folder, name);
    const known = statSync(path, { throwIfNoEntry: false });
    if (known !== undefined && Date.now() - known.mtimeMs > MOST_DAYS * DAY) discard(path);
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // somebody has deleted the folder meanwhile
  }
}

function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // a program that has done its work does not fail over its cache
  }
}

module.exports = { deleteOld, discard, openCacheFolder };

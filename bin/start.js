const { existsSync, lstatSync, mkdirSync, statSync } = require('node:fs');
const { dirname, isAbsolute, join } = require('node:path');

const PROGRAM = join(__dirname, '../dist/cli.cjs');

/**
 * Loads the program with what V8 compiled of it in an earlier run, kept in the user's cache folder: the first picture of
 * the viewer comes a quarter sooner.
 */
function loadProgram() {
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? null : openCacheFolder(process.env);
  if (folder === null) return require(PROGRAM);
  const { load } = require('./code-cache.js');
  return load(PROGRAM, folder);
}

/** A copy that was cut off, a full disk while it was installed. What goes wrong in the program itself is not caught here. */
function loadUnhurt() {
  try {
    return loadProgram().load;
  } catch {
    return undefined;
  }
}

function refuse(sentence) {
  process.stderr.write(`pyprof-view: ${sentence}\n`);
  process.exitCode = 70;
}

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

const load = loadUnhurt();
if (load !== undefined) load('./cli.js').runProgram();
else if (existsSync(PROGRAM)) refuse('dist/cli.cjs is damaged: install pyprof-view again');
else refuse('it is not built yet: run "npm run build"');

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { openCacheFolder } = require('./cache-folder.js');

const PROGRAM = join(__dirname, '../dist/cli.cjs');

/**
 * Loads the program with what V8 compiled of it in an earlier run, kept in the user's cache folder: the first picture of
 * the viewer comes a quarter sooner.
 */
function loadProgram() {
  const folder = isCaching() ? openCacheFolder(process.env) : null;
  if (folder === null) return require(PROGRAM);
  const { load } = require('./code-cache.js');
  return load(PROGRAM, folder);
}

/** Node 21 and 22.0 to 22.1 have no CRC-32, without which no cache could be believed. */
function isCaching() {
  return !process.env.NODE_DISABLE_COMPILE_CACHE && require('node:zlib').crc32 !== undefined;
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

if (existsSync(PROGRAM)) {
  const load = loadUnhurt();
  if (load === undefined) refuse('dist/cli.cjs is damaged: install pyprof-view again');
  else load('./cli.js');
} else {
  refuse('it is not built yet: run "npm run build"');
}

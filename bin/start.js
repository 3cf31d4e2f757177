const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const { openCacheFolder } = require('./cache-folder.js');

const PROGRAM = join(__dirname, '../dist/cli.cjs');

/**
 * Loads the program with what V8 compiled of it in an earlier run, kept in the user's cache folder: the first picture of
 * the viewer comes a quarter sooner. Node keeps that by itself from 22.1 on; for older ones `code-cache.js` does.
 */
function loadProgram() {
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? null : openCacheFolder(process.env);
  if (folder === null) return require(PROGRAM);
  if (enableCompileCache === undefined) {
    const { load } = require('./code-cache.js');
    return load(PROGRAM, folder);
  }
  enableCompileCache(folder);
  return require(PROGRAM);
}

if (existsSync(PROGRAM)) {
  loadProgram().load('./cli.js');
} else {
  process.stderr.write('pyprof-view: it is not built yet: run "npm run build"\n');
  process.exitCode = 70;
}

const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { dirname, join } = require('node:path');
const { openCacheFolder } = require('./cache-folder.js');

const IS_NODE_20 = process.versions.node.startsWith('20.');
const PROGRAM = join(__dirname, '../dist/cli.cjs');

/**
 * Loads the program with what V8 compiled of it in an earlier run, kept in the user's cache folder: the first picture of
 * the viewer comes a quarter sooner. Node keeps that by itself from 22.1 on; for Node 20 `code-cache.js` does. The short
 * lines between them do without.
 */
function loadProgram() {
  const folder = isCaching() ? openCacheFolder(process.env) : null;
  if (folder === null) return require(PROGRAM);
  if (IS_NODE_20) {
    const { load } = require('./code-cache.js');
    return load(PROGRAM, folder);
  }
  enableCompileCache(folder);
  const program = require(PROGRAM);
  program.open = (id) => require('./unpack.js').openFile(join(dirname(PROGRAM), id), folder);
  return program;
}

function isCaching() {
  return (IS_NODE_20 || enableCompileCache !== undefined) && !process.env.NODE_DISABLE_COMPILE_CACHE;
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

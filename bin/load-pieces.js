const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const DIST = join(__dirname, '../dist');

/** What has been loaded, by name: for the build, which writes the caches, and for the tests. */
const scripts = new Map();
const modules = new Map();

/**
 * Loads a piece of the program, `cli.cjs` or one that it asks for, as `require` does; but with what V8 made of it when
 * the program was built (scripts/cache-pieces.cjs). That saves a fifth of a short run. A V8 of another version turns the
 * cache down and compiles the piece as ever.
 */
function loadPiece(name) {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const path = join(DIST, name);
  // esbuild writes ASCII: V8 takes it as it is
  const script = new Script(`(function (exports, require, module) {${readFileSync(path, 'latin1')}\n})`, {
    filename: path,
    cachedData: readCache(path),
  });
  const module = { exports: {} };
  scripts.set(name, script);
  modules.set(name, module);
  script.runInThisContext()(module.exports, requireFromPiece, module);
  return module.exports;
}

function requireFromPiece(id) {
  return id.startsWith('./') ? loadPiece(id.slice(2)) : require(id);
}

function readCache(path) {
  try {
    return readFileSync(`${path}.cache`);
  } catch {
    return undefined; // not built with one: slower, and no harm
  }
}

module.exports = { loadPiece, scripts };

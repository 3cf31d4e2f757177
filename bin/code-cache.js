const { createHash } = require('node:crypto');
const { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const DIGEST_BYTES = 32;

/** V8 knows its own version, but not that two builds of one version differ: a cache belongs to one Node on one machine. */
const NODE = [process.version, process.versions.v8, process.platform, process.arch, process.execPath].join('\n');

/**
 * Loads a CommonJS file of the program as `require` does, with V8's code cache of it. Only for Nodes without
 * `module.enableCompileCache`, that is before 22.1: on Node 20 the first picture of the viewer takes 139 ms with it and
 * 191 ms without, a small table 5 ms less. A cache that is missing, damaged, or of another source or Node is made anew
 * when the program ends.
 */
function load(path, folder) {
  const loaded = [];
  process.on('exit', () => {
    // What ran this time is compiled in all of them: the first run of another command completes the shared file.
    if (loaded.some(({ isCached }) => !isCached)) loaded.forEach(writeCache);
  });
  return loadFile(path, folder, loaded);
}

function loadFile(path, folder, loaded) {
  const source = readFileSync(path, 'latin1'); // esbuild writes ASCII
  const file = join(folder, `${basename(path)}-${process.version}-${process.arch}.bin`);
  const cachedData = readCache(file, source);
  const code = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(code, { filename: path, cachedData });
  loaded.push({ file, source, script, isCached: cachedData !== undefined && !script.cachedDataRejected });
  const module = { exports: {} };
  const requireFrom = (id) => (id.startsWith('./') ? loadFile(join(dirname(path), id), folder, loaded) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module, path, dirname(path));
  return module.exports;
}

function readCache(file, source) {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(DIGEST_BYTES);
    return digestOf(source, code).equals(bytes.subarray(0, DIGEST_BYTES)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** V8 checks of a source only its length, and of a cache hardly anything: a flipped bit has crashed it. */
function digestOf(source, code) {
  return createHash('sha256').update(NODE).update('\0').update(source).update('\0').update(code).digest();
}

/** Written beside and moved, so that nobody reads half of it. */
function writeCache({ file, source, script }) {
  const beside = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(beside, 'wx', 0o600);
    // V8 refuses a cache made under other flags, and cli/engine-tuning.ts may have changed one.
    setFlagsFromString('--opt');
    const code = script.createCachedData();
    writeSync(descriptor, digestOf(source, code));
    writeSync(descriptor, code);
    closeSync(descriptor);
    renameSync(beside, file);
  } catch {
    discard(beside); // a full disk, a read-only home: the next run is as slow as this one
  }
}

function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // a program that has done its work does not fail over its cache
  }
}

module.exports = { load };

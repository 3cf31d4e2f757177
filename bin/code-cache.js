const { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/** At the beginning of a cache; what Node itself checks of its own. SHA-256 would cost a small table 1.5 ms more. */
const CHECKSUM_BYTES = 4;

/** V8 knows its own version, but not that two builds of one version differ: a cache belongs to one Node on one machine. */
const NODE = [process.version, process.versions.v8, process.platform, process.arch, process.execPath].join('\n');

/**
 * Loads a CommonJS file of the program as `require` does, with V8's code cache of it. Only for Nodes without
 * `module.enableCompileCache`, in effect Node 20 (21 and 22.0 have no `crc32` and do without): the first picture of the
 * viewer takes 139 ms with it and 191 ms without, a small table 5 ms less. A cache that is missing, damaged, or of another source or Node is made anew
 * when the program ends.
 */
function load(path, folder) {
  if (crc32 === undefined) return require(path);
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
    const code = bytes.subarray(CHECKSUM_BYTES);
    return checksumOf(source, code) === bytes.readUInt32LE(0) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** V8 checks of a source only its length, and of a cache hardly anything: a flipped bit has crashed it. */
function checksumOf(source, code) {
  return crc32(code, crc32(source, crc32(NODE)));
}

/** Written beside and moved, so that nobody reads half of it. */
function writeCache({ file, source, script }) {
  const beside = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(beside, 'wx', 0o600);
    // V8 refuses a cache made under other flags, and cli/engine-tuning.ts may have changed one.
    setFlagsFromString('--opt');
    const code = script.createCachedData();
    const checksum = Buffer.alloc(CHECKSUM_BYTES);
    checksum.writeUInt32LE(checksumOf(source, code));
    writeSync(descriptor, Buffer.concat([checksum, code]));
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

const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');
const { brotliDecompressSync, crc32 } = require('node:zlib');
const { deleteOld, discard } = require('./cache-folder.js');

/** At the beginning of a packed file: the CRC-32 of what it unpacks to. */
const CHECKSUM_BYTES = 4;

/**
 * Loads a file of the program. In the package the larger ones are brotli, a ninth of the package less than as JavaScript
 * in its gzip; what they unpack to is kept in the user's cache folder, where what V8 compiled of it lies too.
 *
 * @param folder null where there is no such folder: it is then unpacked each time, which takes some milliseconds
 * @param load what loads a file of JavaScript
 */
function openFile(path, folder, load = require) {
  try {
    return refuseEmpty(openUnhurt(path, folder, load));
  } catch (error) {
    throw new Error(`${basename(path)} is damaged or missing: install pyprof-view again`, { cause: error });
  }
}

function openUnhurt(path, folder, load) {
  if (existsSync(path)) return load(path);
  const packed = readFileSync(`${path}.br`);
  const kept = folder === null ? null : keep(packed, path, folder);
  return kept === null ? evaluate(unpack(packed), path).exports : load(kept);
}

function refuseEmpty(pieces) {
  if (Object.keys(pieces).length === 0) throw new Error('nothing is in it');
  return pieces;
}

function unpack(packed) {
  return brotliDecompressSync(packed.subarray(CHECKSUM_BYTES));
}

/** Where it lies unpacked and unhurt; null where it cannot be put. */
function keep(packed, path, folder) {
  const file = join(folder, `${basename(path, '.cjs')}-${crc32(packed).toString(16).padStart(8, '0')}.cjs`);
  if (isWhole(file, packed.readUInt32LE(0))) return file;
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, unpack(packed), { flag: 'wx', mode: 0o600 });
    renameSync(beside, file); // nobody reads half of it
    deleteOld(folder);
    return file;
  } catch {
    discard(beside);
    return null; // a full disk, a read-only home
  }
}

function isWhole(file, checksum) {
  try {
    return crc32(readFileSync(file)) === checksum;
  } catch {
    return false;
  }
}

/** Runs the source of a CommonJS file as `require` would; `cachedData`: what V8 made of it in an earlier run. */
function evaluate(source, path, cachedData) {
  const module = { exports: {} };
  const code = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(code, { filename: path, cachedData });
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return { script, exports: module.exports };
}

module.exports = { evaluate, openFile };

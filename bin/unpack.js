const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { deleteOld, discard } = require('./cache-files.js');
const { evaluate } = require('./code-cache.js');

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
  return kept === null ? evaluate(unpack(packed), path) : load(kept);
}

function refuseEmpty(pieces) {
  if (Object.keys(pieces).length === 0) throw new Error('nothing is in it');
  return pieces;
}

function unpack(packed) {
  return require('node:zlib').brotliDecompressSync(packed.subarray(CHECKSUM_BYTES));
}

/** Where it lies unpacked and unhurt; null where it cannot be put: Node 21 and 22.0 to 22.1 have no CRC-32. */
function keep(packed, path, folder) {
  const { crc32 } = require('node:zlib');
  if (crc32 === undefined) return null;
  const file = join(folder, `${basename(path, '.cjs')}-${crc32(packed).toString(16).padStart(8, '0')}.cjs`);
  if (isWhole(file, packed.readUInt32LE(0), crc32)) return file;
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

function isWhole(file, checksum, crc32) {
  try {
    return crc32(readFileSync(file)) === checksum;
  } catch {
    return false;
  }
}

module.exports = { openFile };

const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { deleteOld, discard } = require('./cache-files.js');
const { evaluate } = require('./code-cache.js');

/**
 * Loads a file of the program. In the package the larger ones are in one brotli file, a ninth of the package less than as
 * JavaScript in its gzip; what is unpacked is kept in the user's cache folder, where what V8 compiled of it lies too.
 *
 * @param folder null where there is no such folder: it is then unpacked each time, which takes some milliseconds
 * @param load what loads a file of JavaScript
 */
function openFile(path, folder, load = require) {
  try {
    return refuseEmpty(openUnhurt(path, folder, load));
  } catch (error) {
    const sentence = `${basename(path)} is damaged or missing: install pyprof-view again`;
    throw Object.assign(new Error(sentence, { cause: error }), { name: 'DamagedCopy' }); // cli/diagnostics.ts knows it
  }
}

function openUnhurt(path, folder, load) {
  if (existsSync(path)) return load(path);
  const packed = openPacked(join(dirname(path), 'packed.br'), basename(path));
  const kept = folder === null ? null : keep(packed, folder);
  return kept === null ? evaluate(packed.unpack(), path) : load(kept);
}

function refuseEmpty(pieces) {
  if (Object.keys(pieces).length === 0) throw new Error('nothing is in it');
  return pieces;
}

const LINE_END = 10;

/** The file of that name in the package: first there is a line that says what is in it, then all sources as one brotli. */
function openPacked(path, wanted) {
  const bytes = readFileSync(path);
  const end = bytes.indexOf(LINE_END);
  const files = JSON.parse(bytes.toString('utf8', 0, end));
  const at = files.findIndex(({ name }) => name === wanted);
  const { name, length, checksum } = files[at];
  const start = files.slice(0, at).reduce((sum, { length }) => sum + length, 0);
  return { name, checksum, unpack: () => decompress(bytes.subarray(end + 1)).subarray(start, start + length) };
}

/** Loaded only here and for checksums: the rest of Node does without. */
function decompress(bytes) {
  return require('node:zlib').brotliDecompressSync(bytes);
}

/** Where it lies unpacked and unhurt; null where it cannot be put: Node 21 and 22.0 to 22.1 have no CRC-32. */
function keep({ name, checksum, unpack }, folder) {
  const { crc32 } = require('node:zlib');
  if (crc32 === undefined) return null;
  const file = join(folder, `${basename(name, '.cjs')}-${checksum.toString(16).padStart(8, '0')}.cjs`);
  if (isWhole(file, checksum, crc32)) return file;
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, unpack(), { flag: 'wx', mode: 0o600 });
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

const { closeSync, fstatSync, openSync, readSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** V8 knows its own version, but not that two builds of one version differ: a cache belongs to one Node on one machine. */
const NODE = [process.version, process.versions.v8, process.platform, process.arch, process.execPath].join('\n');

/** Each command compiles other functions of the same file, so each has a cache of its own; the help has commander in it. */
const COMMAND = commandOf(process.argv[2] ?? '');

/** A gate that is red ends with this. A run that failed has compiled too little for the others. */
const GATE = 1;

function commandOf(word) {
  if (word === '-h' || word === '--help') return 'help';
  return /^[a-z]{1,20}$/.test(word) ? word : 'view';
}

/**
 * Loads a CommonJS file of the program as `require` does, with V8's code cache of it: on Node 20 the first picture of the
 * viewer takes 139 ms with it and 191 ms without, a small table 5 ms less. Node's own `module.enableCompileCache` keeps
 * nothing but what was compiled before the file ran: a tenth, and a small table on Node 24 takes 6 ms more with it.
 * A cache that is missing, damaged, or of another source or Node is made anew when the program ends.
 */
function load(path, folder) {
  const loaded = [];
  process.on('exit', (code) => {
    if (code > GATE || loaded.every(({ isCached }) => isCached)) return;
    const { deleteOld, writeCache } = require('./cache-files.js');
    loaded.forEach(writeCache); // a file that was cached has more compiled by now
    deleteOld(folder);
  });
  const program = loadFile(path, folder, loaded);
  program.open = (id) => {
    const { underFirstFlags } = require('./cache-files.js');
    const { openFile } = require('./unpack.js');
    const loadLater = (file) => underFirstFlags(() => loadFile(file, folder, loaded));
    return openFile(join(dirname(path), id), folder, loadLater);
  };
  return program;
}

function loadFile(path, folder, loaded) {
  const source = readWrapped(path);
  const owner = `${NODE}\n${path}`;
  const file = join(folder, `${basename(path)}-${COMMAND}-${process.version}-${hashOf(owner)}.bin`);
  const of = [source, Buffer.from(owner)];
  const cachedData = readCache(file, of);
  const { script, exports: made } = run(source, path, cachedData);
  const isCached = cachedData !== undefined && !script.cachedDataRejected;
  loaded.push({ file, of, script, isCached });
  return made;
}

/** For a name of a file. */
function hashOf(text) {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * A cache is V8's code, the same once more, and what it was made of. V8 checks of a source only its length, and of code
 * hardly anything: a flipped bit has crashed it. To compare bytes needs nothing of Node; `node:zlib`, which has checksums,
 * loads all its streams: 2 of 20 ms.
 *
 * @param of the source, and of whom it is
 */
function readCache(path, of) {
  try {
    return withFile(path, (file, size) => {
      const code = Buffer.allocUnsafeSlow((size - lengthOf(of)) / 2);
      const isWhole = readSync(file, code) === code.length && [code, ...of].every((part) => isNext(file, part));
      return isWhole ? code : undefined;
    });
  } catch {
    return undefined;
  }
}

function withFile(path, read) {
  const file = openSync(path, 'r');
  try {
    return read(file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

function lengthOf(parts) {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Memory that is touched for the first time takes longer than reading does: all is compared in this much. */
const piece = Buffer.allocUnsafeSlow(2 ** 16);

/** Whether the file goes on with these bytes. */
function isNext(file, bytes) {
  for (let at = 0; at < bytes.length; at += piece.length) {
    const expected = bytes.subarray(at, at + piece.length);
    if (readSync(file, piece, 0, expected.length) !== expected.length) return false;
    if (!expected.equals(piece.subarray(0, expected.length))) return false;
  }
  return true;
}

/** What `require` puts around a file. As bytes: V8 would copy a text that is put together of three. */
const BEFORE = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const AFTER = Buffer.from('\n})');

function readWrapped(path) {
  return withFile(path, (file, size) => {
    const source = Buffer.allocUnsafeSlow(BEFORE.length + size + AFTER.length);
    BEFORE.copy(source);
    const end = BEFORE.length + readSync(file, source, BEFORE.length, size, null);
    AFTER.copy(source, end);
    return source.subarray(0, end + AFTER.length);
  });
}

/** Runs a CommonJS file as `require` would (all are ASCII); `cachedData`: what V8 made of it in an earlier run. */
function run(wrapped, path, cachedData) {
  const module = { exports: {} };
  const script = new Script(wrapped.toString('latin1'), { filename: path, cachedData });
  script.runInThisContext()(module.exports, require, module, path, dirname(path));
  return { script, exports: module.exports };
}

/** The same of a source that is in no file. */
function evaluate(source, path) {
  return run(Buffer.concat([BEFORE, source, AFTER]), path).exports;
}

module.exports = { evaluate, load };

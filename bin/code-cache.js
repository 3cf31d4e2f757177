const { closeSync, openSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { crc32 } = require('node:zlib');
const { deleteOld, discard } = require('./cache-folder.js');
const { evaluate, openFile } = require('./unpack.js');

/** At the beginning of a cache; what Node itself checks of its own. SHA-256 would cost a small table 1.5 ms more. */
const CHECKSUM_BYTES = 4;

/** V8 knows its own version, but not that two builds of one version differ: a cache belongs to one Node on one machine. */
const NODE = [process.version, process.versions.v8, process.platform, process.arch, process.execPath].join('\n');

/** Each command compiles other functions of the same file, so each has a cache of its own. */
const COMMAND = /^[a-z]{1,20}$/.test(process.argv[2] ?? '') ? process.argv[2] : 'view';

/**
 * Loads a CommonJS file of the program as `require` does, with V8's code cache of it: on Node 20 the first picture of the
 * viewer takes 139 ms with it and 191 ms without, a small table 5 ms less. Node's own `module.enableCompileCache` keeps
 * nothing but what was compiled before the file ran: a tenth, and a small table on Node 24 takes 6 ms more with it.
 * A cache that is missing, damaged, or of another source or Node is made anew when the program ends.
 */
function load(path, folder) {
  const loaded = [];
  process.on('exit', () => {
    if (loaded.every(({ isCached }) => isCached)) return;
    loaded.forEach(writeCache); // a file that was cached has more compiled by now
    deleteOld(folder);
  });
  const program = loadFile(path, folder, loaded);
  const loadLater = (file) => underFirstFlags(() => loadFile(file, folder, loaded));
  program.open = (id) => openFile(join(dirname(path), id), folder, loadLater);
  return program;
}

/** The flag besides `opt`, by version of V8: 12, of Node 22, takes one with it. */
const SECOND_FLAG = { 11: [], 12: ['osr-from-maglev'] };

/** What cli/engine-tuning.ts may have switched off. */
const FLAGS = ['opt', ...(SECOND_FLAG[Number.parseInt(process.versions.v8, 10)] ?? ['maglev'])];

/**
 * V8 refuses what it compiled under other flags, and cli/engine-tuning.ts may have changed some by now: a list of a small
 * dump would compile what it loads later anew each time (35 of 180 ms), and write all caches again.
 */
function underFirstFlags(work) {
  const switched = FLAGS.filter(switchOn);
  try {
    return work();
  } finally {
    for (const flag of switched) require('node:v8').setFlagsFromString(`--no-${flag}`);
  }
}

/** Whether that changed anything. */
function switchOn(flag) {
  const { cachedDataVersionTag, setFlagsFromString } = require('node:v8'); // 2 ms, and not each run needs it
  const tag = cachedDataVersionTag();
  setFlagsFromString(`--${flag}`);
  return cachedDataVersionTag() !== tag;
}

function loadFile(path, folder, loaded) {
  const source = readFileSync(path, 'utf8');
  const owner = crc32(`${NODE}\n${path}`).toString(16).padStart(8, '0');
  const file = join(folder, `${basename(path)}-${COMMAND}-${process.version}-${owner}.bin`);
  const cachedData = readCache(file, source);
  const { script, exports: made } = evaluate(source, path, cachedData);
  const isCached = cachedData !== undefined && !script.cachedDataRejected;
  loaded.push({ file, source, script, isCached });
  return made;
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
    try {
      const code = underFirstFlags(() => script.createCachedData());
      const checksum = Buffer.alloc(CHECKSUM_BYTES);
      checksum.writeUInt32LE(checksumOf(source, code));
      writeFileSync(descriptor, Buffer.concat([checksum, code]));
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch {
    discard(beside); // a full disk, a read-only home: the next run is as slow as this one
  }
}

module.exports = { load };

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

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
    const { deleteOld, writeCache } = require('./cache-files.js');
    for (const each of loaded) writeCache(each, underFirstFlags); // a file that was cached has more compiled by now
    deleteOld(folder);
  });
  const program = loadFile(path, folder, loaded);
  const loadLater = (file) => underFirstFlags(() => loadFile(file, folder, loaded));
  program.open = (id) => require('./unpack.js').openFile(join(dirname(path), id), folder, loadLater);
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
  const source = readFileSync(path);
  const owner = `${NODE}\n${path}`;
  const file = join(folder, `${basename(path)}-${COMMAND}-${process.version}-${hashOf(owner)}.bin`);
  const of = [source, Buffer.from(owner)];
  const cachedData = readCache(file, of);
  const { script, exports: made } = evaluate(source, path, cachedData);
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
function readCache(file, of) {
  try {
    const bytes = readFileSync(file);
    const end = bytes.length - lengthOf(of);
    const code = bytes.subarray(0, end / 2); // at the beginning, or V8 copies it to an even address
    const isWhole = end > 0 && Buffer.compare(code, bytes.subarray(end / 2, end)) === 0;
    return isWhole && isAt(bytes, end, of) ? code : undefined;
  } catch {
    return undefined;
  }
}

function lengthOf(parts) {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function isAt(bytes, from, [part, ...others]) {
  const to = from + part.length;
  return part.equals(bytes.subarray(from, to)) && (others.length === 0 || isAt(bytes, to, others));
}

/** What `require` puts around a file. As bytes: V8 would copy a text that is put together of three. */
const BEFORE = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const AFTER = Buffer.from('\n})');

/** Runs the source of a CommonJS file as `require` would; `cachedData`: what V8 made of it in an earlier run. */
function evaluate(source, path, cachedData) {
  const module = { exports: {} };
  const code = Buffer.concat([BEFORE, source, AFTER]).toString('utf8');
  const script = new Script(code, { filename: path, cachedData });
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return { script, exports: module.exports };
}

module.exports = { evaluate, load };

const { closeSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Written beside and moved, so that nobody reads half of it. */
function writeCache({ file, of, script }) {
  const beside = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(beside, 'wx', 0o600);
    try {
      const code = underFirstFlags(() => script.createCachedData());
      writeFileSync(descriptor, Buffer.concat([code, code, ...of]));
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch {
    discard(beside); // a full disk, a read-only home: the next run is as slow as this one
  }
}

/** The flag besides `opt`, by version of V8: 12, of Node 22, takes one with it. */
const SECOND_FLAG = { 11: ['concurrent-osr'], 12: ['osr-from-maglev'] };

/** What cli/engine-tuning.ts may have switched off. */
const FLAGS = ['flush-bytecode', 'opt', ...(SECOND_FLAG[Number.parseInt(process.versions.v8, 10)] ?? ['maglev'])];

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

const DAY = 86_400_000;

/** Long unused files are deleted: of Nodes and programs that are gone, and those that a killed run left half written. */
const MOST_DAYS = 60;

function deleteOld(folder) {
  for (const name of namesIn(folder).filter((name) => /\.(bin|cjs)(\.\d+)?$/.test(name))) {
    const path = join(folder, name);
    const known = statSync(path, { throwIfNoEntry: false });
    if (known !== undefined && Date.now() - known.mtimeMs > MOST_DAYS * DAY) discard(path);
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // somebody has deleted the folder meanwhile
  }
}

function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // a program that has done its work does not fail over its cache
  }
}

module.exports = { deleteOld, discard, underFirstFlags, writeCache };

const { closeSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Written beside and moved, so that nobody reads half of it. */
function writeCache({ file, of, script }, underFirstFlags) {
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

module.exports = { deleteOld, discard, writeCache };

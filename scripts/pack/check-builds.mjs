// What one Node builds is what another one builds, so a package made anywhere runs everywhere.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export function checkBuilds(node) {
  assert.deepEqual(build(node), build(process.execPath));
  return 'builds the same bytes';
}

/** Builds in a folder of its own: what is in dist/ has been packed, and stays. */
function build(node) {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-build-'));
  try {
    for (const name of ['scripts', 'package.json']) cpSync(name, join(folder, name), { recursive: true });
    for (const name of ['src', 'docs', 'node_modules']) symlinkSync(resolve(name), join(folder, name));
    execFileSync(node, ['scripts/build.mjs'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return hashes(join(folder, 'dist'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hashes(dist) {
  const hash = (name) =>
    createHash('sha256')
      .update(readFileSync(join(dist, name)))
      .digest('hex');
  return Object.fromEntries(readdirSync(dist).map((name) => [name, hash(name)]));
}

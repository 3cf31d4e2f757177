// What one Node builds is what another one builds, so a package made anywhere runs everywhere.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function checkBuilds(node) {
  const build = (which) => {
    execFileSync(which, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
    return hashes();
  };
  assert.deepEqual(build(node), build(process.execPath));
  return 'builds the same bytes';
}

function hashes() {
  const hash = (name) =>
    createHash('sha256')
      .update(readFileSync(join('dist', name)))
      .digest('hex');
  return Object.fromEntries(readdirSync('dist').map((name) => [name, hash(name)]));
}

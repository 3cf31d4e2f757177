// Packs the program once, installs the tarball into an empty folder, and runs it there on every Node of the list as a
// user would; then tries the library, its types, and what only goes wrong in a package.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBuilds } from './check-builds.mjs';
import { checkOldNode, checkProgram } from './check-program.mjs';
import { checkTypes } from './check-types.mjs';
import { fetchNode, LEAST_IN_CI, NODES, OTHER_BUILDER, TOO_OLD } from './nodes.mjs';

/** It stands at 630: 450 before `run --against`, `export`, `browse` and pictures came; the HTML page is 20 of it, the library for browsers 20, hints 155. */
const MOST_BYTES = 670_000;

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-pack-'));
try {
  const tarball = pack();
  install(tarball);
  execFileSync(process.execPath, ['scripts/wheel.mjs', folder], { stdio: ['ignore', 'ignore', 'inherit'] }); // is small too
  checkTypes(tarball, folder);
  const ran = await onEach(NODES, (node) => checkProgram(node, folder));
  await onEach(TOO_OLD, (node) => checkOldNode(node, folder));
  await onEach([OTHER_BUILDER], checkBuilds);
  if (process.env.CI && ran < LEAST_IN_CI) throw new Error(`ran on ${ran} Nodes; ${LEAST_IN_CI} are the least`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack() {
  // check:pack has just built it
  const quiet = ['--silent', '--ignore-scripts'];
  execFileSync('npm', ['pack', ...quiet, '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no tarball');
  const { size } = statSync(join(folder, name));
  if (size > MOST_BYTES) throw new Error(`the package has ${size} bytes, and ${MOST_BYTES} are the most`);
  console.log(`pack: ${name}, ${size} bytes`);
  return join(folder, name);
}

function install(tarball) {
  writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
  const quiet = ['--silent', '--offline', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...quiet, tarball], { cwd: folder, stdio: 'inherit' });
  const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (installed.join() !== 'pyprof-view') throw new Error(`installs more than one package: ${installed.join(', ')}`);
}

/** Says loudly where a Node cannot be had. Returns on how many the check ran. */
async function onEach(versions, check) {
  let ran = 0;
  for (const version of versions) {
    const { binary, failure } = fetchNode(version);
    if (failure !== undefined) {
      console.warn(`pack: NOT RUN ON NODE ${version}: ${failure}`);
      continue;
    }
    console.log(`pack: Node ${version}: ${await check(binary)}`);
    ran++;
  }
  return ran;
}

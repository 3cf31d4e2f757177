// What the installed program must do on one Node.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const PROFILE = resolve('fixtures/profiles/recursion-py311');
/** Of a size for which flags of V8 are changed, with hints. */
const TUNED = resolve('fixtures/hints/orm-in-loop/bad-py311.prof');
const OTHER = resolve('fixtures/profiles/recursion-pypy/out.prof');

/** The user and group `nobody` on most systems. */
const NOBODY = 65534;

/** Each says why it could not run, or nothing. */
const CHECKS = {
  help: checkHelp,
  stats: checkStats,
  commands: checkCommands,
  viewer: checkViewer,
  'without HOME': checkHomeless,
  'caches kept': checkKept,
  'damaged caches': checkDamaged,
  'another user': checkStranger,
  'read-only package': checkReadOnly,
  library: checkLibrary,
};

/** @param node the path of its binary */
export async function checkProgram(node, folder) {
  const home = mkdtempSync(join(folder, 'home-'));
  chmodSync(folder, 0o755); // for another user
  const program = join(folder, 'node_modules/pyprof-view/bin/pyprof-view.js');
  const run = (args, options = {}) => runNode(node, [program, ...args], { cwd: home, env: { HOME: home }, ...options });
  const said = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    const hindrance = await check({ node, folder, home, program, run });
    said.push(hindrance === undefined ? name : `${name} DID NOT RUN (${hindrance})`);
  }
  rmSync(home, { recursive: true });
  return said.join(', ');
}

/** One sentence, and none of the program is read. */
export function checkOldNode(node, folder) {
  const program = join(folder, 'node_modules/pyprof-view/bin/pyprof-view.js');
  const { status, stdout, stderr } = spawnSync(node, [program, '--help'], { encoding: 'utf8', env: {} });
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^pyprof-view: this is Node [\d.]+: install Node 20\.19 or newer\n$/);
  return 'is told to be too old';
}

function runNode(node, args, options) {
  const { status, stdout, stderr, signal } = spawnSync(node, args, { encoding: 'utf8', ...options });
  assert.equal(status, 0, `${args.join(' ')} ended with ${status ?? signal}:\n${stdout}${stderr}`);
  return { stdout, stderr };
}

/** Twice, because the second run takes what the first one has left in the cache. */
function checkHelp({ run, home }) {
  const first = run(['--help']);
  assert.match(first.stdout, /^Usage: pyprof-view /);
  assert.deepEqual(run(['--help']), first);
  // 22.0 keeps none
  assert.ok(['', '.cache'].includes(readdirSync(home).join()), 'something but the cache was written');
}

/** The bytes of the real pstats. */
function checkStats({ run, home }) {
  const { mtime, cases } = JSON.parse(readFileSync(join(PROFILE, 'golden/index.json'), 'utf8'));
  const texts = JSON.parse(gunzipSync(readFileSync(join(PROFILE, 'golden/texts.json.gz'))).toString('utf8'));
  const dump = join(home, 'out.prof');
  copyFileSync(join(PROFILE, 'out.prof'), dump);
  utimesSync(dump, mtime, mtime);
  const { sha256 } = cases.find(({ id }) => id === 'stats.cumulative.full');
  const args = ['stats', '--header', '--full-paths', '-s', 'cumulative', 'out.prof'];
  for (let time = 0; time < 2; time++) {
    assert.equal(run(args, { env: { HOME: home, TZ: 'UTC' } }).stdout, texts[sha256]);
  }
}

function checkCommands({ run }) {
  const dump = join(PROFILE, 'out.prof');
  assert.match(run(['report', dump]).stdout, /^# /);
  assert.match(run(['hints', dump]).stdout, /^No hints|^\d+ hint/);
  assert.match(run(['hints', '--about', 'in-list']).stdout, /^# in-list: /);
  assert.match(run(['hints', '--about', 'join']).stdout, /^# Practices/);
  assert.match(run(['diff', '--force', dump, OTHER]).stdout, /\w/);
}

/** Opened and left in a pseudo-terminal, first without a cache of the viewer and then with it. */
async function checkViewer({ node, program, home }) {
  const pty = await import('@lydell/node-pty').catch(() => null);
  if (pty === null) return 'there is no pseudo-terminal here';
  for (let time = 0; time < 2; time++) {
    const env = { HOME: home, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
    const viewer = pty.spawn(node, [program, join(PROFILE, 'out.prof')], { cols: 100, rows: 30, env });
    let output = '';
    viewer.onData((data) => {
      const isShown = output.includes('fib');
      output += data;
      if (!isShown && output.includes('fib')) viewer.write('q');
    });
    const patience = setTimeout(() => viewer.kill('SIGKILL'), 30_000);
    const end = await new Promise((resolve) => viewer.onExit(resolve));
    clearTimeout(patience);
    assert.deepEqual(end, { exitCode: 0, signal: 0 }, `the viewer did not leave at q:\n${output}`);
  }
}

/** No cache folder can be had. */
function checkHomeless({ run }) {
  assert.match(run(['--help'], { env: {} }).stdout, /^Usage: pyprof-view /);
}

/** What each command leaves the next run takes: flags of V8 that do not come back would have it compile, and write, each time. */
function checkKept({ run, home }) {
  const cache = join(home, '.cache/pyprof-view');
  if (!existsSync(cache)) return 'this Node keeps no cache';
  const written = () => readdirSync(cache).map((name) => [name, statSync(join(cache, name)).mtimeMs]);
  for (const command of ['stats', 'callers', 'summary', 'report', 'hints']) {
    rmSync(cache, { recursive: true }); // what `hints --about` has left was made under other flags
    run([command, TUNED]);
    const before = written();
    run([command, TUNED]);
    assert.deepEqual(written(), before, `V8 refused the cache of ${command}`);
  }
}

/** Bits flipped in every cache that the checks before have left, and caches of another program. */
function checkDamaged({ run, home }) {
  const cache = join(home, '.cache/pyprof-view');
  if (!existsSync(cache)) return 'this Node keeps no cache';
  const args = ['stats', join(PROFILE, 'out.prof')];
  const whole = run(args);
  for (const damage of [flipBits, (bytes) => bytes.subarray(0, bytes.length / 2), (bytes) => bytes.fill(0)]) {
    for (const name of readdirSync(cache, { recursive: true })) {
      const path = join(cache, name);
      if (statSync(path).isFile()) writeFileSync(path, damage(readFileSync(path)));
    }
    assert.deepEqual(run(args), whole);
    assert.deepEqual(run(args), whole);
  }
}

function flipBits(bytes) {
  for (let at = 7; at < bytes.length; at += 5000) bytes[at] ^= 1 << (at % 8);
  return bytes;
}

/** Another user, who may write neither into the package nor into the home that the environment names. */
function checkStranger({ node, program, home }) {
  if (process.getuid?.() !== 0) return 'only root can be another user';
  const nobody = { uid: NOBODY, gid: NOBODY, cwd: '/', env: { HOME: home } };
  if (spawnSync(node, ['-e', '0'], nobody).status !== 0) return 'another user may not reach this Node';
  const theirs = join(home, 'theirs.prof');
  copyFileSync(join(PROFILE, 'out.prof'), theirs);
  chmodSync(home, 0o777);
  rmSync(join(home, '.cache'), { recursive: true, force: true });
  const before = readdirSync(home);
  assert.match(runNode(node, [program, 'stats', theirs], nobody).stdout, /function calls/);
  assert.deepEqual(readdirSync(home), before, 'something was written into a home of another user');
}

/** Nothing is written beside the program, whoever runs it: root may write in a folder that says nobody may. */
function checkReadOnly({ folder, run }) {
  const packed = join(folder, 'node_modules/pyprof-view');
  const listing = () =>
    readdirSync(packed, { recursive: true }).map((name) => [name, statSync(join(packed, name)).mtimeMs]);
  const before = listing();
  for (const path of ['dist', 'bin', '.']) chmodSync(join(packed, path), 0o555);
  try {
    assert.match(run(['stats', join(PROFILE, 'out.prof')]).stdout, /function calls/);
  } finally {
    for (const path of ['dist', 'bin', '.']) chmodSync(join(packed, path), 0o755);
  }
  assert.deepEqual(listing(), before);
}

function checkLibrary({ node, folder }) {
  const dump = join(PROFILE, 'out.prof');
  const example = (name, ...dumps) => {
    copyFileSync(join('examples', name), join(folder, name));
    return execFileSync(node, [join(folder, name), ...dumps], { encoding: 'utf8' });
  };
  assert.equal(JSON.parse(example('top-ten.mjs', dump)).functions.length, 10);
  assert.equal(example('gate.mjs', dump, dump), ''); // nothing failed
}

// What the installed program must do on one Node.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const PROFILE = resolve('fixtures/profiles/recursion-py311');
const OTHER = resolve('fixtures/profiles/recursion-pypy/out.prof');

/** The user and group `nobody` on most systems. */
const NOBODY = 65534;

/** @param node the path of its binary */
export async function checkProgram(node, folder) {
  const home = mkdtempSync(join(folder, 'home-'));
  chmodSync(folder, 0o755); // for another user
  const program = join(folder, 'node_modules/pyprof-view/bin/pyprof-view.js');
  const run = (args, options = {}) => runNode(node, [program, ...args], { cwd: home, env: { HOME: home }, ...options });
  const checks = [checkHelp, checkStats, checkCommands, checkViewer, checkStranger, checkLibrary];
  for (const check of checks) await check({ node, folder, home, program, run });
  rmSync(home, { recursive: true });
  return checks.map(({ name }) => name.replace('check', '').toLowerCase()).join(', ');
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
  assert.deepEqual(readdirSync(home), ['.cache'], 'something but the cache was written');
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
  assert.match(run(['diff', '--force', dump, OTHER]).stdout, /\w/);
}

/** Opened and left in a pseudo-terminal, first without a cache of the viewer and then with it. */
async function checkViewer({ node, program, home }) {
  const pty = await import('@lydell/node-pty').catch(() => null);
  if (pty === null) return console.warn('pack: THE VIEWER DID NOT RUN: there is no pseudo-terminal here');
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

/** Another user, who may write neither into the package nor into the home that the environment names. */
function checkStranger({ node, program, home }) {
  if (process.getuid?.() !== 0) return;
  const before = readdirSync(join(home, '.cache/pyprof-view'));
  const theirs = join(home, 'theirs.prof');
  copyFileSync(join(PROFILE, 'out.prof'), theirs);
  chmodSync(home, 0o755);
  const nobody = { uid: NOBODY, gid: NOBODY, cwd: '/', env: { HOME: home } };
  if (spawnSync(node, ['-e', '0'], nobody).status !== 0) {
    return console.warn('pack: NOT RUN AS ANOTHER USER: who may not reach this Node');
  }
  assert.match(runNode(node, [program, 'stats', theirs], nobody).stdout, /function calls/);
  assert.deepEqual(readdirSync(join(home, '.cache/pyprof-view')), before);
}

function checkLibrary({ node, folder }) {
  const script = `import { readFileSync } from 'node:fs';
    import { decodeProfile } from 'pyprof-view';
    console.log(decodeProfile(readFileSync(${JSON.stringify(join(PROFILE, 'out.prof'))})).length);`;
  const length = execFileSync(node, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
  assert.equal(length.trim(), '25');
}

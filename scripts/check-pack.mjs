// Packs the program, installs the tarball into an empty folder and runs it there, as a user would.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-pack-'));
const fixture = resolve('fixtures/profiles/recursion-py311/out.prof');
const run = (command, args, cwd = process.cwd()) => execFileSync(command, args, { cwd, encoding: 'utf8' });

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder]);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
  run('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', `./${tarball}`], folder);
  const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (installed.join() !== 'pyprof-view') throw new Error(`installs more than one package: ${installed.join(', ')}`);
  checkProgram(join(folder, 'node_modules/.bin/pyprof-view'));
  checkLibrary();
  console.log(`pack: ${tarball} installs and runs`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function checkProgram(program) {
  const text = run(program, ['stats', '-s', 'cumulative', fixture]);
  if (!text.includes('Ordered by: cumulative time')) throw new Error(`the packed program printed:\n${text}`);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (run(program, ['--version']).trim() !== version) throw new Error('the packed program has another version');
}

function checkLibrary() {
  const script = `import { readFileSync } from 'node:fs';
    import { decodeProfile } from 'pyprof-view';
    console.log(decodeProfile(readFileSync(${JSON.stringify(fixture)})).length);`;
  const length = run(process.execPath, ['--input-type=module', '-e', script], folder).trim();
  if (length !== '25') throw new Error(`the packed library read ${length} functions instead of 25`);
}

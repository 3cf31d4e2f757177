// The Nodes on which the packed program is tried, from the packages `node-<platform>-<arch>` of the npm registry.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The first and the last releases of the oldest line, a 22 without `getBuiltinModule`, and the newest of each later line. */
export const NODES = ['20.19.0', '20.20.1', '20.20.2', '22.0.0', '22.23.3', '24.21.0', '26.12.1'];

/** Another line than the one that is usually at hand: what it builds is compared. */
export const OTHER_BUILDER = '24.21.0';

/** On these and on the one that runs it the benchmark measures. */
export const BENCHED = ['20.20.2', '24.21.0'];

/** They get a sentence. The launcher is read by any Node, so a very old one is among them. */
export const TOO_OLD = ['20.18.3', '14.21.3', '6.17.1'];

/** At least this many must have run for CI to be green. */
export const LEAST_IN_CI = 5;

const FOLDER = resolve('.cache/nodes');

/**
 * The path of a Node's binary, downloaded where it is not here yet.
 *
 * @returns `binary`, or `failure`: why there is none
 */
export function fetchNode(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(FOLDER, version);
  const binary = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return { binary };
  const beside = `${folder}.new`;
  try {
    mkdirSync(beside, { recursive: true });
    execFileSync('npm', ['pack', '--silent', `${name}@${version}`], {
      cwd: beside,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const tarball = readdirSync(beside).find((file) => file.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', tarball, '--strip-components=2', 'package/bin'], { cwd: beside });
    rmSync(join(beside, tarball));
    renameSync(beside, folder);
    return { binary };
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    return { failure: String(error.stderr || error.message).trim() };
  }
}

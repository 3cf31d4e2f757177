import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { makeTemporaryFolder } from '../output/temporary-folder.ts';
import { ProgramEnd } from '../program-end.ts';
import { type Answer, askProgram } from './ask-program.ts';

/** A place where the program is run. */
export type RunSide = {
  /** What the user calls it, and how a sentence says that something was there. */
  readonly name: string;
  readonly where: string;
  /** Where it is run, and the folder with all that belongs to it. */
  readonly folder: string;
  readonly root: string;
};

/** What is compared: as it was there, and as it is here. */
export type RunSides = {
  readonly before: RunSide;
  readonly after: RunSide;
  /** What may be missing there, in sentences. */
  readonly missing: readonly string[];
  /** Puts away what was made for it. */
  readonly remove: () => void;
};

/**
 * A revision of the repository around the working folder, in a work tree of its own; or a folder.
 *
 * @throws UsageError where it is neither
 */
export function openSides(against: string): RunSides {
  if (against === '') throw new UsageError('usage', '--against needs a revision or a folder');
  const top = askGit(['rev-parse', '--show-toplevel']);
  const commit =
    top.status === 0 && !against.startsWith('-')
      ? askGit(['rev-parse', '--verify', '--quiet', `${against}^{commit}`])
      : null;
  if (commit?.status === 0) return revisionSides(against, commit.said, top.said);
  if (isFolder(against)) return folderSides(against);
  throw new UsageError('usage', `--against ${against}: ${whyNeither(top)}`);
}

/**
 * What git starts by the repository's own settings and was not asked for: a watcher of files, which may be any command, and
 * hooks. Its filters it needs: without them a checkout has other bytes.
 */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

function git(words: readonly string[], folder?: string): Answer {
  return askProgram('git', [...QUIET, ...words], folder);
}

/** @throws ProgramEnd where Ctrl-C ended it: then nobody asks for an answer */
function askGit(words: readonly string[], folder?: string): Answer {
  const answer = git(words, folder);
  if (answer.signal !== null) throw new ProgramEnd(128 + constants.signals[answer.signal]);
  return answer;
}

function whyNeither({ status, complaint }: Answer): string {
  if (status === null) return 'there is no such folder, and no git to look for a revision';
  if (status !== 0)
    return `there is no such folder, and git finds no repository around the working folder: ${complaint}`;
  const neither = 'there is no such folder, nor a revision of that name in this repository';
  const isShallow = askGit(['rev-parse', '--is-shallow-repository']).said === 'true';
  return isShallow ? `${neither}, which has only its newest part (a shallow clone): fetch the revision` : neither;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function folderSides(against: string): RunSides {
  const [there, here] = [realpathSync(against), realpathSync('.')];
  if (there === here)
    throw new UsageError('usage', `--against ${against} is the working folder: there is nothing to compare`);
  return {
    before: { name: against, where: `in ${against}`, folder: there, root: there },
    after: { name: 'here', where: 'here', folder: here, root: here },
    missing: [],
    remove: () => undefined,
  };
}

function revisionSides(against: string, commit: string, top: string): RunSides {
  const prefix = askGit(['rev-parse', '--show-prefix']).said;
  const around = realpathSync(makeTemporaryFolder('against'));
  const root = join(around, commit.slice(0, 12));
  const remove = (): void => {
    git(['worktree', 'remove', '--force', root], top);
    rmSync(around, { recursive: true, force: true });
    if (git(['worktree', 'list', '--porcelain'], top).said.includes(root)) git(['worktree', 'prune'], top);
  };
  try {
    const added = askGit(['worktree', 'add', '--detach', root, commit], top);
    if (added.status !== 0)
      throw new UsageError('usage', `git could not check out ${against} in ${root}: ${added.complaint}`);
    const folder = join(root, prefix);
    if (!existsSync(folder)) throw new UsageError('usage', `the folder ${prefix} is not there at ${against}`);
    const name = against === commit ? commit.slice(0, 12) : `${against} (${commit.slice(0, 8)})`;
    return {
      before: { name, where: `in ${name}`, folder, root },
      after: { name: hereName(top), where: 'here', folder: resolve('.'), root: top },
      missing: [missingIn(root)],
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function missingIn(root: string): string {
  const files = 'A revision has only the files that git tracks';
  return existsSync(join(root, '.gitmodules'))
    ? `${files}, and the folders of its submodules are empty there.`
    : `${files}.`;
}

/** What is not committed is measured too. */
function hereName(top: string): string {
  const changed = askGit(['status', '--porcelain'], top)
    .said.split('\n')
    .filter((line) => line !== '');
  return changed.length === 0 ? 'here' : `here, with ${plural(changed.length, 'uncommitted change')}`;
}

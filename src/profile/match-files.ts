import { type Steps, sliceCounter } from './steps.ts';

/**
 * A directory of one profile that was matched with another directory in the other. `files`: how many files this joined.
 */
export type MovedRoot = { readonly before: string; readonly after: string; readonly files: number };

export type FileMatches = {
  /** The name in the second profile of each file of the first that goes by another there. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly roots: readonly MovedRoot[];
};

/**
 * At most this many pairs of files with one basename are compared; for commoner names the directory's name must agree
 * too, and so on.
 */
const MOST_PAIRS = 1024;

/**
 * At most this many parts at the ends of paths are compared; files that still have too many like them follow the roots
 * of the others.
 */
const MOST_PARTS = 4;

/** At most this many roots with two or more votes are tried on all files that are left; a real move has few. */
const MOST_ROOTS = 64;

/** Names so common that two files which share only the name have nothing in common. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['__init__.py', '__main__.py']);

/** A slice looks at so many files, or pairs of them. */
const LOOKS_A_SLICE = 1 << 12;

type Pair = { readonly before: string; readonly after: string; readonly shared: number };
type Root = { readonly before: string; readonly after: string; readonly pairs: Pair[] };

/**
 * Finds the files of one checkout, virtualenv or Python in another: files whose paths differ but end alike.
 *
 *     /home/ann/shop/cart/price.py                     /ci/build/shop/cart/price.py
 *     `--root--´`-- shared end ----´                   `- root -´`-- shared end ---´
 *
 * Every pair of files of one basename votes for its pair of roots, and the pair of roots with most votes joins its
 * files first. A pair of roots with one file needs more: `isAlike` has to find the functions of the two files alike,
 * and where only the basename is shared, it has to be unique on both sides. A file that both profiles know by the same
 * path is not moved, and pseudo files (`<string>`, `~`) never are.
 */
export function* matchFiles(
  before: Iterable<string>,
  after: Iterable<string>,
  isAlike: (before: string, after: string) => Steps<boolean>,
): Steps<FileMatches> {
  const isSliceFull = sliceCounter(LOOKS_A_SLICE);
  const known = new Set<string>();
  for (const file of after) {
    if (isSliceFull(1)) yield;
    known.add(file);
  }
  const left = new Set<string>();
  for (const file of before) {
    if (isSliceFull(1)) yield;
    if (known.has(file)) known.delete(file);
    else if (isPath(file)) left.add(file);
  }
  const free = new Set([...known].filter(isPath));
  const renamed = new Map<string, string>();
  const roots: MovedRoot[] = [];
  yield;
  for (const root of yield* rootsByVotes(left, free)) {
    const [only] = root.pairs;
    if (root.pairs.length === 1 && only !== undefined && !(yield* isAlike(only.before, only.after))) continue;
    const isOfAll = roots.length < MOST_ROOTS && root.pairs.length > 1;
    if (isSliceFull(isOfAll ? left.size : root.pairs.length)) yield;
    const joined = join(root, left, free, renamed, isOfAll);
    if (joined > 0) roots.push({ before: root.before, after: root.after, files: joined });
  }
  return { renamed, roots };
}

function isPath(file: string): boolean {
  return file !== '' && file !== '~' && !file.startsWith('<');
}

/** Joins the files that are still free under a pair of roots; with `all`, those that did not vote too. */
function join(root: Root, left: Set<string>, free: Set<string>, renamed: Map<string, string>, all: boolean): number {
  let joined = 0;
  const joinPair = (before: string, after: string): void => {
    if (!left.has(before) || !free.has(after)) return;
    left.delete(before);
    free.delete(after);
    renamed.set(before, after);
    joined++;
  };
  for (const { before, after } of root.pairs) joinPair(before, after);
  if (!all) return joined;
  for (const before of [...left]) {
    if (before.startsWith(root.before)) joinPair(before, root.after + before.slice(root.before.length));
  }
  return joined;
}

function* rootsByVotes(left: ReadonlySet<string>, free: ReadonlySet<string>): Steps<readonly Root[]> {
  const roots = new Map<string, Root>();
  let pending: Iterable<string> = left;
  for (let parts = 1; parts <= MOST_PARTS; parts++) pending = yield* voteByEnds(roots, pending, free, parts);
  return [...roots.values()].sort((a, b) => b.pairs.length - a.pairs.length || b.pairs[0]!.shared - a.pairs[0]!.shared);
}

/** Lets those files vote whose last `parts` parts are not too common; returns the others. */
function* voteByEnds(
  roots: Map<string, Root>,
  left: Iterable<string>,
  free: ReadonlySet<string>,
  parts: number,
): Steps<readonly string[]> {
  const tooCommon: string[] = [];
  const isSliceFull = sliceCounter(LOOKS_A_SLICE);
  const afterByEnd = yield* groupBy(free, (file) => endOf(file, parts));
  for (const [end, files] of yield* groupBy(left, (file) => endOf(file, parts))) {
    const others = afterByEnd.get(end) ?? [];
    if (files.length * others.length > MOST_PAIRS) {
      for (const file of files) tooCommon.push(file);
      continue;
    }
    if (isSliceFull(1 + files.length * others.length)) yield;
    const isAlone = parts === 1 && files.length * others.length === 1 && !SAYS_NOTHING.has(end);
    for (const before of files) for (const after of others) vote(roots, before, after, isAlone);
  }
  return tooCommon;
}

function vote(roots: Map<string, Root>, before: string, after: string, isAlone: boolean): void {
  const shared = sharedParts(before, after);
  if (shared.count === 1 && !isAlone) return;
  const key = `${shared.beforeRoot}\0${shared.afterRoot}`;
  const root = roots.get(key) ?? { before: shared.beforeRoot, after: shared.afterRoot, pairs: [] };
  roots.set(key, root);
  root.pairs.push({ before, after, shared: shared.count });
}

type Shared = { readonly count: number; readonly beforeRoot: string; readonly afterRoot: string };

/** How many parts of two paths are the same, from the end, and what is before them. */
function sharedParts(before: string, after: string): Shared {
  const left = before.split(/[/\\]/);
  const right = after.split(/[/\\]/);
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count)) count++;
  const length = left.slice(left.length - count).join('/').length;
  return {
    count,
    beforeRoot: before.slice(0, before.length - length),
    afterRoot: after.slice(0, after.length - length),
  };
}

/** The last parts of a path with one separator for both systems: `cart/price.py`. */
function endOf(file: string, parts: number): string {
  return file.split(/[/\\]/).slice(-parts).join('/');
}

function* groupBy(files: Iterable<string>, keyOf: (file: string) => string): Steps<ReadonlyMap<string, string[]>> {
  const groups = new Map<string, string[]>();
  const isSliceFull = sliceCounter(LOOKS_A_SLICE);
  for (const file of files) {
    if (isSliceFull(1)) yield;
    const key = keyOf(file);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return groups;
}

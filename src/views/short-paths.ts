import type { FunctionKeys } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from '../profile/steps.ts';
import type { StringId, StringSlices } from '../profile/string-pool.ts';
import { decodeWtf8 } from '../text/wtf8.ts';

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** Paths that so many directories do not tell apart are given in full: a made dump must not keep us busy. */
const MOST_PARTS = 24;

const known = new WeakMap<FunctionKeys, MadeOnce<Uint32Array>>();

/** Of the functions: profiles in which others are hidden, or are one's own, have the same. */
function startsOf(table: ProfileTable): MadeOnce<Uint32Array> {
  const starts = known.get(table.functions) ?? madeOnce(() => shortStarts(table));
  known.set(table.functions, starts);
  return starts;
}

/** What {@link shortPath} needs, in slices. */
export function shortPathSteps(table: ProfileTable): Steps<unknown> {
  return startsOf(table).steps();
}

/**
 * A file by the shortest end of its path that no other file of the profile has: `query.py`, but `json/__init__.py`
 * where there is another `__init__.py`. A file in which no function of the table stands is given in full.
 */
export function shortPath(table: ProfileTable, file: StringId): string {
  const from = startsOf(table)()[file] ?? 0;
  const { strings } = table;
  return from === 0 ? strings.text(file) : (decodeWtf8(strings.bytesOf(file).subarray(from)) ?? strings.text(file));
}

/**
 * By string id, at which byte of the path its shortest distinguishing end begins. Made once for a table, in one pass
 * over the paths' bytes from their ends: a round takes one directory more of all paths that are not told apart yet.
 * Ends are compared by hashes; two that meet by chance only get a directory more than they need.
 */
function* shortStarts(table: ProfileTable): Steps<Uint32Array> {
  const { strings } = table;
  const slices = strings.slices();
  const starts = new Uint32Array(strings.count);
  const hashes = new Int32Array(strings.count);
  let pending = distinctFiles(table);
  for (const file of pending) starts[file] = slices.length[file]!;
  for (let part = 0; pending.length > 0 && part < MOST_PARTS; part++) {
    yield* inSlices(pending.length, (from, to) => {
      for (const file of pending.slice(from, to)) takePart(file, part === 0, slices, starts, hashes);
    });
    const shared = sharedHashes(pending, hashes);
    yield;
    pending = pending.filter((file) => starts[file]! > 0 && shared.has(hashes[file]!));
  }
  for (const file of pending) starts[file] = 0;
  return starts;
}

function distinctFiles({ functions, strings, length }: ProfileTable): readonly StringId[] {
  const isFile = new Uint8Array(strings.count);
  for (let row = 0; row < length; row++) isFile[functions.file[row]!] = 1;
  const files: StringId[] = [];
  for (let id = 0; id < isFile.length; id++) if (isFile[id] === 1) files.push(id);
  return files;
}

/** Moves the start of a path's end back by a separator (not the first time: there is none yet) and a name. */
function takePart(
  file: StringId,
  isFirst: boolean,
  { bytes, start }: StringSlices,
  starts: Uint32Array,
  hashes: Int32Array,
): void {
  const from = start[file]!;
  let at = from + starts[file]!;
  let hash = hashes[file]!;
  if (!isFirst) hash = mixed(hash, bytes[--at]!);
  while (at > from && !isSeparator(bytes[at - 1]!)) hash = mixed(hash, bytes[--at]!);
  starts[file] = at - from;
  hashes[file] = hash;
}

/** Paths of Windows too: a dump may come from there. */
function isSeparator(byte: number): boolean {
  return byte === SLASH || byte === BACKSLASH;
}

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Those that more than one of the files has. */
function sharedHashes(files: readonly StringId[], hashes: Int32Array): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const file of files) {
    const hash = hashes[file]!;
    if (seen.has(hash)) shared.add(hash);
    seen.add(hash);
  }
  return shared;
}

import { decodeArguments, MOST_ARGUMENTS_BYTES } from '../../decode/decode-arguments.ts';
import { decodeLineTimings } from '../../decode/pickle/decode-line-timings.ts';
import { decodeSnapshot } from '../../decode/pickle/decode-snapshot.ts';
import { MOST_PICKLE_BYTES } from '../../decode/pickle/limits.ts';
import { PyprofError, UsageError } from '../../errors.ts';
import type { CountedFunction } from '../../profile/argument-counts.ts';
import type { LineTimings } from '../../profile/line-timings.ts';
import { type LiveMemory, liveMemory, memoryGrowth } from '../../profile/live-memory.ts';
import type { MemorySnapshot } from '../../profile/memory-snapshot.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { pythonOf, pythonVersionOf } from '../../profile/python-version.ts';
import type { SourceBook } from '../../source/source-book.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import type { MeasuredOptions } from '../options/options.ts';
import { explainForeign } from './explain-input.ts';
import { mayBeJson, mayBePickle } from './input-head.ts';
import { readInput } from './read-profile.ts';

const now = (): number => performance.now();

/**
 * The snapshots of `--memory`: one, or an earlier and a later one.
 *
 * @throws InputError, UsageError
 */
export async function readMemory(paths: readonly string[], context: Context): Promise<LiveMemory> {
  const [first, second, third] = paths;
  if (third !== undefined) throw new UsageError('usage', '--memory takes one snapshot, or two to compare');
  if (first === undefined) throw new RangeError('no snapshot to read');
  const snapshot = await readSnapshot(first, context);
  return second === undefined ? liveMemory(snapshot) : memoryGrowth(snapshot, await readSnapshot(second, context));
}

function readSnapshot(path: string, context: Context): Promise<MemorySnapshot> {
  return readPickled(path, context, (bytes) => decodeSnapshot(bytes, now));
}

/** The files of `--lines`, as one. */
export async function readLineTimings(paths: readonly string[], context: Context): Promise<readonly LineTimings[]> {
  const timings: LineTimings[] = [];
  for (const path of paths) {
    timings.push(await readPickled(path, context, (bytes) => decodeLineTimings(bytes, now)));
  }
  return timings;
}

/** The file of `--arguments`; null without one. */
export async function readCountedArguments(
  path: string | undefined,
  context: Context,
): Promise<readonly CountedFunction[] | null> {
  return path === undefined ? null : readMade(path, ARGUMENTS_LIMITS, context, decodeArguments);
}

const ARGUMENTS_LIMITS = {
  packed: MOST_ARGUMENTS_BYTES,
  unpacked: MOST_ARGUMENTS_BYTES,
  isPossible: mayBeJson,
};

const PICKLE_LIMITS = { packed: MOST_PICKLE_BYTES, unpacked: MOST_PICKLE_BYTES, isPossible: mayBePickle };

function readPickled<T>(path: string, context: Context, decode: (bytes: Uint8Array) => T): Promise<T> {
  tuneEngine(Number.POSITIVE_INFINITY); // a small profile may have switched the optimising compiler off
  return readMade(path, PICKLE_LIMITS, context, decode);
}

/** @throws InputError */
async function readMade<T>(
  path: string,
  limits: Parameters<typeof readInput>[2],
  context: Context,
  decode: (bytes: Uint8Array) => T,
): Promise<T> {
  try {
    return decode((await readInput(path, context.readStdin, limits)).bytes);
  } catch (error) {
    throw error instanceof PyprofError ? explainForeign(path, error) : error;
  }
}

/**
 * The memory of `--memory` beside the profile; null without one. The version is told by the paths in the snapshot, else
 * by those of the profile.
 */
export async function readProfileMemory(
  table: ProfileTable,
  options: MemoryChoice,
  book: SourceBook | null,
  context: Context,
): Promise<ProfileMemory | null> {
  if (options.memory.length === 0) return null;
  return profileMemory(table, await readMemory(options.memory, context), options, book);
}

type MemoryChoice = Pick<MeasuredOptions, 'memory' | 'pythonVersion'>;

/** Memory that was read before the profile, beside it. */
export function profileMemory(
  table: ProfileTable,
  memory: LiveMemory,
  { memory: names, pythonVersion }: MemoryChoice,
  book: SourceBook | null,
): ProfileMemory {
  const version = pythonVersion ?? pythonVersionOf(memory.snapshot.files) ?? pythonOf(table);
  return { memory, table, names, version, book };
}

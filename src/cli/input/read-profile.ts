import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeSteps } from '../../decode/decode-profile.ts';
import { allBytes, type Dump } from '../../decode/dump-source.ts';
import { FileError, PyprofError } from '../../errors.ts';
import { pstatsOrder } from '../../profile/merge.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish, type Steps } from '../../profile/steps.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { formatCtime } from '../../text/ctime.ts';
import { inliningLittle } from '../engine-tuning.ts';
import type { Progress } from '../output/progress.ts';
import { fileError } from './file-error.ts';
import { openInPieces } from './file-in-pieces.ts';
import { fillFrom } from './fill-from.ts';
import type { Side } from './folder-of-profiles.ts';
import { InputError } from './input-error.ts';
import { type IsPossible, isGzip, MOST_NAMED_BYTES, mayBeProfile } from './input-head.ts';
import { Pile, type PileOptions } from './pile.ts';

/** What a profile is called on the command line when it comes through standard input. */
const STDIN = '-';

/** Node 20 holds 4 GiB in one buffer, and the places of strings and edges are kept in 32 bits. */
const MOST_BYTES = 2 ** 32 - 1;

/** A gzip bomb is stopped at half of that. */
const MOST_UNZIPPED_BYTES = 2 ** 31;

/** The beginning of a file, which is looked at before there is room made for all of it. */
const HEAD_BYTES = 2 ** 12;

/** A slice of a file: 10 ms. */
const BYTES_A_SLICE = 2 ** 24;

/** What a pipe holds at most on Linux. */
const STREAM_PIECE_BYTES = 2 ** 16;

type ReadStdin = (most: number, isPossible: IsPossible) => Promise<Uint8Array>;

export type LoadedProfile = {
  readonly table: ProfileTable;
  /** What pstats prints about each file: its time and its name as typed. In the order of reading. */
  readonly fileLines: readonly string[];
};

export type InSlices = <T>(steps: Steps<T>) => Promise<T>;

const inOneGo: InSlices = async (steps) => finish(steps);

export type LoadOptions = PileOptions & {
  readonly readStdin: ReadStdin;
  /** Told how many bytes have been read so far, before they are decoded. */
  readonly onBytes?: (bytes: number) => void;
  /** Where to say how far it is, if it takes long. */
  readonly progress: Progress;
  /** Large files are read piece by piece, and must stay as they are until the program ends. */
  readonly inPieces?: boolean;
  /** Reads, decodes and merges slice by slice, where something else goes on meanwhile. */
  readonly inSlices?: InSlices;
  /** Of which side of a comparison it is: there several profiles are runs, and not merged. */
  readonly side?: Side;
};

/**
 * The profile in the files, merged as `pstats.Stats(a, b, c)` does.
 *
 * @throws InputError
 */
export async function loadProfiles(paths: readonly string[], options: LoadOptions): Promise<LoadedProfile> {
  const pile = new Pile(paths, options);
  let total = 0;
  const onBytes = (bytes: number): void => {
    total += bytes;
    pile.bytes += bytes;
    options.onBytes?.(total);
  };
  const fileLines = await loadEach(pstatsOrder(paths), { ...options, onBytes }, (table) => pile.add(table));
  options.progress.end();
  const { inSlices = inOneGo } = options;
  return { table: await inSlices(pile.sumSteps()), fileLines };
}

/**
 * Hands on one after the other. One unreadable file spoils the sum, but the others are tried as well: whoever merges a
 * hundred hears of all problems at once.
 */
async function loadEach(
  paths: readonly string[],
  options: LoadOptions,
  use: (table: ProfileTable) => void,
): Promise<readonly string[]> {
  const fileLines: string[] = [];
  const errors = new Map<string, InputError>();
  for (const path of paths) {
    try {
      const loaded = await loadProfile(path, options);
      fileLines.push(...loaded.fileLines);
      if (errors.size === 0) use(loaded.table);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.set(path, errors.get(path) ?? error);
    }
  }
  const [first, ...others] = errors.values();
  if (first === undefined) return fileLines;
  throw others.length === 0 ? first : first.withOthers(others);
}

async function loadProfile(path: string, options: LoadOptions): Promise<LoadedProfile> {
  const { onBytes, progress, side } = options;
  let dump: Dump | null = null;
  try {
    const read = await readDump(path, options);
    const { modified } = read;
    dump = read.bytes;
    const { length } = dump;
    onBytes?.(length);
    const onProgress = (done: number): void => progress.report(`reading ${path}`, done / length);
    const steps = decodeSteps(read.bytes, onProgress);
    const table = await (options.inSlices?.(steps) ?? inliningLittle(length, () => finish(steps)));
    return { table, fileLines: [modified === null ? path : `${formatCtime(modified)}    ${path}`] };
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    const { explainProfile } = await import('./explain-input.ts');
    throw await explainProfile(path, error, dump === null ? null : allBytes(dump), readQuietly, side ?? null);
  }
}

async function readDump(path: string, { inPieces, inSlices, readStdin }: LoadOptions): Promise<RawDump> {
  const pieces = inPieces === true && path !== STDIN ? openInPieces(path, MOST_BYTES) : null;
  return pieces ?? readInput(path, readStdin, PROFILE_LIMITS, inSlices);
}

type RawDump = { readonly bytes: Dump; readonly modified: Date | null };

/** A file beside the one that was named: without progress, and no stream. */
async function readQuietly(path: string): Promise<Uint8Array> {
  const { bytes } = await readInput(path, NO_STDIN, PROFILE_LIMITS);
  return bytes;
}

const NO_STDIN: ReadStdin = async () => new Uint8Array(0);

/** How many bytes a file may have, and what it may make if it is gzipped; what it must begin with. */
type InputLimits = { readonly packed: number; readonly unpacked: number; readonly isPossible: IsPossible };

const PROFILE_LIMITS: InputLimits = { packed: MOST_BYTES, unpacked: MOST_UNZIPPED_BYTES, isPossible: mayBeProfile };

/**
 * A file or standard input, unpacked if it is gzipped. Of what cannot be what is wanted only as much as tells what it is.
 */
export async function readInput(
  path: string,
  readStdin: ReadStdin,
  limits: InputLimits,
  inSlices: InSlices = inOneGo,
): Promise<RawFile> {
  const isWorthReading: IsPossible = (head) => isGzip(head) || limits.isPossible(head);
  const raw =
    path === STDIN
      ? { bytes: await readStdin(limits.unpacked, isWorthReading), modified: null }
      : await inSlices(readFile(path, limits, isWorthReading));
  if (!isGzip(raw.bytes)) return raw;
  const { unpackGzip } = await import('./unpack.ts');
  return {
    ...raw,
    bytes: await unpackGzip(raw.bytes, path, { mostBytes: limits.unpacked, isPossible: limits.isPossible }),
  };
}

type RawFile = { readonly bytes: Uint8Array; readonly modified: Date | null };

function* readFile(path: string, most: InputLimits, isPossible: IsPossible): Steps<RawFile> {
  try {
    const file = openSync(path, 'r');
    try {
      const stats = fstatSync(file);
      return {
        modified: stats.mtime,
        bytes:
          stats.isFile() && stats.size > 0 // that of what the kernel makes up is 0, however much it gives
            ? yield* readWhole(file, stats.size, path, most.packed, isPossible)
            : readStream(file, path, most.unpacked, isPossible),
      };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof FileError ? error : fileError(path, error);
  }
}

/** `readFileSync` stops at 2 GiB; a buffer may be larger. */
function* readWhole(file: number, size: number, path: string, most: number, isPossible: IsPossible): Steps<Uint8Array> {
  const head = readPart(file, Math.min(size, HEAD_BYTES));
  if (!isPossible(head)) return Buffer.concat([head, readPart(file, Math.min(size, MOST_NAMED_BYTES) - head.length)]);
  if (size > most) throw new FileError('too-large', path, `it has ${size} bytes, and ${most} is the most that fits`);
  const bytes = Buffer.allocUnsafeSlow(size);
  bytes.set(head);
  for (let at = head.length; ; at += BYTES_A_SLICE) {
    const end = at + fillFrom(file, bytes.subarray(at, at + BYTES_A_SLICE), null);
    if (end < at + BYTES_A_SLICE) return bytes.subarray(0, end); // cut off while we read, or whole
    yield;
  }
}

function readPart(file: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size);
  return bytes.subarray(0, fillFrom(file, bytes, null));
}

/** A pipe or a device: nobody knows how much comes, and `readFileSync` reads `/dev/zero` until the memory is full. */
function readStream(file: number, path: string, most: number, isPossible: IsPossible): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (true) {
    const piece = Buffer.allocUnsafeSlow(STREAM_PIECE_BYTES);
    const read = readSync(file, piece, 0, piece.length, null);
    if (read === 0) return Buffer.concat(pieces, length);
    pieces.push(piece.subarray(0, read));
    length += read;
    if (length >= MOST_NAMED_BYTES && !isPossible(pieces[0]!)) return Buffer.concat(pieces, length);
    if (length > most)
      throw new FileError('too-large', path, `it is not a file, and gives more than ${formatByteSize(most)}`);
  }
}

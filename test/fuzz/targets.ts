import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { inflate } from '../../src/cli/input/inflate.ts';
import { decodeArguments } from '../../src/decode/decode-arguments.ts';
import { decodeFile } from '../../src/decode/decode-file.ts';
import { decodeLineTimings } from '../../src/decode/pickle/decode-line-timings.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { calleeIndex } from '../../src/profile/callees.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { readNotebook } from '../../src/source/notebook.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { unpackMember, zipMembers } from '../../src/source/zip-archive.ts';
import { makeDump, makeMarshal, makePickle, makeSnapshot } from './make.ts';
import { mutate } from './mutate.ts';
import { makeNamingDump, readNamedFiles } from './named-files.ts';
import type { Random } from './random.ts';

/** What reads bytes that may be anybody's. `read` returns, or throws a PyprofError. */
export type FuzzTarget = {
  readonly name: string;
  /** Of costly ones. */
  readonly fewest?: number;
  readonly make: (random: Random) => Buffer;
  readonly read: (bytes: Buffer) => void;
};

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** Larger files take their time whatever is in them. */
const MOST_BYTES = 30_000;

function corpusOf(folder: string, ending: RegExp): readonly Buffer[] {
  const files = readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .sort()
    .map((path) => readFileSync(join(FIXTURES, folder, path)))
    .filter((bytes) => bytes.length <= MOST_BYTES);
  if (files.length === 0) throw new RangeError(`no file in ${folder}`);
  return files;
}

const DUMPS = [...corpusOf('profiles', /\.prof$/), ...corpusOf('bad', /\.prof$/)];
const SNAPSHOTS = corpusOf('snapshots', /\.tracemalloc$/);
const COUNTS = corpusOf('hint-arguments', /\.json$/);
const TIMINGS = corpusOf('lineprof', /\.lprof$/);
const SOURCES = corpusOf('source', /\.py$/);
const NOTEBOOKS = corpusOf('cases', /\.ipynb$/);
const ARCHIVES = SOURCES.slice(0, 4).map((bytes) => Buffer.from(zipSync({ 'pkg/x.py': bytes, 'y.py': bytes })));

const now = (): number => performance.now();
const readSource = await loadSourceReader({ one: MOST_BYTES * 4, all: Number.POSITIVE_INFINITY });

/** All that the commands ask of a table at least. */
function readProfile(bytes: Buffer): void {
  const table = stripDirs(decodeFile(bytes));
  calleeIndex(table);
  for (let row = 0; row < Math.min(table.length, 20); row++) table.strings.text(table.functions.name[row]!);
}

/** A number of it is one share of the time: the first has most to lose. */
export const TARGETS: readonly FuzzTarget[] = [
  { name: 'changed dumps', make: (random) => mutate(random, DUMPS), read: readProfile },
  { name: 'made-up dumps', make: makeDump, read: readProfile },
  { name: 'made-up marshal', make: makeMarshal, read: readProfile },
  {
    name: 'changed snapshots',
    make: (random) => mutate(random, SNAPSHOTS),
    read: (bytes) => decodeSnapshot(bytes, now),
  },
  {
    name: 'changed line times',
    make: (random) => mutate(random, TIMINGS),
    read: (bytes) => decodeLineTimings(bytes, now),
  },
  {
    name: 'changed counts of arguments',
    make: (random) => mutate(random, COUNTS),
    read: (bytes) => decodeArguments(bytes),
  },
  { name: 'made-up snapshots', make: makeSnapshot, read: (bytes) => decodeSnapshot(bytes, now) },
  { name: 'made-up pickles', make: makePickle, read: (bytes) => decodeSnapshot(bytes, now) },
  { name: 'changed sources', make: (random) => mutate(random, SOURCES), read: (bytes) => readSource(bytes).tokens() },
  { name: 'changed notebooks', make: (random) => mutate(random, NOTEBOOKS), read: (bytes) => readNotebook(bytes) },
  {
    name: 'changed archives',
    make: (random) => mutate(random, ARCHIVES),
    read: (bytes) => {
      for (const member of zipMembers(bytes).values())
        if (member.size < 16_000_000) unpackMember(bytes, member, inflate);
    },
  },
  { name: 'dumps that name files', fewest: 20, make: makeNamingDump, read: readNamedFiles },
];

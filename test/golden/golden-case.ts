import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { printCalls } from '../../src/pstats/print-calls.ts';
import { printStats } from '../../src/pstats/print-stats.ts';
import type { Restriction } from '../../src/select/restriction.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { formatCtime } from '../../src/text/ctime.ts';
import { selectRows } from '../../src/views/selection.ts';
import { runCli } from '../cli/run-cli.ts';

/** One text that a real Python's pstats printed: how it was asked for, and what came out. */
export type GoldenCase = {
  readonly id: string;
  readonly view: 'stats' | 'callers' | 'callees' | 'direct' | 'repl';
  readonly strip: boolean;
  readonly sort: readonly (string | number)[];
  readonly reverse: boolean;
  readonly args: readonly (string | number)[];
  readonly sha256: string;
  readonly complete: boolean;
  /** What CPython raised, if it did. */
  readonly error: string | null;
  /** Of `repl`: the lines that were typed. */
  readonly input?: readonly string[];
};

export type GoldenFolder = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly version: readonly number[];
  readonly mtime: number;
  /** An address that differs from run to run was printed: CPython orders such rows by it. */
  readonly maskedAddresses: boolean;
  readonly cases: readonly GoldenCase[];
  readonly table: ProfileTable;
  readonly stripped: ProfileTable;
  /** What CPython printed, by its hash: whole for small dumps, the beginning for large ones. */
  readonly texts: ReadonlyMap<string, string>;
};

type IndexFile = {
  readonly version: readonly number[];
  readonly mtime: number;
  readonly masked_addresses: boolean;
  readonly cases: readonly GoldenCase[];
};

/** A dump with the texts of its Python: `out.prof` and `golden/`, as make_golden.py writes them. */
export function readGoldenFolder(folder: string, name: string): GoldenFolder {
  const index = JSON.parse(readFileSync(join(folder, name, 'golden/index.json'), 'utf8')) as IndexFile;
  const bytes = readFileSync(join(folder, name, 'out.prof'));
  const table = decodeProfile(bytes);
  return {
    name,
    bytes,
    version: index.version,
    mtime: index.mtime,
    maskedAddresses: index.masked_addresses,
    cases: index.cases,
    table,
    stripped: stripDirs(table),
    texts: readTexts(join(folder, name, 'golden/texts.json.gz')),
  };
}

function readTexts(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  return new Map(Object.entries(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Record<string, string>));
}

/** The bytes that we print for a case. */
export function printCase(golden: GoldenFolder, goldenCase: GoldenCase): Uint8Array {
  const table = goldenCase.strip ? golden.stripped : golden.table;
  const selection = selectRows(table, {
    sort: resolveSortOrder(goldenCase.sort),
    reverse: goldenCase.reverse,
    restrictions: goldenCase.args.map((arg) => restrictionOf(goldenCase.id, arg)),
  });
  if (goldenCase.view === 'callers' || goldenCase.view === 'callees') {
    return joinChunks(printCalls(table, selection, goldenCase.view));
  }
  const fileLine = `${formatCtime(new Date(golden.mtime * 1000))}    out.prof`;
  return joinChunks(printStats(table, selection, goldenCase.view === 'direct' ? [] : [fileLine]));
}

/** JSON knows no difference between 1 and 1.0; the id of the case has Python's repr. */
function restrictionOf(id: string, arg: string | number): Restriction {
  if (typeof arg === 'string') return { kind: 'regex', pattern: arg };
  const isFloat = !Number.isInteger(arg) || id.endsWith(`.${arg}.0`);
  return { kind: isFloat ? 'fraction' : 'count', value: arg };
}

/** What is printed when the lines of a case are piped into `browse`. */
export type PrintDialog = (golden: GoldenFolder, goldenCase: GoldenCase) => Promise<Buffer>;

/** By the built program. */
export const printByProgram: PrintDialog = (golden, goldenCase) =>
  besideDump(golden, async (cwd) => {
    const words = [join(import.meta.dirname, '../../bin/pyprof-view.js'), ...BROWSE];
    return execFileSync(process.execPath, words, {
      cwd,
      input: typedIn(goldenCase),
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    });
  });

/** By the same code in this process, which saves a start of Node for each dump. */
export const printHere: PrintDialog = (golden, goldenCase) =>
  besideDump(golden, async (folder) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      return (await runCli(BROWSE, Buffer.from(typedIn(goldenCase)))).bytes;
    } finally {
      process.chdir(before);
    }
  });

const BROWSE = ['browse', 'out.prof'];

function typedIn({ input = [] }: GoldenCase): string {
  return input.map((line) => `${line}\n`).join('');
}

/** Does something in a folder in which the dump lies, as old as it was for its Python. */
async function besideDump<T>({ bytes, mtime }: GoldenFolder, act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-dialog-'));
  try {
    writeFileSync(join(folder, 'out.prof'), bytes);
    utimesSync(join(folder, 'out.prof'), mtime, mtime);
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

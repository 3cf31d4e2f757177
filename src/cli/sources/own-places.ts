import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { PyprofError, UsageError } from '../../errors.ts';
import { withPlaces } from '../../profile/parts.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { wordsWithoutRows } from '../../select/whose-code.ts';
import { nameRefusal } from '../../source/file-name.ts';
import { readForeignFile } from '../input/foreign-file.ts';
import type { OwnOptions, SourceOptions } from '../options/options.ts';

/** The options that say whose code is whose. */
export type OwnPlacesOptions = OwnOptions & Partial<SourceOptions>;

/**
 * The profile with what the command line says about whose code is whose: every command that asks gets one answer.
 *
 * @throws UsageError for a `--mine` that no function belongs to
 */
export function withOwnPlaces(table: ProfileTable, options: OwnPlacesOptions): ProfileTable {
  const placed = placeOwn(table, options);
  const [missing] = wordsWithoutRows(placed);
  if (missing === undefined) return placed;
  throw new UsageError('nothing-mine', `--mine ${missing}: the profile has no function of such a package or folder`);
}

/** The same for a profile beside the one that the words were meant for: it may have no such code. */
export function placeOwn(table: ProfileTable, { mine, sourceRoot = [] }: OwnPlacesOptions): ProfileTable {
  return withPlaces(table, {
    said: mine.map((word) => ({ word, folder: resolve(word), fromHere: relative('.', word) })),
    folders: [resolve('.'), ...sourceRoot.map((root) => resolve(root))],
    installedWith,
  });
}

/** What pip (or the system) noted of a distribution: `black/__init__.py,sha256=...,1234` a line. */
const RECORD = 'RECORD';

/** That of torch, with its 14,000 files, has 1.5 MB. */
const MOST_RECORD_BYTES = 4_000_000;

/** At most this many distributions are looked into; few environments have more. */
const MOST_DISTRIBUTIONS = 2000;

/** What pip installed together with a module, if the library is on this machine: `blackd` and `blib2to3` with `black`. */
function installedWith(libraryFolder: string, name: string): readonly string[] {
  for (const record of recordsIn(libraryFolder)) {
    const names = topLevelNames(record);
    if (names.has(name)) return [...names];
  }
  return [];
}

function* recordsIn(folder: string): Generator<string> {
  const infos = namesIn(folder).filter((entry) => entry.endsWith('.dist-info'));
  for (const info of infos.slice(0, MOST_DISTRIBUTIONS)) {
    const record = readRecord(join(folder, info, RECORD));
    if (record !== null) yield record;
  }
}

function readRecord(path: string): string | null {
  try {
    const bytes = readForeignFile(path, { mostBytes: MOST_RECORD_BYTES });
    return bytes === null ? null : new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof PyprofError) return null; // Debian's packages have none
    throw error;
  }
}

function namesIn(folder: string): readonly string[] {
  if (nameRefusal(resolve(folder)) !== null) return [];
  try {
    return readdirSync(folder);
  } catch {
    return []; // the profile was made elsewhere
  }
}

/** Of the Python files alone: the record lists scripts and the notes of the distribution too. */
function topLevelNames(record: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const line of record.split('\n')) {
    const [path = ''] = line.split(',');
    const name = /^"?(\w+)(?:\.py$|\/.*\.py$)/.exec(path)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}

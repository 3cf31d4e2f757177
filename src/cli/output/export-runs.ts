import { join, resolve } from 'node:path';
import { PyprofError, UsageError } from '../../errors.ts';
import type { FolderFormat, Run, RunBytes, RunTables, RunTablesOptions } from '../../export/export-format.ts';
import { cleanUpOnSignal, ENDING_SIGNALS } from '../clean-up-on-signal.ts';
import type { Context } from '../context.ts';
import { eachProfile, reportCount } from '../input/each-profile.ts';
import { FileSet } from '../input/file-set.ts';
import { InputError } from '../input/input-error.ts';
import { inputPaths } from '../input/input-paths.ts';
import { statsAt } from '../input/stats-at.ts';
import { refuseToOverwrite } from './overwrite.ts';
import { reportNotes } from './report-notes.ts';

type GivenRuns = Partial<Omit<RunTablesOptions, 'skipBad'>> & { readonly skipBad: boolean };

const TABLES = ['functions', 'calls'] as const;

/** Writes the tables of many runs into a folder. Memory holds one run, and the rows that wait to be a group. */
export async function exportRuns(
  format: FolderFormat,
  words: readonly string[],
  folder: string | undefined,
  given: GivenRuns,
  context: Context,
): Promise<void> {
  if (folder === undefined || folder === '' || folder === '-')
    throw new UsageError('usage', `${format.name} is two files: name a folder for them with -o`);
  const paths = inputPaths(words, null);
  refuseUnclearRuns(paths, given);
  const fileOf = { functions: `functions${format.ending}`, calls: `calls${format.ending}` };
  for (const table of TABLES) refuseToOverwrite(join(folder, fileOf[table]), paths);
  const tables = await format.open(given.label ?? []);
  const files = new FileSet(folder);
  const write = (bytes: RunBytes): void => {
    for (const table of TABLES) files.write(fileOf[table], bytes[table]);
  };
  const exportAll = async (hear: () => Promise<void>): Promise<void> => {
    const work = { doing: 'exporting', skipBad: given.skipBad };
    const count = await eachProfile(paths, work, context, async (table, path) => {
      write(addRun(tables, { name: given.run ?? path, time: given.time ?? timeOf(path), table }, path));
      if (paths.length === 1) reportNotes(table.notes, context);
      await hear();
    });
    write(tables.finish());
    files.finish();
    await hear();
    files.commit();
    reportCount(count, paths.length, 'written', context);
  };
  // who waits for a pipe hears nothing, and Ctrl-C has to end that
  const heard = paths.some((path) => statsAt(path)?.isFile() === false) ? [] : ENDING_SIGNALS;
  await cleanUpOnSignal(() => files.discard(), exportAll, heard);
}

/** The name of a run is all that tells it from the others. */
function refuseUnclearRuns(paths: readonly string[], { run, time }: GivenRuns): void {
  if (run !== undefined && paths.length > 1)
    throw new UsageError(
      'usage',
      `--run is the name of one run, and these are ${paths.length}: each is called by its path`,
    );
  const places = new Set<string>();
  const again = paths.find((path) => places.size === places.add(path === '-' ? path : resolve(path)).size);
  if (again !== undefined) throw new UsageError('usage', `${again} is named twice, and a run has one name`);
  if (time === undefined && paths.includes('-'))
    throw new UsageError('usage', 'standard input does not tell when the run was: say it with --time');
}

/** When the file was written, which is when the program ended. */
function timeOf(path: string): Date {
  return statsAt(path)?.mtime ?? new Date(0);
}

function addRun(tables: RunTables, run: Run, path: string): RunBytes {
  try {
    return tables.add(run);
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    throw new InputError(path, error, { advice: 'Export it with --to json, which has every digit.' });
  }
}

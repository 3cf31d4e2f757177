import { mappedPath, type PathMapping } from '../../profile/path-mapping.ts';
import type { FunctionTable } from '../../profile/profile-table.ts';
import type { Context } from '../context.ts';
import { reportNote } from '../output/report-notes.ts';

/** Says of each `--map` that it changes nothing where no profile has a file that is OLD or under it: it is misspelt, or of another program. */
export function reportIdleMaps(
  tables: readonly FunctionTable[],
  maps: readonly PathMapping[],
  context: Context,
  name: 'profile' | 'profile before' = 'profile',
): void {
  for (const map of maps) {
    if (tables.some((table) => hasFileUnder(table, map))) continue;
    reportNote(`--map ${map.from}=${map.to} changes nothing: the ${name} has no file under ${map.from}`, context);
  }
}

/** Whether a file is `from`, or under it. */
export function hasFileUnder({ functions, strings }: FunctionTable, mapping: PathMapping): boolean {
  return [...new Set(functions.file)].some((file) => mappedPath(strings.text(file), mapping) !== null);
}

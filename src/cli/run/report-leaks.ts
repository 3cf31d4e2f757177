import { relative, sep } from 'node:path';
import { plural } from '../../profile/notes.ts';
import type { Context } from '../context.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import type { RunSides } from './other-side.ts';

const LIBRARIES = /[\\/](?:site|dist)-packages[\\/]/;

/**
 * Says where the program of the other side took files from here: what is installed in place (`pip install -e`) or named by
 * PYTHONPATH is the same on both sides, and a comparison finds no difference in it.
 */
export async function reportLeaks(before: string, sides: RunSides, context: Context): Promise<void> {
  const { table } = await loadProfiles([before], { readStdin: context.readStdin, progress: progressOn(context) });
  const files = [...new Set(table.functions.file)].map((file) => table.strings.text(file));
  const leaked = files.filter((file) => isOfHere(file, sides));
  const [first] = leaked;
  if (first === undefined) return;
  const name = relative(sides.after.folder, first);
  reportNote(
    `the run in ${sides.before.name} used ${plural(leaked.length, 'file')} from here, such as ${name}: what is installed from here, or is on PYTHONPATH, is the same on both sides`,
    context,
  );
}

function isOfHere(file: string, { before, after }: RunSides): boolean {
  return file.startsWith(after.root + sep) && !file.startsWith(before.root + sep) && !LIBRARIES.test(file);
}

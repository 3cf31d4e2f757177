import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { marshalProfile } from '../../export/marshal.ts';
import { pstatsOrder } from '../../profile/merge.ts';
import { plural } from '../../profile/notes.ts';
import type { ChildPlace, Context } from '../context.ts';
import { addUp } from '../input/add-up.ts';
import { reportNote } from '../output/report-notes.ts';
import { makeTemporaryFolder } from '../output/temporary-folder.ts';
import { writeWholeFile } from '../output/write-output.ts';
import { type Recorded, type RunTarget, recordProgram } from './record-program.ts';

/** `memory`: where the snapshot goes, if one is asked for. `children`: whether the profile is that of all its processes. */
type CallsAsked = { readonly calls: string; readonly memory?: string | undefined; readonly children: boolean };

/** Runs the program under cProfile once, alone or with the Pythons that it starts. */
export async function recordCalls(
  program: RunTarget,
  { calls, memory, children }: CallsAsked,
  context: Context,
  place: ChildPlace = {},
): Promise<Recorded> {
  if (!children) return recordProgram(program, { calls, memory }, context, place);
  const folder = makeTemporaryFolder('children');
  try {
    const recorded = await recordProgram(program, { calls, memory, children: folder }, context, place);
    await addChildren(calls, folder, context);
    return recorded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of each child there is a profile, or the file `.begun` or `.missed` of bin/record_children.py. */
async function addChildren(calls: string, folder: string, context: Context): Promise<void> {
  if (!existsSync(folder)) {
    reportNote(
      'the profile is that of the program alone: it removed the temporary folder, with the profiles of any other Pythons',
      context,
    );
    return;
  }
  const names = readdirSync(folder).sort();
  const profiles = names.filter((name) => name.endsWith('.prof')).map((name) => join(folder, name));
  const lost = names.filter((name) => name.endsWith('.begun')).length;
  const missed = names.filter((name) => name.endsWith('.missed')).length;
  const others = profiles.length === 0 ? 0 : await writeSum(calls, profiles, context);
  reportNote(sumNote(others), context);
  if (lost > 0) reportNote(`${plural(lost, 'more Python')} left no profile: killed, or still running`, context);
  if (missed > 0) reportNote(`${plural(missed, 'more Python')} not recorded: started with -c`, context);
}

/** Returns how many of them could be read. */
async function writeSum(calls: string, profiles: readonly string[], context: Context): Promise<number> {
  const { table, count } = await addUp(pstatsOrder([calls, ...profiles]), { skipBad: true }, context);
  await writeWholeFile(calls, marshalProfile(table));
  return count - 1;
}

function sumNote(others: number): string {
  if (others === 0)
    return 'the profile is that of the program alone: it started no other Python that could be recorded';
  return `the profile is the sum of the program and ${plural(others, 'other Python')} that it started, and so are all times in it`;
}

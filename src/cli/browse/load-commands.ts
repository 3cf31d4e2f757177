import { addStats, openStats } from './browsed-stats.ts';
import { addFailure, readFailure } from './load-failure.ts';
import { type Dialog, NOTHING_LOADED, noteAll, type Room } from './room.ts';

/** Reads a profile in place of the one at hand; without a name, the current file again. */
export async function readProfile(dialog: Dialog, argument: string, room: Room): Promise<Dialog> {
  const path = argument === '' ? dialog.path : argument;
  if (path === '') {
    room.say('No statistics object is current -- cannot reload.');
    return dialog;
  }
  try {
    const loaded = await room.load(path);
    noteAll(loaded.table, room);
    return { ...dialog, stats: openStats(loaded), path };
  } catch (error) {
    const { line, isExplained } = readFailure(error, path);
    if (line !== null) room.say(line);
    if (!isExplained) room.complain(error);
    return dialog;
  }
}

/** Adds a profile to the one at hand. */
export async function addProfile(dialog: Dialog, path: string, room: Room): Promise<Dialog> {
  const { stats } = dialog;
  if (stats === null) {
    room.say(NOTHING_LOADED);
    return dialog;
  }
  try {
    const sum = addStats(stats, await room.load(path));
    noteAll(sum.table, room);
    return { ...dialog, stats: sum };
  } catch (error) {
    const line = addFailure(error, path);
    if (line === null) room.complain(error);
    else room.say(line);
    return dialog;
  }
}

import { compareProfiles } from '../../profile/compare.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { mergeProfiles } from '../../profile/merge.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { stripDirs } from '../../profile/strip-dirs.ts';
import { formatFixed3 } from '../../text/fixed3.ts';
import { comparisonSince } from '../../views/changes-since.ts';
import { movedOverlay } from './moved-overlay.ts';
import { movedTrail } from './moved-screens.ts';
import type { ViewerState } from './viewer-state.ts';

/** Begins to watch the files, or ends it. */
export function toggledWatching(state: ViewerState): ViewerState {
  return state.isWatching
    ? { ...state, isWatching: false, effect: { kind: 'unwatch' }, message: 'No longer watched.' }
    : { ...state, isWatching: true, effect: { kind: 'watch' }, message: `Watching ${state.title}; w ends it.` };
}

/** The files cannot be watched, or not any more. */
export function lostWatching(state: ViewerState, why: string): ViewerState {
  return { ...state, isWatching: false, message: why };
}

/**
 * Another profile in the place of the one that is looked at: the same functions stay selected and open, wherever they
 * are now. `baseline`: what changes are told against from now on.
 */
export function withProfile(state: ViewerState, table: ProfileTable, baseline: ProfileTable | null): ViewerState {
  const { beforeOf } = compareProfiles(state.table, table);
  const rows = new Int32Array(state.table.length).fill(-1);
  for (let row = 0; row < beforeOf.length; row++) if (beforeOf[row]! >= 0) rows[beforeOf[row]!] = row;
  // the sources were found for the old table: functions are told by their first lines until the viewer is opened anew
  const memory = state.memory === null ? null : { ...state.memory, table, book: null };
  const given = { ...state, table, baseline, memory, sources: state.sources === null ? null : new Map() };
  const rowOf = (old: FunctionIndex): FunctionIndex => rows[old] ?? -1;
  const to = { ...given, ...movedTrail({ from: state, to: given, rowOf }) };
  return { ...to, overlay: movedOverlay({ from: state, to, rowOf }) };
}

/** The watched files have changed. */
export function reloaded(state: ViewerState, read: ProfileTable): ViewerState {
  const table = state.isStripped ? stripDirs(read) : read;
  const baseline = state.baseline ?? state.table;
  return { ...withProfile(state, table, baseline), message: changesText(baseline, table) };
}

/** `Read anew: +0.120 s, 3 functions new, 1 function gone since the baseline` */
function changesText(baseline: ProfileTable, table: ProfileTable): string {
  const { beforeOf, vanished } = comparisonSince(baseline, table);
  const delta = table.totals.tottime - baseline.totals.tottime;
  const appeared = beforeOf.reduce((count, row) => (row < 0 ? count + 1 : count), 0);
  const parts = [
    `${delta < 0 ? '' : '+'}${formatFixed3(delta)} s`,
    ...(appeared === 0 ? [] : [`${plural(appeared, 'function')} new`]),
    ...(vanished.length === 0 ? [] : [`${plural(vanished.length, 'function')} gone`]),
  ];
  return `Read anew: ${parts.join(', ')} since the baseline`;
}

/** Another file that the user named: added as `Stats.add` does, or in the place of what was. Watching begins anew. */
export function withLoaded(
  state: ViewerState,
  { table, path, how }: { readonly table: ProfileTable; readonly path: string; readonly how: 'add' | 'read' },
): ViewerState {
  const isAdded = how === 'add';
  const whole = isAdded ? mergeProfiles([state.table, table], [state.title, path]) : table;
  const moved = { ...withProfile(state, whole, null), isStripped: isAdded && state.isStripped };
  const files = isAdded ? [...state.files, path] : [path];
  const message = `${isAdded ? 'Added' : 'Read'} ${path}: ${plural(table.length, 'function')}`;
  const effect = state.isWatching ? ({ kind: 'watch' } as const) : null;
  return { ...moved, files, title: isAdded ? `${state.title}, ${path}` : path, message, effect };
}

import { type Comparison, compareProfiles, compareSteps } from '../profile/compare.ts';
import { mergeProfiles } from '../profile/merge.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { stripDirs, stripDirsMapped } from '../profile/strip-dirs.ts';
import { capitalized, phraseText } from '../report/phrase.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { comparisonSince } from '../views/changes-since.ts';
import { toggleOwn, withChosen } from '../views/choose-own.ts';
import { moveScreen, overlayOf, refit } from './front.ts';
import { ownCodeNow } from './hiding.ts';
import { namedOrdering } from './orders.ts';
import type { Move } from './screen.ts';
import { openFunctions } from './screens/functions/functions.ts';
import { currentScreen, type Trail } from './trail.ts';
import { forgetLastKey, isSmall, notesText, type Overlay, type Screen, type ViewerState } from './viewer.ts';

/**
 * What of {@link reload} takes seconds with a million functions: which of them are which. It is right as long as the profile
 * that is looked at stays the same.
 */
export function* reloadSteps({ table, baseline }: ViewerState, read: ProfileTable): Steps<Comparison> {
  const since = yield* comparisonSince(baseline ?? table, read).steps();
  return since.before === table ? since : yield* compareSteps(table, read);
}

/** The same of {@link load}. */
export function loadSteps({ table }: ViewerState, read: ProfileTable): Steps<Comparison> {
  return compareSteps(table, read);
}

/** The watched files have changed. */
export function reload(before: ViewerState, read: ProfileTable, compared: Comparison | null = null): ViewerState {
  const state = forgetLastKey(before);
  const placed = keepChosen(state.table, read);
  const table = state.isStripped ? stripDirs(placed) : placed;
  const baseline = state.baseline ?? state.table;
  return refit({ ...withProfile(state, table, baseline, compared), message: changesText(baseline, table) });
}

/** Another file that the user named: added as `Stats.add` does, or in the place of what was. Watching begins anew. */
export function load(
  before: ViewerState,
  read: ProfileTable,
  path: string,
  how: 'add' | 'read',
  compared: Comparison | null = null,
): ViewerState {
  const state = forgetLastKey(before);
  const isAdded = how === 'add';
  const whole = isAdded ? mergeProfiles([state.table, read], [state.title, path]) : read;
  const moved = { ...withProfile(state, whole, null, compared), isStripped: isAdded && state.isStripped };
  return refit({
    ...moved,
    files: isAdded ? [...state.files, path] : [path],
    title: isAdded ? `${state.title}, ${path}` : path,
    message: `${isAdded ? 'Added' : 'Read'} ${path}: ${plural(read.length, 'function')}`,
    effect: state.isWatching ? { kind: 'watch' } : null,
  });
}

/** Takes the directories off the names. */
export function strip(before: ViewerState): ViewerState {
  const state = forgetLastKey(before);
  const { table, rowMap } = stripDirsMapped(state.table);
  const notes = isSmall(table) ? [...table.notes, ...table.edges().notes] : table.notes; // or with the first callers
  const message = notesText(notes) ?? 'The directories are taken off.';
  const moved = withRows(state, table, null, (old) => rowMap[old] ?? -1);
  return { ...moved, isStripped: true, message };
}

/** What somebody took for their own code in the viewer is their own in the file that is read anew. */
function keepChosen({ ownPlaces }: ProfileTable, read: ProfileTable): ProfileTable {
  const chosen = ownPlaces?.chosen;
  return chosen === undefined ? read : withChosen(read, chosen);
}

/** Takes files for the user's own code, or takes them back, and says what counts as that from now on. */
export function takeOwn(before: ViewerState, files: readonly string[]): ViewerState {
  const state = forgetLastKey(before);
  const table = toggleOwn(state.table, files);
  const moved = withRows(state, table, state.baseline, (row) => row);
  return refit({ ...moved, message: phraseText(capitalized([ownCodeNow(moved)])) });
}

/**
 * Another profile in the place of the one that is looked at: the same functions stay selected and open, wherever they
 * are now. `baseline`: what changes are told against from now on.
 */
function withProfile(
  state: ViewerState,
  table: ProfileTable,
  baseline: ProfileTable | null,
  compared: Comparison | null,
): ViewerState {
  const isOfThese = compared?.before === state.table && compared.after === table;
  const { beforeOf } = isOfThese ? compared : compareProfiles(state.table, table);
  const rows = new Int32Array(state.table.length).fill(-1);
  for (let row = 0; row < beforeOf.length; row++) if (beforeOf[row]! >= 0) rows[beforeOf[row]!] = row;
  return withRows(state, table, baseline, (old) => rows[old] ?? -1);
}

function withRows(
  state: ViewerState,
  table: ProfileTable,
  baseline: ProfileTable | null,
  rowOf: Move['rowOf'],
): ViewerState {
  // the sources were found for the old table: functions are told by their first lines until the viewer is opened anew
  const memory = state.memory === null ? null : { ...state.memory, table, book: null };
  const given = { ...state, table, baseline, memory, sources: state.sources === null ? null : new Map() };
  const to = { ...given, ...moveTrail({ from: state, to: given, rowOf }) };
  return { ...to, overlay: moveOverlay({ from: state, to, rowOf }) };
}

/**
 * The way that one took, as far as it leads through functions that are still there. The list of functions goes first: the
 * others hide what it hides.
 */
function moveTrail({ from, to, rowOf }: Move): Trail {
  const [list, ...others] = from.screens;
  const first = moveScreen({ from, to, rowOf }, list) ?? openFunctions(to.table, namedOrdering('cumulative'), false);
  const move = { from, to: { ...to, screens: [first], ahead: [], kept: [] } satisfies ViewerState, rowOf };
  const moved = (screens: readonly Screen[]): Screen[] =>
    screens.map((screen) => moveScreen(move, screen)).filter((screen) => screen !== null);
  return { screens: [first, ...moved(others)], ahead: moved(from.ahead), kept: moved(from.kept) };
}

/**
 * What lies over the screen stays open when another profile comes: a file that changes must not make commands of the
 * letters that somebody is typing.
 */
function moveOverlay(move: Move): Overlay | null {
  const overlay = overlayOf(move.from);
  if (overlay === null) return null;
  const isSameKind = currentScreen(move.from).kind === currentScreen(move.to).kind;
  return !isSameKind && overlay.isAboutList ? null : overlay.moveTo(move);
}

/** `Read again: +0.120 s, 3 functions new, 1 function gone since the baseline` */
function changesText(baseline: ProfileTable, table: ProfileTable): string {
  const { beforeOf, vanished } = comparisonSince(baseline, table)();
  const delta = table.totals.tottime - baseline.totals.tottime;
  const appeared = beforeOf.reduce((count, row) => (row < 0 ? count + 1 : count), 0);
  const parts = [
    `${delta < 0 ? '' : '+'}${formatFixed3(delta)} s`,
    ...(appeared === 0 ? [] : [`${plural(appeared, 'function')} new`]),
    ...(vanished.length === 0 ? [] : [`${plural(vanished.length, 'function')} gone`]),
  ];
  return `Read again: ${parts.join(', ')} since the baseline`;
}

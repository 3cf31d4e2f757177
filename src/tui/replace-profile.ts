import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { capitalized, phraseText } from '../report/phrase.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { comparisonSince } from '../views/changes-since.ts';
import { type MovedScreens, moveAhead, movedScreen, NOT_MOVED, overlayOf, refit } from './front.ts';
import { asksForCalls, callerSteps, ownCodeNow } from './hiding.ts';
import { namedOrdering } from './orders.ts';
import { loadedProfile, profileReadAgain, profileWithOwn, type Replacement, strippedProfile } from './replacement.ts';
import type { Move } from './screen.ts';
import { openFunctions } from './screens/functions/functions.ts';
import { allScreens, currentScreen, type Trail } from './trail.ts';
import { forgetLastKey, isSmall, notesText, type Overlay, type Screen, type ViewerState } from './viewer.ts';

/** The watched files have changed. */
export function reload(before: ViewerState, read: ProfileTable, made: ReadyReplacement | null = null): ViewerState {
  const state = forgetLastKey(before);
  const replacement = fitting(state, made) ?? finish(profileReadAgain(state, read));
  const moved = replace(state, replacement);
  return refit({ ...moved, message: changesText(state.baseline ?? state.table, moved.table) });
}

/** Another file that the user named: added as `Stats.add` does, or in the place of what was. Watching begins anew. */
export function load(
  before: ViewerState,
  read: ProfileTable,
  path: string,
  how: 'add' | 'read',
  made: ReadyReplacement | null = null,
): ViewerState {
  const state = forgetLastKey(before);
  const isAdded = how === 'add';
  const replacement = fitting(state, made) ?? finish(loadedProfile(state, read, path, how));
  return refit({
    ...replace(state, replacement),
    isStripped: isAdded && state.isStripped,
    files: isAdded ? [...state.files, path] : [path],
    title: isAdded ? `${state.title}, ${path}` : path,
    message: `${isAdded ? 'Added' : 'Read'} ${path}: ${plural(read.length, 'function')}`,
    effect: state.isWatching ? { kind: 'watch' } : null,
  });
}

/** Takes the directories off the names. */
export function strip(before: ViewerState, made: ReadyReplacement | null = null): ViewerState {
  const state = forgetLastKey(before);
  const replacement = fitting(state, made) ?? finish(strippedProfile(state));
  const { table } = replacement;
  const notes = isSmall(table) ? [...table.notes, ...table.edges().notes] : table.notes; // or with the first callers
  const message = notesText(notes) ?? 'The directories are taken off.';
  return { ...replace(state, replacement), isStripped: true, message };
}

/** Takes files for the user's own code, or takes them back, and says what counts as that from now on. */
export function takeOwn(
  before: ViewerState,
  files: readonly string[],
  made: ReadyReplacement | null = null,
): ViewerState {
  const state = forgetLastKey(before);
  const moved = replace(state, fitting(state, made) ?? finish(profileWithOwn(state, files)));
  return refit({ ...moved, message: phraseText(capitalized([ownCodeNow(moved)])) });
}

function fitting({ table }: ViewerState, made: ReadyReplacement | null): ReadyReplacement | null {
  return made?.of === table ? made : null;
}

/** What comes in the place of a profile, with the screens that were moved there ahead. */
export type ReadyReplacement = Replacement & { readonly moved?: MovedScreens };

/** Moves all screens that there are to what comes in the place of their profile, while that is looked at. */
export function moveToReplacement(stateNow: () => ViewerState, made: Replacement): Steps<MovedScreens> {
  function* screensNow(): Steps<readonly Screen[]> {
    yield;
    if (asksForCalls(stateNow()) && !isSmall(made.table)) yield* callerSteps(made.table);
    return stateNow().table === made.of ? allScreens(stateNow()) : [];
  }
  return moveAhead(screensNow, (screen, moved) => {
    const from = stateNow();
    const move: Move = { from, to: stateOver(from, made), rowOf: made.rowOf };
    return screen === from.screens[0] ? move : aboveList(move, moved);
  });
}

/**
 * Another profile in the place of the one that is looked at: the same functions stay selected and open, wherever they
 * are now.
 */
function replace(from: ViewerState, made: ReadyReplacement): ViewerState {
  const given = stateOver(from, made);
  const { rowOf, moved = NOT_MOVED } = made;
  const to = { ...given, ...moveTrail({ from, to: given, rowOf }, moved) };
  return { ...to, overlay: moveOverlay({ from, to, rowOf }) };
}

/** The state with another profile, before its screens are. */
function stateOver(state: ViewerState, { table, baseline }: Replacement): ViewerState {
  // the sources were found for the old table: functions are told by their first lines until the viewer is opened anew
  const memory = state.memory === null ? null : { ...state.memory, table, book: null };
  return { ...state, table, baseline, memory, sources: state.sources === null ? null : new Map() };
}

/** The move of the other screens, to a state with the list of functions alone: they hide what that hides. */
function aboveList(move: Move, moved: MovedScreens): Move {
  const { from, to } = move;
  const first =
    movedScreen(moved, move, from.screens[0]) ?? openFunctions(to.table, namedOrdering('cumulative'), false);
  return { ...move, to: { ...to, screens: [first], ahead: [], kept: [] } };
}

/** The way that one took, as far as it leads through functions that are still there. */
function moveTrail(move: Move, moved: MovedScreens): Trail {
  const { from } = move;
  const [, ...others] = from.screens;
  const above = aboveList(move, moved);
  const [first] = above.to.screens;
  const allOf = (screens: readonly Screen[]): Screen[] =>
    screens.map((screen) => movedScreen(moved, above, screen)).filter((screen) => screen !== null);
  return { screens: [first, ...allOf(others)], ahead: allOf(from.ahead), kept: allOf(from.kept) };
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

import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import type { CallDirection } from '../views/call-list.ts';
import type { Hiding } from '../views/hiding.ts';
import type { Grouping } from '../views/modules/grouping.ts';
import type { NoSourceView, SourceView } from '../views/source-view.ts';
import type { Summary } from '../views/summary/summary.ts';
import { refit } from './front.ts';
import { hasCalls, hidingOf } from './hiding.ts';
import { functionScreen } from './screens/function/panes.ts';
import { openScreen } from './trail.ts';
import { type FoundHints, forgetLastKey, orAwaited, say, type ViewerState } from './viewer.ts';
import type { Size } from './window.ts';

/** What happens to the viewer beside keys: the terminal changes, what was asked for comes. All pure. */

/** What is no key leaves what the last one said where it is. */
function keepSaid(state: ViewerState): ViewerState {
  return state.effect === null ? state : { ...state, effect: null };
}

/** The window has another size. */
export function resize(state: ViewerState, size: Size): ViewerState {
  return refit({ ...keepSaid(state), size });
}

/** What is on the terminal may not be what was painted. */
export function repaint(state: ViewerState): ViewerState {
  return { ...keepSaid(state), repaints: state.repaints + 1 };
}

/** The callers of a profile have been read (see work.ts): what waited for them is done. */
export function receiveCallers(state: ViewerState, table: ProfileTable): ViewerState {
  return table === state.table ? doAwaited({ ...state, callersReadOf: table }) : state;
}

/** The calls past what is hidden were added up. */
export function receiveCalls(state: ViewerState, hiding: Hiding): ViewerState {
  return hiding === hidingOf(state) ? doAwaited({ ...state, callsReadyOf: hiding }) : state;
}

function doAwaited(state: ViewerState): ViewerState {
  const { awaited } = state;
  if (awaited === null || !hasCalls(state)) return state;
  return awaited.change(forgetLastKey(state));
}

/** A single answer is there that a key has asked for. */
export function receiveAnswer(state: ViewerState, work: () => Steps<unknown>): ViewerState {
  const { awaited } = state;
  return awaited?.work === work ? doAwaited({ ...state, awaited: { ...awaited, work: null } }) : state;
}

/** What call paths are estimated from is there. */
export function receivePaths(state: ViewerState, table: ProfileTable): ViewerState {
  return table === state.table ? refit({ ...keepSaid(state), pathsReadyOf: table }) : state;
}

/** The time by module was added up. */
export function receiveModules(state: ViewerState, table: ProfileTable, by: Grouping): ViewerState {
  if (table !== state.table) return state;
  const others = state.modulesReadyOf?.table === table ? state.modulesReadyOf.by : [];
  return refit({ ...keepSaid(state), modulesReadyOf: { table, by: [...others, by] } });
}

/** A function's source was read. Of a profile that is no longer looked at nothing is kept. */
export function receiveSource(state: ViewerState, table: ProfileTable, view: SourceView | NoSourceView): ViewerState {
  const kept = keepSaid(state);
  if (kept.sources === null || table !== kept.table) return kept;
  return { ...kept, sources: new Map(kept.sources).set(view.row, view) };
}

/** Hints were looked for. */
export function receiveHints(state: ViewerState, hints: FoundHints): ViewerState {
  const kept = keepSaid(state);
  return hints.table === state.table ? refit({ ...kept, hints }) : kept;
}

/** The summary was added up. */
export function receiveSummary(state: ViewerState, summary: Summary): ViewerState {
  const kept = keepSaid(state);
  return summary.table === state.table ? refit({ ...kept, summary }) : kept;
}

/** The function that a command asked for was found: it is opened at its callers or callees. */
export function receiveFunction(state: ViewerState, row: FunctionIndex, pane: CallDirection): ViewerState {
  const open = (next: ViewerState): ViewerState =>
    refit(openScreen(next, { ...functionScreen(next, row), active: pane }));
  const heard = forgetLastKey(state);
  return hasCalls(heard) ? orAwaited(heard, open) : { ...heard, awaited: { change: open, work: null } };
}

/** The file to export to is there. */
export function askOverwrite(state: ViewerState, path: string): ViewerState {
  return { ...forgetLastKey(state), overlay: { kind: 'overwrite-question', path } };
}

/** The watched files cannot be followed any more. */
export function loseWatch(state: ViewerState, why: string): ViewerState {
  return { ...say(state, why), isWatching: false, watchCommand: null, changed: null };
}

/** The watched files were read anew: how long ago that was stands in the first line from now on. */
export function noteChange(state: ViewerState, now: number): ViewerState {
  return { ...state, changed: { at: now, now } };
}

/** Time goes by. */
export function tellTime(state: ViewerState, now: number): ViewerState {
  return state.changed === null ? state : { ...keepSaid(state), changed: { ...state.changed, now } };
}

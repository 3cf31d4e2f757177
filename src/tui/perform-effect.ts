import type { Writable } from 'node:stream';
import { assertNever } from '../errors.ts';
import { escapeControls } from '../text/escape.ts';
import type { CallDirection } from '../views/call-list.ts';
import { copySequence } from './copy-sequence.ts';
import { findFunction } from './find-function.ts';
import type { Host } from './host.ts';
import { screenMarkdown } from './markdown.ts';
import type { Action } from './state/action.ts';
import type { Effect } from './state/effect.ts';
import { type Place, placeText, shortPlace } from './state/place.ts';
import type { ViewerState } from './state/viewer-state.ts';
import type { TerminalSession } from './terminal-session.ts';
import type { Watcher } from './watcher.ts';

/** What effects are done with, and where their results go. */
export type Stage = {
  readonly host: Host;
  readonly session: TerminalSession;
  readonly watcher: Watcher;
  readonly stdout: Writable;
  readonly dispatch: (action: Action) => void;
  readonly state: () => ViewerState;
};

/** Does what the reducer asked for. The result comes back as an action. */
export function performEffect(effect: Effect, stage: Stage): void {
  switch (effect.kind) {
    case 'stop':
      stage.session.stop('job');
      break;
    case 'edit':
      stage.dispatch({ type: 'say', text: edit(effect.place, stage) });
      break;
    case 'copy':
      copy(effect.text, stage);
      break;
    case 'watch':
      stage.watcher.start(stage.state().files);
      break;
    case 'unwatch':
      stage.watcher.stop();
      break;
    case 'find':
      stage.dispatch(find(effect.pattern, effect.pane, stage));
      break;
    case 'load':
      void load(effect.path, effect.how, stage);
      break;
    case 'complete':
      stage.dispatch({ type: 'candidates', candidates: stage.host.completePath(effect.prefix) });
      break;
    case 'export':
      stage.dispatch(exportAs(effect, stage));
      break;
    default:
      assertNever(effect);
  }
}

/** Some terminals drop what is longer without a word. */
const MOST_COPIED = 100_000;

function copy(text: string, { host, stdout, dispatch }: Stage): void {
  if (text.length <= MOST_COPIED) stdout.write(copySequence(text, host.isTmux));
  else
    dispatch({
      type: 'say',
      text: 'Not copied: it is longer than the 100,000 characters that are sent to a terminal.',
    });
}

/** Opens the editor and says what came of it. */
function edit(place: Place, { host, session }: Stage): string {
  const path = host.findSource(place.file);
  if (path === null) return `No file ${shortPlace(escapeControls(place.file))} (--source-root, --map)`;
  const prepared = host.prepareEditor(path, place.line);
  if ('refusal' in prepared) return prepared.refusal;
  return session.handOver(prepared.run) ?? `Opened ${shortPlace(placeText({ file: path, line: place.line }))}`;
}

/** Writes the screen in front and says what came of it, or asks whether to write over a file. */
function exportAs(
  { path, replace }: { readonly path: string; readonly replace: boolean },
  { host, state }: Stage,
): Action {
  const result = host.writeFile(path, screenMarkdown(state()), { replace });
  if (result === null) return { type: 'say', text: `Wrote ${path}` };
  return result === 'exists' ? { type: 'ask-overwrite', path } : { type: 'say', text: result.refusal };
}

function find(pattern: string, pane: CallDirection, { host, state }: Stage): Action {
  const found = findFunction(state(), pattern, host.matchNames);
  return 'row' in found ? { type: 'open-function', row: found.row, pane } : { type: 'say', text: found.refusal };
}

/** An unreadable file says why, and changes nothing. */
async function load(path: string, how: 'add' | 'read', { host, dispatch }: Stage): Promise<void> {
  const loaded = await host.load(path);
  dispatch(
    'table' in loaded ? { type: 'loaded', table: loaded.table, path, how } : { type: 'say', text: loaded.refusal },
  );
}

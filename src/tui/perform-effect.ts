import type { Writable } from 'node:stream';
import { assertNever } from '../errors.ts';
import { escapeControls } from '../text/escape.ts';
import { copySequence } from './copy-sequence.ts';
import type { Host } from './host.ts';
import { screenMarkdown } from './markdown.ts';
import type { Action } from './state/action.ts';
import type { Effect } from './state/effect.ts';
import { type Place, placeText } from './state/place.ts';
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
      stage.stdout.write(copySequence(effect.text, stage.host.isTmux));
      break;
    case 'watch':
      stage.watcher.start();
      break;
    case 'unwatch':
      stage.watcher.stop();
      break;
    case 'export':
      stage.dispatch(exportAs(effect, stage));
      break;
    default:
      assertNever(effect);
  }
}

/** Opens the editor and says what came of it. */
function edit(place: Place, { host, session }: Stage): string {
  const path = host.findSource(place.file);
  if (path === null) return `There is no file ${escapeControls(place.file)} here.`;
  const prepared = host.prepareEditor(path, place.line);
  if ('refusal' in prepared) return prepared.refusal;
  return session.handOver(prepared.run) ?? `Opened ${placeText({ file: path, line: place.line })}`;
}

/** Writes the screen in front and says what came of it, or asks whether to write over a file. */
function exportAs(
  { path, replace }: { readonly path: string; readonly replace: boolean },
  { host, state }: Stage,
): Action {
  const text = screenMarkdown(state());
  if (text === null) return { type: 'say', text: 'This screen has no list to write.' };
  const result = host.writeFile(path, text, { replace });
  if (result === null) return { type: 'say', text: `Wrote ${path}` };
  return result === 'exists' ? { type: 'ask-overwrite', path } : { type: 'say', text: result.refusal };
}

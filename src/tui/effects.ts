import type { Writable } from 'node:stream';
import { assertNever } from '../errors.ts';
import { finish } from '../profile/steps.ts';
import { escapeControls } from '../text/escape.ts';
import { betweenKeys, type IsWanted } from './between-keys.ts';
import { copySequence } from './copy-sequence.ts';
import { receiveFunction } from './events.ts';
import type { Exports } from './exports.ts';
import { type FoundFunction, findSteps } from './find-function.ts';
import type { Host } from './host.ts';
import { offerCandidates } from './overlays/command.ts';
import { showHintPage } from './overlays/hint-page.ts';
import { type Place, placeText, shortPlace } from './place.ts';
import type { Stopped } from './process-life.ts';
import { madeBetweenKeys } from './replace-between-keys.ts';
import { load, type ReadyReplacement, strip, takeOwn } from './replace-profile.ts';
import { loadedProfile, profileWithOwn, strippedProfile } from './replacement.ts';
import type { ViewerStore } from './store.ts';
import type { Turn, Turns } from './turns.ts';
import { type Effect, forgetLastKey, isSmall, type StateChange, say } from './viewer.ts';
import type { Watcher } from './watcher.ts';

/** What gives the terminal away, and takes it back. */
type TerminalOwner = {
  /** Gives the terminal to a piece of work (an editor) that returns when it is done with it. */
  readonly handOver: <T>(work: () => T) => T;
  /** As Ctrl-Z does in other programs. */
  readonly stop: (which: Stopped) => void;
};

/** What effects are done with, and where their results go. */
export type Stage = {
  readonly host: Host;
  readonly session: TerminalOwner;
  readonly watcher: Watcher;
  readonly stdout: Writable;
  readonly store: Pick<ViewerStore, 'state' | 'update'>;
  readonly turns: Turns;
  readonly exports: Exports;
};

/** Does what a state asks for. What comes of it is a change of the state. */
export function performEffect(effect: Effect, stage: Stage): void {
  switch (effect.kind) {
    case 'stop':
      stage.session.stop('job');
      break;
    case 'edit':
      stage.store.update(sayText(edit(effect.place, stage)));
      break;
    case 'copy':
      copy(effect.text, stage);
      break;
    case 'watch':
      stage.watcher.start(stage.store.state());
      break;
    case 'unwatch':
      stage.watcher.stop();
      break;
    case 'strip':
      stage.turns((isWanted) => stripNames(stage, isWanted), 'after');
      break;
    case 'own':
      stage.turns((isWanted) => own(effect.files, stage, isWanted), 'after');
      break;
    case 'find':
      stage.turns((isWanted) => find(effect, stage, isWanted), 'after');
      break;
    case 'hint-page':
      stage.store.update(readPage(effect.rule, stage));
      break;
    case 'load':
      stage.turns((isWanted) => read(effect, stage, isWanted), effect.how === 'read' ? 'instead' : 'after');
      break;
    case 'complete':
      stage.store.update(offer(stage.host.completePath(effect.prefix)));
      break;
    case 'export':
      stage.exports.write(effect, stage.store.state());
      break;
    default:
      assertNever(effect);
  }
}

function sayText(text: string): StateChange {
  return (state) => say(state, text);
}

function offer(candidates: readonly string[]): StateChange {
  return (state) => offerCandidates(forgetLastKey(state), candidates);
}

/** Some terminals drop what is longer without a word. */
const MOST_COPIED = 100_000;

function copy(text: string, { host, stdout, store }: Stage): void {
  if (text.length <= MOST_COPIED) stdout.write(copySequence(text, host.isTmux));
  else store.update(sayText('Not copied: it is longer than the 100,000 characters that are sent to a terminal.'));
}

/** Opens the editor and says what came of it. */
function edit(place: Place, { host, session }: Stage): string {
  const path = host.findSource(place.file);
  if (path === null) return `No file ${shortPlace(escapeControls(place.file))} (--source-root, --map)`;
  const prepared = host.prepareEditor(path, place.line);
  if ('refusal' in prepared) return prepared.refusal;
  return session.handOver(prepared.run) ?? `Opened ${shortPlace(placeText({ file: path, line: place.line }))}`;
}

function find(effect: Extract<Effect, { kind: 'find' }>, stage: Stage, isWanted: IsWanted): Turn {
  const { host, store } = stage;
  const { pattern, pane } = effect;
  const { table } = store.state();
  const steps = findSteps(store.state(), pattern, host.matchNames);
  const open = (found: FoundFunction): void =>
    store.update('row' in found ? (state) => receiveFunction(state, found.row, pane) : sayText(found.refusal));
  if (isSmall(table)) {
    open(finish(steps));
    return null;
  }
  store.update(sayText(`Looking for ${pattern}`));
  // if another profile comes meanwhile, its functions are looked through
  return betweenKeys(steps, isWanted).then((found) =>
    store.state().table === table ? open(found) : find(effect, stage, isWanted),
  );
}

function readPage(rule: string, { host }: Stage): StateChange {
  const read = host.readHintPage(rule);
  return 'page' in read ? (state) => showHintPage(state, rule, read.page) : sayText(read.refusal);
}

/** An unreadable file says why, and changes nothing. */
async function read(
  { path, how }: Extract<Effect, { kind: 'load' }>,
  { host, store }: Stage,
  isWanted: IsWanted,
): Promise<void> {
  store.update(sayText(`Reading ${path}`));
  const loaded = await host.load(path, isWanted);
  if (!isWanted()) return;
  if ('refusal' in loaded) {
    store.update(sayText(loaded.refusal));
    return;
  }
  const { table } = loaded;
  const made = await madeBetweenKeys(store.state, (state) => loadedProfile(state, table, path, how), isWanted, table);
  store.update((state) => load(state, table, path, how, made));
}

function stripNames({ store }: Stage, isWanted: IsWanted): Turn {
  if (!isSmall(store.state().table)) store.update(sayText('Taking the directories off'));
  const made = madeBetweenKeys(store.state, strippedProfile, isWanted);
  return whenMade(made, (ready) => store.update((state) => strip(state, ready)));
}

function own(files: readonly string[], { store }: Stage, isWanted: IsWanted): Turn {
  const made = madeBetweenKeys(store.state, (state) => profileWithOwn(state, files), isWanted);
  return whenMade(made, (ready) => store.update((state) => takeOwn(state, files, ready)));
}

function whenMade(made: Promise<ReadyReplacement> | null, take: (ready: ReadyReplacement | null) => void): Turn {
  if (made !== null) return made.then(take);
  take(null);
  return null;
}

import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { MatchNames } from '../select/restrict-rows.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { ProfileMemory } from '../views/memory-view.ts';
import type { NoSourceView, SourceView } from '../views/source-view.ts';
import type { IsWanted } from './between-keys.ts';

/** Where the source of a function is, by the file that the profile names; null where it is not found. */
export type FindSource = (file: string) => string | null;

/** A function's source with what its lines call, for the screen that shows it. What went wrong is in the view. */
export type ReadSource = (table: ProfileTable, row: FunctionIndex) => Promise<SourceView | NoSourceView>;

/** What to change in the program, for the screen that shows it. What went wrong is said in a sentence. */
export type FindHints = (
  table: ProfileTable,
  memory: ProfileMemory | null,
  isWanted?: IsWanted,
) => Promise<{ readonly view: HintsView | null; readonly failure: string | null }>;

/** A piece of work that needs the terminal for itself. It returns what went wrong in a sentence, or null. */
type TerminalWork = () => string | null;

/** What is ready to be done, or why it cannot be, in a sentence for the user. */
export type Prepared = { readonly run: TerminalWork } | { readonly refusal: string };

/** Null where nothing is in the way; `exists` where that would write over another file. */
export type WriteResult = null | 'exists' | { readonly refusal: string };

export type WatchEvents = {
  /** The files have changed, have settled, and can be read. */
  readonly onLoaded: (table: ProfileTable) => void;
  /** They have changed and cannot be read now; they are still followed. */
  readonly onBroken: (why: string) => void;
  /** They cannot be followed any more. */
  readonly onLost: (why: string) => void;
};

/** What comes of a command that is run whenever a source is saved. */
export type RunEvents = {
  readonly onStart: () => void;
  /** What went wrong, in a sentence, or null. */
  readonly onEnd: (complaint: string | null) => void;
  /** The sources cannot be followed any more. */
  readonly onLost: (why: string) => void;
};

/** Nothing is left after `close`: no watcher, no timer. */
export type Watch = { readonly close: () => void };

/**
 * What the viewer asks of the world around it: files, other programs, the environment. The program gives it (cli/), a
 * test another one. All sentences that come back are for the user, and safe to show.
 */
export type Host = {
  readonly findSource: FindSource;
  readonly readSource: ReadSource;
  readonly findHints: FindHints;
  /** The page of a rule of the hints, in Markdown, or why there is none. */
  readonly readHintPage: (rule: string) => { readonly page: string } | { readonly refusal: string };
  /** The user's editor at a line of a file. */
  readonly prepareEditor: (path: string, line: number) => Prepared;
  /** What {@link Host.writeFile} would say before it writes. */
  readonly whyNotWrite: (path: string, how: { readonly replace: boolean }) => WriteResult;
  /** Writes a file whole or not at all; over another one only with `replace`. */
  readonly writeFile: (path: string, text: string, how: { readonly replace: boolean }) => WriteResult;
  /** The profile in a file, or why there is none. */
  readonly load: (
    path: string,
    isWanted: IsWanted,
  ) => Promise<{ readonly table: ProfileTable } | { readonly refusal: string }>;
  /** The files and folders whose names begin so. */
  readonly completePath: (prefix: string) => readonly string[];
  /** Follows the files of the profile until `close`; the sentence says why that is not possible. */
  readonly watch: (files: readonly string[], events: WatchEvents) => Watch | { readonly refusal: string };
  /** Runs a command of the user's whenever a source of the user's own code is saved, until `close`. */
  readonly runOnSave: (command: string, table: ProfileTable, events: RunEvents) => Watch | { readonly refusal: string };
  /** Tests names against a regex of the user's; throws where that takes too long. */
  readonly matchNames: MatchNames;
  /** tmux keeps what is copied to itself unless it is told to pass it on. */
  readonly isTmux: boolean;
};

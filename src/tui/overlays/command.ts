import { PyprofError } from '../../errors.ts';
import { parseNameFilter } from '../../select/name-filter.ts';
import { resolveSortOrder, SORT_KEYS } from '../../select/sort-keys.ts';
import type { FunctionsRequest } from '../../views/functions-view.ts';
import { orderingOf } from '../orders.ts';
import type { OverlayType } from '../screen.ts';
import { type CursorAnchor, type FunctionsScreen, request, requestOf } from '../screens/functions/request.ts';
import { inFrontAs, lastOfKind, switchTo } from '../trail.ts';
import { type EditedLine, EMPTY_LINE, lineWith } from '../typed-line.ts';
import { runWhenSaved, type ViewerState } from '../viewer.ts';
import { type Completion, candidatesOf, completeWord, type WordCandidates, wantedWord } from './completion.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'command-line': CommandLineOverlay;
  }
}

/** The line in which a command is typed. */
type CommandLineOverlay = {
  readonly kind: 'command-line';
  readonly line: EditedLine;
  /** How many lines of the history one went back. */
  readonly back: number;
  /** What Tab found, if it was not one word. */
  readonly problem: string | null;
};

export const NEW_COMMAND: CommandLineOverlay = { kind: 'command-line', line: EMPTY_LINE, back: 0, problem: null };

/** The command line of the pstats browser: Up and Down go through what was typed before, Tab completes. */
export const COMMAND_LINE: OverlayType<CommandLineOverlay> = {
  kind: 'command-line',
  actions: {
    'command.run': {
      keys: ['enter'],
      group: 'viewer',
      help: 'run the command',
      label: 'run',
      isVital: true,
      run: (state, { overlay }) => runLine({ ...state, overlay: null }, overlay.line.text.trim()),
    },
    'command.complete': {
      keys: ['tab'],
      group: 'viewer',
      help: 'complete the word',
      label: 'complete',
      run: (state, { overlay }) => complete(state, overlay),
    },
    'command.older': {
      keys: ['up'],
      group: 'viewer',
      help: 'the line typed before this one',
      label: 'before',
      run: (state, { overlay }) => recall(state, overlay, 1),
    },
    'command.newer': {
      keys: ['down'],
      group: 'viewer',
      help: 'the line typed after this one',
      run: (state, { overlay }) => recall(state, overlay, -1),
    },
    'command.cancel': {
      keys: ['escape'],
      group: 'viewer',
      help: 'close the line; nothing is run',
      label: 'cancel',
      isVital: true,
      run: (state) => ({ ...state, overlay: null }),
    },
  },
  line: {
    show: ({ line, problem }) => ({ prompt: ':', line, problem, hint: hintOn(line.text) }),
    edit: (state, overlay, line) => ({ ...state, overlay: { ...overlay, line, problem: null } }),
  },
};

/** At most this many lines are kept. */
const LONGEST_HISTORY = 100;

/** The line that was entered `back` lines ago; 0 is a new one. */
function recall(state: ViewerState, overlay: CommandLineOverlay, step: 1 | -1): ViewerState {
  const { history } = state;
  const back = Math.max(0, Math.min(history.length, overlay.back + step));
  if (back === overlay.back) return state;
  const line = lineWith(history[history.length - back] ?? '');
  return { ...state, overlay: { ...overlay, back, line, problem: null } };
}

function complete(state: ViewerState, overlay: CommandLineOverlay): ViewerState {
  const wanted = wantedWord(overlay.line.text, completionOf);
  if (wanted.completion === 'none') return { ...state, overlay: { ...overlay, problem: whyNoWord(wanted.command) } };
  const candidates = candidatesOf(wanted, { commands: COMMAND_NAMES, table: state.table });
  if (candidates === null) return { ...state, effect: { kind: 'complete', prefix: wanted.word } };
  return offerCandidates(state, candidates);
}

/** What the word at the end of the line may be, as far as all candidates agree; several are listed beside the line. */
export function offerCandidates(state: ViewerState, candidates: WordCandidates): ViewerState {
  const { overlay } = state;
  if (overlay?.kind !== 'command-line') return state;
  const { text } = overlay.line;
  const line = lineWith(completeWord(text, wantedWord(text, completionOf), candidates));
  return { ...state, overlay: { ...overlay, line, problem: candidatesText(candidates) } };
}

/** Why there is nothing to complete behind a command. */
function whyNoWord(word: string): string {
  return commandNamed(word) === undefined ? `no such command: ${word}` : `${word} takes no more words`;
}

/** More than fit beside the line in any window; all are known, and what they share is completed. */
const MOST_LISTED = 50;

function candidatesText(candidates: WordCandidates): string | null {
  if (candidates.length <= 1) return candidates.length === 1 ? null : 'nothing fits';
  const more = candidates.length - MOST_LISTED;
  return `${candidates.slice(0, MOST_LISTED).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A command of the pstats browser that means something in front of a list. Parser, Tab and help read {@link LINE_COMMANDS}. */
type Command = {
  readonly name: string;
  readonly argument: string;
  readonly help: string;
  readonly completion: Completion;
  /** Does nothing without words behind it. */
  readonly needsArgument?: true;
  /** What pstats' browser takes for it, too. */
  readonly alias?: string;
  readonly run: (state: ViewerState, rest: string) => ViewerState;
};

/** @internal exported for its tests */
export const LINE_COMMANDS: readonly Command[] = [
  {
    name: 'sort',
    argument: 'KEY ...',
    help: 'sort the functions by these keys',
    completion: 'sort-keys',
    needsArgument: true,
    run: sortBy,
  },
  {
    name: 'stats',
    argument: '[REGEX ...]',
    help: 'the functions whose names match, or all',
    completion: 'functions',
    run: match,
  },
  {
    name: 'callers',
    argument: 'REGEX',
    help: 'who calls the function of that name, or the first that matches',
    completion: 'functions',
    needsArgument: true,
    run: (state, pattern) => ({ ...state, effect: { kind: 'find', pattern, pane: 'callers' } }),
  },
  {
    name: 'callees',
    argument: 'REGEX',
    help: 'what the function of that name, or the first that matches, calls',
    completion: 'functions',
    needsArgument: true,
    run: (state, pattern) => ({ ...state, effect: { kind: 'find', pattern, pane: 'callees' } }),
  },
  {
    name: 'strip',
    argument: '',
    help: 'take the directories off the names',
    completion: 'none',
    run: (state) => ({ ...state, effect: { kind: 'strip' } }),
  },
  {
    name: 'reverse',
    argument: '',
    help: 'reverse the order',
    completion: 'none',
    run: (state) => changeFunctions(state, (screen) => ({ isReversed: !requestOf(screen).isReversed })),
  },
  {
    name: 'add',
    argument: 'FILE',
    help: 'add another profile to this one',
    completion: 'files',
    needsArgument: true,
    run: (state, path) => ({ ...state, effect: { kind: 'load', path, how: 'add' } }),
  },
  {
    name: 'read',
    argument: 'FILE',
    help: 'read another profile instead',
    completion: 'files',
    needsArgument: true,
    run: (state, path) => ({ ...state, effect: { kind: 'load', path, how: 'read' } }),
  },
  {
    name: 'run',
    argument: 'COMMAND',
    help: 'run it whenever a source of your own code is saved, and read the profile that it writes',
    completion: 'none',
    needsArgument: true,
    run: runWhenSaved,
  },
  {
    name: 'help',
    argument: '[COMMAND]',
    help: 'what a command does',
    completion: 'commands',
    run: (state, name) => ({ ...state, message: helpOn(name) }),
  },
  {
    name: 'quit',
    argument: '',
    help: 'quit',
    completion: 'none',
    alias: 'EOF',
    run: (state) => ({ ...state, isDone: true }),
  },
];

const COMMAND_NAMES: readonly string[] = LINE_COMMANDS.map(({ name }) => name);

function commandNamed(word: string): Command | undefined {
  return LINE_COMMANDS.find(({ name }) => name === word);
}

function completionOf(word: string): Completion {
  return commandNamed(word)?.completion ?? 'none';
}

/** `sort KEY ...: sort the functions by these keys` */
function commandHelp({ name, argument, help }: Command): string {
  return `${[name, argument].filter((part) => part !== '').join(' ')}: ${help}`;
}

/** What can be typed: the commands, or what the command takes that is there already. */
function hintOn(line: string): string {
  const command = commandNamed(line.trim());
  return command === undefined ? COMMAND_NAMES.join(' ') : commandHelp(command);
}

function helpOn(name: string): string {
  const command = commandNamed(name);
  return command === undefined ? `Commands: ${COMMAND_NAMES.join(' ')}` : commandHelp(command);
}

/** Does what a line says: a command by its whole name as in pstats, and the words behind it. */
function runLine(before: ViewerState, line: string): ViewerState {
  if (line === '') return before;
  const state = { ...before, history: [...before.history, line].slice(-LONGEST_HISTORY) };
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  const command = commandNamed(word) ?? LINE_COMMANDS.find(({ alias }) => alias === word);
  if (command === undefined) {
    return { ...state, message: `No such command: ${word}. There are: ${COMMAND_NAMES.join(' ')}` };
  }
  if (command.needsArgument === true && rest === '') return { ...state, message: commandHelp(command) };
  return command.run(state, rest);
}

/** Changes the list of functions, which comes to the front for it. `anchor`: where the cursor shall be then. */
function changeFunctions(
  state: ViewerState,
  change: (screen: FunctionsScreen) => Partial<FunctionsRequest>,
  anchor?: CursorAnchor,
): ViewerState {
  const front = inFrontAs(state, 'functions');
  const list = front ?? lastOfKind(state, 'functions');
  if (list === undefined) return state;
  const screen = anchor === undefined ? list : { ...list, anchor };
  return request(front === null ? switchTo(state, list) : state, screen, change(list));
}

/** Words as pstats reads them: unique prefixes, a number where it stands alone. */
function sortBy(state: ViewerState, rest: string): ViewerState {
  try {
    const words = rest.split(/[\s,]+/).map((word) => (/^[+-]?\d+$/.test(word) ? Number(word) : word));
    const ordering = orderingOf(rest === 'none' ? null : resolveSortOrder(words));
    return changeFunctions(state, () => ({ ordering, isReversed: false }), 'first');
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return { ...state, message: `${error.message}. Keys: ${SORT_KEYS.map(({ name }) => name).join(', ')}, none` };
  }
}

/** Each word is a regex that names must match. A count restricts what is printed; the list here scrolls. */
function match(state: ViewerState, rest: string): ViewerState {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const patterns = words.filter((word) => Number.isNaN(Number(word)));
  const text = patterns.map((pattern) => `/${pattern}/`).join(' ');
  const parsed = parseNameFilter(text);
  if (!parsed.ok) return { ...state, message: parsed.message };
  const filtered = changeFunctions(state, () => ({ filter: { text, terms: parsed.filter } }));
  if (words.length === patterns.length) return filtered;
  return { ...filtered, message: 'The list scrolls: a count leaves nothing out here.' };
}

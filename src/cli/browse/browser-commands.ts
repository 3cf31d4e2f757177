import { UsageError } from '../../errors.ts';
import { printCalls } from '../../pstats/print-calls.ts';
import { printStats } from '../../pstats/print-stats.ts';
import { parseRestriction, type Restriction } from '../../select/restriction.ts';
import { isPstatsSortWord, resolveSortOrder, SORT_KEYS, type SortKey } from '../../select/sort-keys.ts';
import { splitAtBlanks } from '../../text/python-blanks.ts';
import type { Completion } from '../../tui/overlays/completion.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { type Selection, selectRows } from '../../views/selection.ts';
import { type BrowsedStats, reverseStats, sortStats, stripStats } from './browsed-stats.ts';
import { addProfile, readProfile } from './load-commands.ts';
import { type Dialog, NOTHING_LOADED, noteAll, type Room } from './room.ts';

type BrowserCommand = {
  readonly name: string;
  /** What may stand behind it: Tab completes by that. */
  readonly wants: Completion;
  /** What `help` prints of it, word for word as CPython. */
  readonly help: readonly string[];
  readonly run: (dialog: Dialog, argument: string, room: Room) => Promise<Dialog> | Dialog;
};

const RESTRICTION_HELP = [
  'Arguments may be:',
  '* An integer maximum number of entries to print.',
  '* A decimal fractional number between 0 and 1, controlling',
  '  what fraction of selected entries to print.',
  '* A regular expression; only entries with function names',
  '  that match it are printed.',
];

/** Every command of `python -m pstats`, in the order in which its `help` lists them. */
export const BROWSER_COMMANDS: readonly BrowserCommand[] = [
  { name: 'EOF', wants: 'none', help: ['Leave the profile browser.'], run: leaveOnNewLine },
  {
    name: 'add',
    wants: 'files',
    help: ['Add profile info from given file to current statistics object.'],
    run: addProfile,
  },
  {
    name: 'callees',
    wants: 'none',
    help: ['Print callees statistics from the current stat object.', ...RESTRICTION_HELP],
    run: (dialog, argument, room) => listCalls(dialog, argument, 'callees', room),
  },
  {
    name: 'callers',
    wants: 'none',
    help: ['Print callers statistics from the current stat object.', ...RESTRICTION_HELP],
    run: (dialog, argument, room) => listCalls(dialog, argument, 'callers', room),
  },
  { name: 'help', wants: 'commands', help: ['Show help for a given command.'], run: help },
  { name: 'quit', wants: 'none', help: ['Leave the profile browser.'], run: leave },
  {
    name: 'read',
    wants: 'files',
    help: ['Read in profile data from a specified file.', 'Without argument, reload the current file.'],
    run: readProfile,
  },
  {
    name: 'reverse',
    wants: 'none',
    help: ['Reverse the sort order of the profiling report.'],
    run: (dialog, _, room) => withStats(dialog, room, reverseStats),
  },
  {
    name: 'sort',
    wants: 'sort-keys',
    help: ['Sort profile data according to specified keys.', "(Typing `sort' without arguments lists valid keys.)"],
    run: (dialog, argument, room) => withStats(dialog, room, (stats) => sort(stats, argument, room)),
  },
  {
    name: 'stats',
    wants: 'none',
    help: ['Print statistics from the current stat object.', ...RESTRICTION_HELP],
    run: listStats,
  },
  {
    name: 'strip',
    wants: 'none',
    help: ['Strip leading path information from filenames in the report.'],
    run: (dialog, _, room) => withStats(dialog, room, (stats) => strip(stats, room)),
  },
];

export const PSTATS_KEYS: readonly SortKey[] = SORT_KEYS.filter(({ origin }) => origin === 'pstats');

function leave(dialog: Dialog): Dialog {
  return { ...dialog, isDone: true };
}

function leaveOnNewLine(dialog: Dialog, _: string, room: Room): Dialog {
  room.say('');
  return leave(dialog);
}

/** Changes the statistics, if there are any. */
function withStats(dialog: Dialog, room: Room, change: (stats: BrowsedStats) => BrowsedStats): Dialog {
  if (dialog.stats !== null) return { ...dialog, stats: change(dialog.stats) };
  room.say(NOTHING_LOADED);
  return dialog;
}

function strip(stats: BrowsedStats, room: Room): BrowsedStats {
  const stripped = stripStats(stats);
  noteAll(stripped.table, room);
  return stripped;
}

function sort(stats: BrowsedStats, argument: string, room: Room): BrowsedStats {
  const words = splitAtBlanks(argument);
  const order = words.every(isPstatsSortWord) ? resolveSortOrder(words) : null;
  if (order !== null) return sortStats(stats, order);
  room.say('Valid sort keys (unique prefixes are accepted):');
  for (const { name, title } of PSTATS_KEYS) room.say(`${name} -- ${title}`);
  return stats;
}

async function listStats(dialog: Dialog, argument: string, room: Room): Promise<Dialog> {
  const selected = await select(dialog, argument, room);
  if (selected === null) return dialog;
  const { stats, selection } = selected;
  room.write(printStats(stats.table, selection, stats.fileLines));
  return dialog;
}

const OLD_CALLEES =
  'these are the callees from before add, because pstats does not look for new ones; strip, or read and add before callees, lists all';

async function listCalls(dialog: Dialog, argument: string, direction: CallDirection, room: Room): Promise<Dialog> {
  const selected = await select(dialog, argument, room);
  if (selected === null) return dialog;
  const { stats, selection } = selected;
  const isOfCallees = direction === 'callees' && selection.rows.length > 0;
  const listed = isOfCallees ? (stats.knownCallees ?? stats.table) : stats.table;
  room.write(printCalls(listed, selection, direction));
  noteAll(listed.edges(), room);
  if (listed !== stats.table) room.note(OLD_CALLEES);
  return isOfCallees ? { ...dialog, stats: { ...stats, knownCallees: listed } } : dialog;
}

type Selected = { readonly stats: BrowsedStats; readonly selection: Selection };

/** The rows that the words after `stats`, `callers` and `callees` select; null where nothing is loaded. */
async function select({ stats }: Dialog, argument: string, room: Room): Promise<Selected | null> {
  const restrictions = splitAtBlanks(argument).flatMap((word) => restrictionOf(word, room));
  if (stats === null) {
    room.say(NOTHING_LOADED);
    return null;
  }
  const hasRegex = restrictions.some(({ kind }) => kind === 'regex');
  const { table, sort, isReversed } = stats;
  const matchNames = hasRegex ? await room.loadMatch() : undefined;
  return { stats, selection: selectRows(table, { sort, reverse: isReversed, restrictions, matchNames }) };
}

/** None for a word that CPython drops. */
function restrictionOf(word: string, room: Room): readonly Restriction[] {
  try {
    return [parseRestriction(word)];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    room.say('Fraction argument must be in [0, 1]');
    return [];
  }
}

function help(dialog: Dialog, topic: string, room: Room): Dialog {
  const command = BROWSER_COMMANDS.find(({ name }) => name === topic);
  if (command !== undefined) for (const line of command.help) room.say(line);
  else if (topic !== '') room.say(`*** No help on ${topic}`);
  else listCommands(room);
  return dialog;
}

/** As `cmd.Cmd` lists them; all fit in one line. */
function listCommands(room: Room): void {
  const title = 'Documented commands (type help <topic>):';
  const names = BROWSER_COMMANDS.map(({ name }) => name).join('  ');
  for (const line of ['', title, '='.repeat(title.length), names, '']) room.say(line);
}

import { assertNever, PyprofError } from '../../errors.ts';
import { stripDirs } from '../../profile/strip-dirs.ts';
import { parseNameFilter } from '../../select/name-filter.ts';
import { resolveSortOrder, SORT_KEYS } from '../../select/sort-keys.ts';
import { COMMAND_NAMES, COMMANDS, commandHelp, type ParsedCommand, parseCommand } from './commands.ts';
import { orderingOf } from './function-orders.ts';
import { type FunctionsScreen, wanted } from './functions-screen.ts';
import { type RequestChange, requested } from './show-functions.ts';
import { opened } from './trail.ts';
import { currentScreen, notesText, type ViewerState } from './viewer-state.ts';
import { withProfile } from './watching.ts';

/** Does what a line of the command line says. */
export function ranCommand(state: ViewerState, line: string): ViewerState {
  const command = parseCommand(line);
  if (command === null)
    return say(state, `No such command: ${line.split(/\s/)[0]}. There are: ${COMMAND_NAMES.join(' ')}`);
  if (command.spec.needsArgument === true && command.rest === '') return say(state, commandHelp(command.spec));
  return ran(state, command);
}

function ran(state: ViewerState, { spec: { name }, rest }: ParsedCommand): ViewerState {
  switch (name) {
    case 'sort':
      return sorted(state, rest);
    case 'stats':
      return matching(state, rest);
    case 'callers':
    case 'callees':
      return { ...state, effect: { kind: 'find', pattern: rest, pane: name } };
    case 'strip':
      return stripped(state);
    case 'reverse':
      return withFunctions(state, (screen) => ({ isReversed: !wanted(screen).isReversed }));
    case 'add':
    case 'read':
      return { ...state, effect: { kind: 'load', path: rest, how: name } };
    case 'help':
      return say(state, helpOf(rest));
    case 'quit':
      return { ...state, isDone: true };
    default:
      return assertNever(name);
  }
}

function say(state: ViewerState, message: string): ViewerState {
  return { ...state, message };
}

/** Changes the list of functions, which comes to the front for it. */
function withFunctions(state: ViewerState, change: (screen: FunctionsScreen) => RequestChange): ViewerState {
  const front = currentScreen(state);
  const list = front.kind === 'functions' ? front : state.screens.findLast((screen) => screen.kind === 'functions');
  if (list?.kind !== 'functions') return state;
  return requested(list === front ? state : opened(state, list), list, change(list));
}

/** Words as pstats reads them: unique prefixes, a number where it stands alone. */
function sorted(state: ViewerState, rest: string): ViewerState {
  try {
    const words = rest.split(/[\s,]+/).map((word) => (/^[+-]?\d+$/.test(word) ? Number(word) : word));
    const ordering = orderingOf(rest === 'none' ? null : resolveSortOrder(words));
    return withFunctions(state, () => ({ ordering, isReversed: false }));
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    return say(state, `${error.message}. Keys: ${SORT_KEYS.map(({ name }) => name).join(', ')}, none`);
  }
}

/** Each word is a regex that names must match. A count restricts what is printed; the list here scrolls. */
function matching(state: ViewerState, rest: string): ViewerState {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const patterns = words.filter((word) => Number.isNaN(Number(word)));
  const text = patterns.map((pattern) => `/${pattern}/`).join(' ');
  const parsed = parseNameFilter(text);
  if (!parsed.ok) return say(state, parsed.message);
  const filtered = withFunctions(state, () => ({ filter: { text, terms: parsed.filter } }));
  return words.length === patterns.length
    ? filtered
    : say(filtered, 'The list scrolls: a count leaves nothing out here.');
}

function stripped(state: ViewerState): ViewerState {
  const table = stripDirs(state.table);
  const message = notesText([...table.notes, ...table.edges().notes]) ?? 'The directories are taken off.';
  return say({ ...withProfile(state, table, null), isStripped: true }, message);
}

function helpOf(name: string): string {
  const spec = COMMANDS.find((known) => known.name === name);
  return spec === undefined ? `Commands: ${COMMAND_NAMES.join(' ')}` : commandHelp(spec);
}

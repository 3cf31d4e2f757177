import { BUILTIN_FILE, functionKey } from '../profile/function-name.ts';
import type { Actions } from './action.ts';
import { foundHints } from './hint-marks.ts';
import { LIST_START } from './list.ts';
import { NEW_COMMAND } from './overlays/command.ts';
import { exportLine } from './overlays/export.ts';
import { type Place, placeText, shortPlace } from './place.ts';
import type { Front } from './screen.ts';
import { searchName } from './screens/functions/request.ts';
import { openIcicle } from './screens/icicle/icicle.ts';
import { openInEachProfile, whyNoProfiles } from './screens/profiles.ts';
import { openTree } from './screens/tree/tree.ts';
import { lineWith } from './typed-line.ts';
import type { ViewerState } from './viewer.ts';

/** What is done with the function that the cursor is on, beyond the viewer. */
export const PLACE_ACTIONS: Actions<Front> = {
  edit: {
    keys: ['o'],
    group: 'place',
    help: 'open it in your editor ($VISUAL or $EDITOR)',
    label: 'edit',
    whyNot: whyNoPlace,
    run: (state, front) => {
      const place = placeOf(state, front);
      return place === null ? state : { ...state, effect: { kind: 'edit', place } };
    },
  },
  'copy-place': {
    keys: ['y'],
    group: 'place',
    help: 'copy file:line (tmux: set-clipboard on)',
    whyNot: whyNoPlace,
    run: (state, front) => {
      const place = placeOf(state, front);
      return place === null ? state : copy(state, placeText(place));
    },
  },
};

/** What is done with its name. */
export const NAME_ACTIONS: Actions<Front> = {
  mark: {
    keys: ['*'],
    group: 'filter',
    help: 'mark this name in all lists, or stop marking it',
    whyNot: whyNoRow,
    run: (state, front) => withRow(state, front, (row) => searchName(state, row)),
  },
};

/** To screens of the function that the cursor is on. */
export const OPEN_ACTIONS: Actions<Front> = {
  'tree.down': {
    keys: ['d'],
    group: 'screens',
    help: 'call tree of the selected function: callees',
    needsCallers: true,
    whyNot: whyNoRow,
    run: (state, front) => withRow(state, front, (row) => openTree(state, row, 'callees')),
  },
  'tree.up': {
    keys: ['u'],
    group: 'screens',
    help: 'call tree of the selected function: callers',
    needsCallers: true,
    whyNot: whyNoRow,
    run: (state, front) => withRow(state, front, (row) => openTree(state, row, 'callers')),
  },
  'icicle.function-tree': {
    keys: ['I'],
    group: 'screens',
    help: 'icicle of the selected function (i: its callers)',
    needsCallers: true,
    whyNot: whyNoRow,
    run: (state, front) => withRow(state, front, (row) => openIcicle(state, row)),
  },
  'profiles.function': {
    keys: ['F'],
    group: 'screens',
    help: 'the selected function in each profile',
    whyNot: (state, front) => whyNoProfiles(state.table) ?? whyNoRow(state, front),
    run: (state, front) => withRow(state, front, (row) => openInEachProfile(state, row)),
  },
};

const REPAINT: Actions<unknown> = {
  repaint: {
    keys: ['ctrl-l'],
    group: 'viewer',
    help: 'redraw the screen',
    isQuiet: true,
    run: (state) => ({ ...state, repaints: state.repaints + 1 }),
  },
};

const STOP: Actions<unknown> = {
  stop: {
    keys: ['ctrl-z'],
    group: 'viewer',
    help: 'suspend; fg in the shell resumes',
    run: (state) => ({ ...state, effect: { kind: 'stop' } }),
  },
};

const HELP_ACTION: Actions<unknown> = {
  help: {
    keys: ['?'],
    group: 'viewer',
    help: 'this list of keys',
    label: 'help',
    isVital: true,
    run: (state) => ({ ...state, overlay: { kind: 'help', list: LIST_START } }),
  },
};

const QUIT: Actions<unknown> = {
  quit: {
    keys: ['q', 'ctrl-c'],
    group: 'viewer',
    help: 'quit',
    label: 'quit',
    isVital: true,
    run: (state) => ({ ...state, isDone: true }),
  },
};

/** About the viewer as a whole, on all screens. */
export const VIEWER_ACTIONS: Actions<Front> = {
  ...REPAINT,
  export: {
    keys: ['e'],
    group: 'viewer',
    help: 'write this list to a file, as Markdown',
    whyNot: whyNoExport,
    run: (state) => ({ ...state, overlay: exportLine(state) }),
  },
  watch: {
    keys: ['w'],
    group: 'viewer',
    help: 'watch the file: read it again when it changes',
    run: toggleWatching,
  },
  'watch.run': {
    keys: ['W'],
    group: 'viewer',
    help: 'run a command whenever a source is saved, or stop',
    run: (state) =>
      state.watchCommand === null
        ? { ...state, overlay: { ...NEW_COMMAND, line: lineWith('run ') } }
        : toggleWatching(state),
  },
  ...STOP,
  ...HELP_ACTION,
  ...QUIT,
  command: {
    keys: [':'],
    group: 'viewer',
    help: "a command of pstats' browser (:help)",
    run: (state) => ({ ...state, overlay: NEW_COMMAND }),
  },
};

/** In every menu. */
export const MENU_ACTIONS: Actions<unknown> = { ...REPAINT, ...STOP, ...QUIT };

/** In a menu whose keys the help explains. */
export const MENU_ACTIONS_WITH_HELP: Actions<unknown> = { ...REPAINT, ...STOP, ...HELP_ACTION, ...QUIT };

/** While a line is typed: all other keys are the line's. */
export const LINE_ACTIONS: Actions<unknown> = {
  ...REPAINT,
  ...STOP,
  quit: { keys: ['ctrl-c'], group: 'viewer', help: 'quit', run: (state) => ({ ...state, isDone: true }) },
};

/** The place of what the cursor is on; null for a built-in, and where the cursor is on nothing. */
function placeOf({ table }: ViewerState, front: Front): Place | null {
  const selected = front.selected();
  if (selected === undefined) return null;
  const place = front.place();
  if (place !== undefined) return place;
  const { file, line } = functionKey(table, selected);
  const path = table.strings.text(file);
  return path === BUILTIN_FILE ? null : { file: path, line: Math.max(1, Math.trunc(line)) };
}

function whyNoPlace(state: ViewerState, front: Front): string | null {
  if (front.selected() === undefined) return 'No function is selected.';
  return placeOf(state, front) === null ? 'A built-in has no place in a file.' : null;
}

/** Nobody answers whether a terminal took the text: the message says what was sent and by which way. */
function copy(state: ViewerState, text: string): ViewerState {
  return { ...state, effect: { kind: 'copy', text }, message: `Sent to the clipboard (OSC 52): ${shortPlace(text)}` };
}

/** Why the cursor is on no function that has numbers of its own. */
function whyNoRow({ table }: ViewerState, front: Front): string | null {
  const selected = front.selected();
  if (selected === undefined) return 'No function is selected.';
  return selected < table.length ? null : 'It has no row of its own in this profile.';
}

function withRow(state: ViewerState, front: Front, open: (row: number) => ViewerState): ViewerState {
  const selected = front.selected();
  return selected === undefined || selected >= state.table.length ? state : open(selected);
}

/** Why there is nothing yet to be written to a file. */
function whyNoExport(state: ViewerState, { kind }: Front): string | null {
  if (kind !== 'hints') return null;
  const found = foundHints(state);
  if (found === null) return 'Hints are still being looked for: nothing can be written yet.';
  return found.view === null ? 'There are no hints to write: they could not be looked for.' : null;
}

const NOT_WATCHING = { isWatching: false, watchCommand: null, changed: null } as const;

/** Begins to watch the files, or ends it. */
function toggleWatching(state: ViewerState): ViewerState {
  return state.isWatching
    ? { ...state, ...NOT_WATCHING, effect: { kind: 'unwatch' }, message: 'No longer watching.' }
    : { ...state, isWatching: true, effect: { kind: 'watch' }, message: `Watching ${state.title}; w ends it.` };
}

import type { CallTree } from '../../views/call-tree/call-node.ts';
import { comparisonScreen } from './comparison-screen.ts';
import { functionScreen } from './function-screen.ts';
import { hintsScreen } from './hints-screen.ts';
import { memoryScreen } from './memory-screen.ts';
import { modulesScreen } from './modules-screen.ts';
import { profilesScreen } from './profiles-screen.ts';
import { whyNoProfiles } from './reduce-profiles.ts';
import { frontScreen } from './screens.ts';
import { treeScreen } from './tree-screen.ts';
import { currentScreen, type Screen, type ScreenKind, type ViewerState } from './viewer-state.ts';

/** A screen that a digit leads to from everywhere. */
export type TopScreen = {
  readonly digit: string;
  readonly title: string;
  /** Whether it shows who calls whom. */
  readonly needsCallers?: true;
  /** The screen, as one would come to it from what is in front. */
  readonly open: (state: ViewerState) => Screen | undefined;
  /** Why there is nothing to show just now, or null. */
  readonly whyNot: (state: ViewerState) => string | null;
};

export const TOP_SCREENS: readonly TopScreen[] = [
  {
    digit: '1',
    title: 'all functions',
    open: (state) => lastOfKind(state, 'functions'),
    whyNot: (state) => (currentScreen(state).kind === 'functions' ? 'These are all functions.' : null),
  },
  {
    digit: '2',
    title: 'the selected function: its callers and callees',
    needsCallers: true,
    open: (state) => {
      const selected = frontScreen(state).selected();
      return selected === undefined ? undefined : functionScreen(state.table, selected);
    },
    whyNot: whyNoFunction,
  },
  {
    digit: '3',
    title: 'call tree of the whole program',
    needsCallers: true,
    open: (state) =>
      state.screens.findLast((screen) => screen.kind === 'tree' && isOfProgram(screen.tree, state)) ??
      treeScreen({ table: state.table, direction: 'callees', start: null }),
    whyNot: (state) => {
      const screen = currentScreen(state);
      const isThere = screen.kind === 'tree' && isOfProgram(screen.tree, state);
      return isThere ? 'This is the call tree of the whole program.' : null;
    },
  },
  {
    digit: '4',
    title: 'hints: what to change, and why',
    needsCallers: true,
    open: (state) => lastOfKind(state, 'hints') ?? hintsScreen(),
    whyNot: (state) => (currentScreen(state).kind === 'hints' ? 'These are the hints.' : null),
  },
  {
    digit: '5',
    title: 'libraries, packages and files',
    needsCallers: true,
    open: (state) => lastOfKind(state, 'modules') ?? modulesScreen(),
    whyNot: (state) => (currentScreen(state).kind === 'modules' ? 'These are the libraries and files.' : null),
  },
  {
    digit: '6',
    title: 'live memory, with a snapshot',
    open: (state) => lastOfKind(state, 'memory') ?? (state.memory === null ? undefined : memoryScreen(state.memory)),
    whyNot: (state) => {
      if (currentScreen(state).kind === 'memory') return 'This is the live memory.';
      return state.memory === null ? 'No snapshot was given: start with --memory FILE.' : null;
    },
  },
  {
    digit: '7',
    title: 'what changed',
    open: (state) => (state.baseline === null ? undefined : (lastOfKind(state, 'comparison') ?? comparisonScreen())),
    whyNot: (state) => {
      if (currentScreen(state).kind === 'comparison') return 'This is the comparison.';
      return whyNoComparison(state);
    },
  },
  {
    digit: '8',
    title: 'what each of several profiles brought',
    open: () => profilesScreen(null),
    whyNot: (state) => {
      const screen = currentScreen(state);
      const isThere = screen.kind === 'profiles' && screen.function === null;
      return isThere ? 'These are the profiles.' : whyNoProfiles(state.table);
    },
  },
];

/** Said with what to do about it. */
export function whyNoComparison({ baseline }: ViewerState): string | null {
  return baseline === null ? 'It needs --baseline before.prof.' : null;
}

function isOfProgram({ table, start }: CallTree, state: ViewerState): boolean {
  return start === null && table === state.table;
}

/** Why the selection does not lead to a function's screen. */
function whyNoFunction(state: ViewerState): string | null {
  const selected = frontScreen(state).selected();
  if (selected === undefined) return 'No function is selected.';
  return selected < state.table.length ? frontScreen(state).refusal({ type: 'enter' }) : 'It has no row of its own.';
}

/** The screen of a kind that one saw last, as it was then. */
function lastOfKind(state: ViewerState, kind: ScreenKind): Screen | undefined {
  return state.screens.findLast((screen) => screen.kind === kind);
}

export function topScreen(digit: string): TopScreen | undefined {
  return TOP_SCREENS.find((screen) => screen.digit === digit);
}

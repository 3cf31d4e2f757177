import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { standardName } from '../../../profile/function-name.ts';
import type { Estimates, ListedLine } from '../../../report/list-markdown.ts';
import { isHiddenBy } from '../../../views/hiding.ts';
import { isSelfKnown, isTotalKnown } from '../../../views/icicle/frame-facts.ts';
import {
  chooseFrame,
  hasWholeWidth,
  turnRound,
  WHOLE_ICICLE,
  zoomIn,
  zoomOut,
} from '../../../views/icicle/icicle-state.ts';
import {
  frameAlong,
  framesThrough,
  type IcicleFrame,
  type IcicleTree,
  pathOf,
} from '../../../views/icicle/icicle-tree.ts';
import { listedFrames } from '../../../views/icicle/place-frames.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { HIDE, hidingOf, withoutText } from '../../hiding.ts';
import { type Sorting, UNITS } from '../../list.ts';
import { whyNoRow } from '../../name.ts';
import { MOST_LINES, type Move, type ScreenType } from '../../screen.ts';
import { BACK, ENTER, inFrontAs, lastOfKind, openScreen, withScreen } from '../../trail.ts';
import { EMPTY_LINE } from '../../typed-line.ts';
import type { ViewerState } from '../../viewer.ts';
import { openFunction } from '../function/panes.ts';
import { hasPaths, type IcicleScreen, icicleWindow, seenIcicle } from './frames.ts';
import { fitScreen, frameMoves, matchKey } from './moves.ts';
import { drawIcicle, frameAt } from './picture.ts';
import { ICICLE_MEANINGS, knownText } from './words.ts';

const WHOLE: IcicleScreen = { ...WHOLE_ICICLE, kind: 'icicle', top: 0, sought: null };

/** Opens the picture of a function: where its time goes. */
export function openIcicle(state: ViewerState, start: FunctionIndex): ViewerState {
  return openScreen(state, { ...WHOLE, start });
}

const sorting: Sorting<IcicleScreen> = {
  menu: () => ({ what: 'frames', choices: [], current: -1 }),
  sortBy: (state) => state,
  reverse: (state) => state,
  whyNever: 'In a picture, the frame with the most time comes first.',
};

/** Where the time goes, as a picture. Times on paths are estimates; from each frame one key leads to what is known. */
export const ICICLE: ScreenType<IcicleScreen> = {
  kind: 'icicle',
  top: {
    digit: '9',
    tab: 'Icicle',
    title: 'icicle: a picture of where the time goes',
    needsCallers: true,
    open: (state) => lastOfKind(state, 'icicle', ({ start }) => start === null) ?? WHOLE,
    whyHere: (state) =>
      inFrontAs(state, 'icicle')?.start === null ? 'This is the icicle of the whole program.' : null,
  },
  crumb: ({ direction }) => (direction === 'callees' ? 'icicle' : 'inverted icicle'),
  draw: drawIcicle,
  spotAt: (state, screen, { x, y }) => {
    const frame = frameAt(state, screen, x, y);
    if (frame === null) return null;
    return { kind: 'row', self: chooseFrame(screen, seenIcicle(state, screen).tree, frame), key: null };
  },
  actions: {
    enter: {
      ...ENTER,
      help: 'zoom in; again: the function itself',
      label: 'zoom',
      whyNot: (state, screen) => {
        const row = chosenRow(state, screen);
        if (row === undefined) return 'There is no frame to zoom into.';
        return hasWholeWidth(screen, seenIcicle(state, screen)) ? whyNoRow(state.table, row) : null;
      },
      run: (state, screen) => {
        const seen = seenIcicle(state, screen);
        if (hasWholeWidth(screen, seen)) return openFunction(state, chosenRow(state, screen));
        return withScreen(state, { ...zoomIn(screen, seen), top: 0 });
      },
    },
    'icicle.out': {
      keys: ['escape', 'backspace'],
      group: 'open',
      help: 'zoom out again',
      label: 'out',
      isCommon: true,
      whyNot: (_, { zooms }) => (zooms.length === 0 ? 'Nothing is zoomed into.' : null),
      run: (state, screen) => withScreen(state, fitScreen(state, zoomOut(screen))),
    },
    'icicle.function': {
      keys: ['s'],
      group: 'open',
      help: 'the function itself: exact callers and callees',
      label: 'function',
      isCommon: true,
      needsCallers: true,
      whyNot: (state, screen) => {
        const row = chosenRow(state, screen);
        return row === undefined ? 'There is no frame to open.' : whyNoRow(state.table, row);
      },
      run: (state, screen) => openFunction(state, chosenRow(state, screen)),
    },
    'icicle.invert': {
      keys: ['i'],
      group: 'open',
      help: 'callers in place of callees: what leads here',
      label: 'invert',
      run: (state, screen) => {
        const turned = turnRound(icicleWindow(state), screen, chosenRow(state, screen) ?? -1);
        return withScreen(state, fitScreen(state, { ...turned, top: 0 }));
      },
    },
    ...frameMoves(),
    'icicle.search': {
      keys: ['/'],
      group: 'filter',
      help: 'highlight the frames whose names match',
      label: 'search',
      run: (state, screen) => ({
        ...state,
        overlay: { kind: 'icicle-search', line: EMPTY_LINE, problem: null, before: screen },
      }),
    },
    'icicle.next': matchKey('n', 'to the next frame that matches', 1),
    'icicle.previous': matchKey('N', 'to the previous frame that matches', -1),
    ...BACK,
    ...HIDE,
    ...UNITS,
  },
  sorting,
  selected: chosenRow,
  refit: fitScreen,
  moveTo: moveIcicle,
  leavesOut: true,
  meanings: { more: ICICLE_MEANINGS },
  markdown: (state, screen) => {
    if (!hasPaths(state)) return [];
    const { tree, placed } = seenIcicle(state, screen);
    const frames = listedFrames(tree, placed);
    const what = screen.direction === 'callees' ? 'Icicle' : 'Inverted icicle';
    return [
      {
        heading: `${what}${withoutText(state)}: ${knownText(tree)}`,
        lines: frames.slice(0, MOST_LINES).map(({ frame, depth }) => listedLine(tree, frame, depth)),
        total: frames.length,
      },
    ];
  },
};

function chosenRow(state: ViewerState, screen: IcicleScreen): FunctionIndex | undefined {
  if (!hasPaths(state)) return undefined;
  const { tree, chosen } = seenIcicle(state, screen);
  return chosen < 0 ? undefined : tree.row[chosen];
}

/**
 * The same path in another profile, as far as its functions are there, or without the functions that are hidden now. A zoom
 * into what is gone is left.
 */
function moveIcicle({ to, rowOf }: Move, screen: IcicleScreen): IcicleScreen | null {
  const start = screen.start === null ? null : rowOf(screen.start);
  if (start !== null && start < 0) return null;
  const hiding = hidingOf(to);
  const rows = screen.path.map(rowOf);
  const end = rows.indexOf(-1);
  const left = end < 0 ? rows : rows.slice(0, end);
  const isShown = (row: FunctionIndex): boolean => !isHiddenBy(hiding, row);
  const zooms = screen.zooms.filter((length) => length <= left.length && isShown(left[length - 1]!));
  const moved: IcicleScreen = {
    ...screen,
    start,
    path: left.filter(isShown),
    zooms: zooms.map((length) => left.slice(0, length).filter(isShown).length),
  };
  return fitScreen(to, hasPaths(to) ? foundAgain(to, moved) : moved);
}

/** Where functions are shown again that were hidden, they stand between those of the path. */
function foundAgain(state: ViewerState, screen: IcicleScreen): IcicleScreen {
  const { tree } = seenIcicle(state, { ...screen, path: [], zooms: [] });
  const { path, zooms } = screen;
  if (pathOf(tree, frameAlong(tree, path)).length === path.length) return screen;
  const frames = framesThrough(tree, path);
  const lengthAt = (at: number): number => pathOf(tree, frames[at] ?? -1).length;
  return {
    ...screen,
    path: pathOf(tree, frames.at(-1) ?? -1),
    zooms: zooms.filter((length) => length <= frames.length).map((length) => lengthAt(length - 1)),
  };
}

function listedLine(tree: IcicleTree, frame: IcicleFrame, depth: number): ListedLine {
  const numbers = {
    ncalls: String(Math.round(tree.calls[frame]!)),
    primitiveCalls: null,
    tottime: tree.self[frame]!,
    tottimePerCall: null,
    cumtime: tree.total[frame]!,
    cumtimePerCall: null,
  };
  const name = standardName(tree.table, tree.row[frame]!);
  const share = shareOf(tree.total[frame]!, tree.whole);
  const isShareEstimated = !isTotalKnown(tree, frame);
  return { numbers, share, name, depth, estimates: estimatesOf(tree, frame), isShareEstimated };
}

function estimatesOf(tree: IcicleTree, frame: IcicleFrame): Estimates {
  if (tree.areCallsKnown[frame] === 0) return 'all';
  if (isSelfKnown(tree, frame)) return isTotalKnown(tree, frame) ? 'none' : 'cumtime';
  return isTotalKnown(tree, frame) ? 'tottime' : 'times';
}

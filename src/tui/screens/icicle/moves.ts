import { chooseFrame, type SeenIcicle } from '../../../views/icicle/icicle-state.ts';
import type { IcicleFrame } from '../../../views/icicle/icicle-tree.ts';
import { type FrameMove, frameBeside, listedFrames } from '../../../views/icicle/place-frames.ts';
import type { Action, Actions } from '../../action.ts';
import { withScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import { framesHeight, hasPaths, type IcicleScreen, isPicture, seenIcicle } from './frames.ts';
import { chosenLine } from './picture.ts';
import { soughtTest } from './sought.ts';

/** A key through the frames; `far`: so many frames at once. */
type FrameKeys = {
  readonly to: FrameMove;
  readonly keys: readonly [string, ...string[]];
  readonly help: string;
  readonly far?: (height: number) => number;
};

const page = (height: number): number => height;
const half = (height: number): number => Math.max(1, Math.floor(height / 2));
const notch = (): number => 3;

const FRAME_KEYS: Readonly<Record<string, FrameKeys>> = {
  down: { to: 'down', keys: ['down', 'j'], help: 'to the largest frame below' },
  up: { to: 'up', keys: ['up', 'k'], help: 'to the frame above' },
  right: { to: 'right', keys: ['right', 'l'], help: 'to the next frame of the line' },
  left: { to: 'left', keys: ['left', 'h'], help: 'to the frame before it in the line' },
  first: { to: 'first', keys: ['home', 'g'], help: 'to the first frame of the line' },
  last: { to: 'last', keys: ['end', 'G'], help: 'to the last frame of the line' },
  'page-down': {
    to: 'down',
    keys: ['pagedown', 'space', 'ctrl-f'],
    help: 'a page down, by the largest frames',
    far: page,
  },
  'page-up': { to: 'up', keys: ['pageup', 'ctrl-b'], help: 'a page up', far: page },
  'half-down': { to: 'down', keys: ['ctrl-d'], help: 'half a page down', far: half },
  'half-up': { to: 'up', keys: ['ctrl-u'], help: 'half a page up', far: half },
  'wheel-down': { to: 'down', keys: ['wheel-down'], help: 'three frames down', far: notch },
  'wheel-up': { to: 'up', keys: ['wheel-up'], help: 'three frames up', far: notch },
};

/** The keys from frame to frame. */
export function frameMoves(): Actions<IcicleScreen> {
  return Object.fromEntries(
    Object.entries(FRAME_KEYS).map(([name, { to, keys, help, far }]): [string, Action<IcicleScreen>] => [
      `icicle.${name}`,
      {
        keys,
        group: 'move',
        help,
        run: (state, screen) => withScreen(state, moveFrame(state, screen, to, far?.(framesHeight(state)) ?? 1)),
      },
    ]),
  );
}

/** The screen with another frame chosen. In a list up and down lead to the lines beside. */
export function moveFrame(state: ViewerState, screen: IcicleScreen, to: FrameMove, far: number): IcicleScreen {
  if (!hasPaths(state)) return screen;
  const seen = seenIcicle(state, screen);
  const frame = isPicture(state) ? frameFar(seen, to, far) : frameOfLine(seen, LINES[to] * far);
  return frame < 0 ? screen : fitScreen(state, chooseFrame(screen, seen.tree, frame));
}

/** So many frames away, or as far as there are any. */
function frameFar({ tree, placed, chosen }: SeenIcicle, to: FrameMove, far: number): IcicleFrame | -1 {
  let frame = chosen;
  for (let left = far; left > 0 && frame >= 0; left--) {
    const next = frameBeside(placed, tree, frame, to);
    if (next === null) break;
    frame = next;
  }
  return frame;
}

/** How many lines of a list a movement leads down. */
const LINES: Readonly<Record<FrameMove, number>> = {
  up: -1,
  down: 1,
  left: -1,
  right: 1,
  first: Number.NEGATIVE_INFINITY,
  last: Number.POSITIVE_INFINITY,
};

function frameOfLine({ tree, placed, chosen }: SeenIcicle, lines: number): IcicleFrame | -1 {
  const frames = listedFrames(tree, placed);
  const at = frames.findIndex(({ frame }) => frame === chosen) + lines;
  return frames[Math.max(0, Math.min(at, frames.length - 1))]?.frame ?? -1;
}

/** The key to the frames that are looked for, in the order of the lines, round the end. */
export function matchKey(key: string, help: string, step: 1 | -1): Action<IcicleScreen> {
  return {
    keys: [key],
    group: 'filter',
    help,
    whyNot: (state, screen) => (nextMatch(state, screen, step) === null ? whyNoMatch(state, screen) : null),
    run: (state, screen) => {
      const frame = nextMatch(state, screen, step);
      if (frame === null) return state;
      return withScreen(state, fitScreen(state, chooseFrame(screen, seenIcicle(state, screen).tree, frame)));
    },
  };
}

function whyNoMatch(state: ViewerState, { sought }: IcicleScreen): string {
  return soughtTest(state, sought) === null
    ? 'Nothing has been searched for yet; / searches.'
    : 'No frame that is shown matches.';
}

function nextMatch(state: ViewerState, screen: IcicleScreen, step: 1 | -1): IcicleFrame | null {
  const isSought = soughtTest(state, screen.sought);
  if (isSought === null || !hasPaths(state)) return null;
  const { tree, placed, chosen } = seenIcicle(state, screen);
  const frames = placed.flatMap((line) => line.map(({ frame }) => frame));
  const from = frames.indexOf(chosen);
  for (let tried = 1; tried <= frames.length; tried++) {
    const frame = frames[(from + step * tried + frames.length * 2) % frames.length]!;
    if (isSought(tree.row[frame]!)) return frame;
  }
  return null;
}

/** The window with the chosen frame in it. */
export function fitScreen(state: ViewerState, screen: IcicleScreen): IcicleScreen {
  if (!hasPaths(state)) return screen;
  const line = Math.max(0, chosenLine(state, seenIcicle(state, screen)));
  const height = framesHeight(state);
  const top = Math.max(line - height + 1, Math.min(screen.top, line));
  return top === screen.top ? screen : { ...screen, top };
}

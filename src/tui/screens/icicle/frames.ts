import { type IcicleState, type IcicleWindow, type SeenIcicle, seeIcicle } from '../../../views/icicle/icicle-state.ts';
import { hidingOf } from '../../hiding.ts';
import { isSmall, type ViewerState } from '../../viewer.ts';
import { bodyHeight } from '../../window.ts';
import type { Sought } from './sought.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly icicle: IcicleScreen;
  }
}

/** A picture of where the time goes: a frame for each function on each path, as wide as its time. */
export type IcicleScreen = IcicleState & {
  readonly kind: 'icicle';
  /** The first line of the window. */
  readonly top: number;
  /** What `/` looks for. */
  readonly sought: Sought | null;
};

/** Narrower windows show a list. */
const FEWEST_COLUMNS = 60;

export function isPicture({ size }: ViewerState): boolean {
  return size.columns >= FEWEST_COLUMNS;
}

/** Before the frames stands the mark of the line that the cursor is in. */
export const GUTTER = 1;

/** What stands around the frames: a sentence above a list; below a rule and the numbers of the chosen one. */
const AROUND = { picture: { above: 0, below: 2 }, list: { above: 1, below: 3 } };

export function linesAround(state: ViewerState): { readonly above: number; readonly below: number } {
  return AROUND[isPicture(state) ? 'picture' : 'list'];
}

/** The lines for frames. */
export function framesHeight(state: ViewerState): number {
  const { above, below } = linesAround(state);
  return Math.max(1, bodyHeight(state.size) - above - below);
}

export function icicleWindow(state: ViewerState): IcicleWindow {
  return { table: state.table, hiding: hidingOf(state), width: state.size.columns - GUTTER };
}

/** Whether the paths can be worked out in the time of a key: of a large profile what they need is made first (see work.ts). */
export function hasPaths({ table, pathsReadyOf }: ViewerState): boolean {
  return isSmall(table) || pathsReadyOf === table;
}

export function seenIcicle(state: ViewerState, screen: IcicleScreen): SeenIcicle {
  return seeIcicle(icicleWindow(state), screen);
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { Seconds } from '../../profile/profile-table.ts';
import { lineNumbers, shareOf } from '../line-numbers.ts';
import { type CodeGroup, isSelfKnown, isTotalKnown, otherCumtime } from './frame-facts.ts';
import { type IcicleState, timeOwner } from './icicle-state.ts';
import { framesIn, type IcicleFrame, type IcicleTree, knownPart } from './icicle-tree.ts';

/** Whose code a frame is. */
export const CODE_WORDS: Readonly<Record<CodeGroup, string>> = {
  own: 'own code',
  library: 'library',
  builtin: 'built-in',
};

/** Said of a picture in which there is time and no frame. */
export const ALL_TOO_SMALL = 'each function is too small for a frame';

/** Before whatever the profile does not have. */
export function estimateMark(isKnown: boolean): string {
  return isKnown ? '' : '~';
}

function pathWords(isKnown: boolean): string {
  return isKnown ? 'path known' : '~ path estimated';
}

/** How a terminal, a page or a picture writes what a frame has. `mark`: {@link estimateMark} of the time. */
export type FrameStyle = {
  readonly time: (seconds: Seconds) => string;
  readonly share: (share: number | null, mark: string) => string;
  readonly digits: (digits: string) => string;
  readonly name: (row: FunctionIndex) => string;
};

/**
 * A frame in words; `self`: null in a picture of callers, where a frame has time of the function at its top alone; `cumtime`:
 * null unless it is another time than the total of the picture.
 */
export type FrameWords = Readonly<Record<'total' | 'calls' | 'path', string>> &
  Readonly<Record<'self' | 'cumtime', string | null>>;

/** `total ~162 ms ~27%`, `self ~13 ms ~1.3%`, `cumtime 555 ms`, `1 call`, `path known`; of callers `13 ms 1.3% for parse_line`. */
export function frameWords(state: IcicleState, tree: IcicleTree, frame: IcicleFrame, style: FrameStyle): FrameWords {
  const part = (seconds: Seconds, isKnown: boolean): string => {
    const mark = estimateMark(isKnown);
    return `${mark}${style.time(seconds)} ${style.share(shareOf(seconds, tree.whole), mark)}`.trimEnd();
  };
  const total = part(tree.total[frame]!, isTotalKnown(tree, frame));
  const inProfile = tree.direction === 'callees' ? otherCumtime(tree, frame) : null;
  const others = {
    calls: callsWords(tree, frame, style.digits),
    path: pathWords(tree.isKnown[frame] === 1),
    cumtime: inProfile === null ? null : `cumtime ${style.time(inProfile)}`,
  };
  if (tree.direction === 'callees') {
    return {
      total: `total ${total}`,
      self: `self ${part(tree.self[frame]!, isSelfKnown(tree, frame))}`,
      ...others,
    };
  }
  const { row, isItself } = timeOwner(state, tree, frame);
  if (!isItself) return { total: `${total} for ${style.name(row)}`, self: null, ...others };
  return { total: `${state.start === null ? 'self' : 'total'} ${total}`, self: null, ...others };
}

/** `3 calls`, `10/3 calls`, `~12 calls`; of a sampled profile samples. */
function callsWords(
  { table, row, calls, areCallsKnown }: IcicleTree,
  frame: IcicleFrame,
  digits: FrameStyle['digits'],
): string {
  const word = table.kind === 'sampled' ? 'sample' : 'call';
  const [of, count, isKnown] = [row[frame]!, calls[frame]!, areCallsKnown[frame] === 1];
  if (isKnown && of < table.length && count === table.ncalls.values[of]) {
    const { ncalls, primitiveCalls } = lineNumbers(table, of, true);
    const text = primitiveCalls === null ? digits(ncalls) : `${digits(ncalls)}/${digits(primitiveCalls)}`;
    return `${text} ${word}${ncalls === '1' ? '' : 's'}`;
  }
  const isPart = count > 0 && count < 1;
  const text = isPart ? '<1' : digits(String(Math.round(count)));
  return `${estimateMark(isKnown)}${text} ${word}${isPart || text === '1' ? '' : 's'}`;
}

/** From here on a part is 100.0 %. */
const ALMOST_ALL = 0.9995;

/** How far a picture can be trusted; null for what is not worth a word. */
export type Trust = {
  /** The part of the time whose path is known; null: all of it. */
  readonly known: number | null;
  /** The part that is in no frame. */
  readonly unplaced: number | null;
};

export function trustIn(tree: IcicleTree): Trust {
  const known = knownPart(tree);
  const placed = framesIn(tree, -1).reduce((sum, frame) => sum + tree.total[frame]!, 0) / tree.whole;
  const isAllPlaced = placed >= ALMOST_ALL;
  return { known: known >= ALMOST_ALL ? null : known, unplaced: isAllPlaced ? null : 1 - placed };
}

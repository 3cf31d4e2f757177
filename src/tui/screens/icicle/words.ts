import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { cutEnd, displayWidth } from '../../../text/display.ts';
import { type CodeGroup, codeGroupOf, frameNameParts } from '../../../views/icicle/frame-facts.ts';
import { CODE_WORDS, estimateMark, type FrameStyle, trustIn } from '../../../views/icicle/frame-words.ts';
import type { IcicleFrame, IcicleTree } from '../../../views/icicle/icicle-tree.ts';
import { shownText } from '../../name.ts';
import { percentCell, type TimeStyle, timeInText } from '../../number.ts';
import type { Meaning } from '../../screen.ts';
import type { Glyphs, Role } from '../../theme.ts';

/** How each kind of code is painted; its edge tells it apart where there is no colour. */
const ROLES: Readonly<Record<CodeGroup, Role>> = { own: 'cool', library: 'warm', builtin: 'dim' };

/** How a frame is painted, its left edge, and what fills it. An estimated path is seen in a frame of any width. */
export function lookOf(
  { table, row, isKnown }: IcicleTree,
  frame: IcicleFrame,
  { edges, estimatedEdges, fill, estimatedFill }: Glyphs,
): { readonly edge: string; readonly fill: string; readonly role: Role } {
  const group = codeGroupOf(table, row[frame]!);
  const role = ROLES[group];
  if (isKnown[frame] === 1) return { edge: edges[group], fill, role };
  return { edge: estimatedEdges[group], fill: estimatedFill, role };
}

/** `▌own code ▏library ┊built-in` */
export function legend({ edges }: Glyphs): string {
  const groups: readonly CodeGroup[] = ['own', 'library', 'builtin'];
  return groups.map((group) => `${edges[group]}${CODE_WORDS[group]}`).join(' ');
}

/** How far the picture can be trusted, in a line or in a short one. */
export function knownText(tree: IcicleTree, isShort = false): string {
  if (tree.whole === 0) return 'this profile has no time to show';
  const { known, unplaced } = trustIn(tree);
  const part = percentCell(known ?? 1);
  if (unplaced !== null) {
    const paths = `path known ${part}, in no frame ${percentCell(unplaced)}`;
    return isShort ? paths : `${paths}; ~ estimated`;
  }
  if (known === null) return 'path known for all the time';
  return `path known for ${part}${isShort ? '' : ' of the time'}; ~ estimated`;
}

/** A name of a function needs so many cells to say anything. */
const FEWEST_LABEL_CELLS = 4;

/** The name of a frame in at most `width` cells, with its place where there is room; `~`: its path is estimated. */
export function frameLabel(tree: IcicleTree, frame: IcicleFrame, width: number, ellipsis: string): string {
  if (width < FEWEST_LABEL_CELLS) return '';
  const mark = estimateMark(tree.isKnown[frame] === 1);
  const { name, place } = frameNameParts(tree.table, tree.row[frame]!);
  const short = mark + shownText(name);
  const whole = place === '' ? short : `${short} ${shownText(place)}`;
  return displayWidth(whole) <= width ? whole : cutEnd(short, width, ellipsis);
}

/** A function in a word, without its file. */
export function functionWord(table: ProfileTable, row: FunctionIndex): string {
  return shownText(frameNameParts(table, row).name);
}

/** How the numbers of a frame are written. */
export function frameStyle({ table }: IcicleTree, style: TimeStyle): FrameStyle {
  return {
    time: (seconds) => timeInText(seconds, style),
    share: (share, mark) => mark + percentCell(share),
    digits: (digits) => digits,
    name: (row) => functionWord(table, row),
  };
}

export const ICICLE_MEANINGS: readonly Meaning[] = [
  { term: 'frame', text: 'a function on a path of calls, as wide as the time it took there with all that it called' },
  { term: 'empty right end', text: 'what the function took itself, and frames that are less than a cell wide' },
  {
    term: '~',
    text: 'the path is estimated, and the frame has half an edge: a profile has who called whom, and no paths. A function with several callers is shared out by the times of their calls; s shows what is known for sure',
  },
  {
    term: 'cumtime',
    text: 'what the profile has for all calls of the function, where the picture has another time: a path ends where it would come back to a function, and what that calls the second time stands below the first',
  },
  {
    term: 'in no frame',
    text: 'functions at the top that are too small for a cell, and what no function that is shown called for',
  },
  {
    term: 'path known',
    text: 'up to the top each function has a single caller: the numbers are those of the profile, but for those with ~, where calls of a recursion overlap',
  },
];

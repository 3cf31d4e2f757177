import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { cutEnd, displayWidth } from '../../../text/display.ts';
import {
  type CodeGroup,
  codeGroupOf,
  frameNameParts,
  isSelfKnown,
  isTotalKnown,
} from '../../../views/icicle/frame-facts.ts';
import { framesIn, type IcicleFrame, type IcicleTree, knownPart, pathOf } from '../../../views/icicle/icicle-tree.ts';
import { lineNumbers, shareOf } from '../../../views/line-numbers.ts';
import { shownText } from '../../name.ts';
import { percentCell, type TimeStyle, timeInText } from '../../number.ts';
import type { Meaning } from '../../screen.ts';
import type { Glyphs, Role } from '../../theme.ts';

/** How each kind of code is told apart: by its edge, and by colour where there is one. */
const GROUPS: Readonly<Record<CodeGroup, { readonly word: string; readonly role: Role }>> = {
  own: { word: 'mine', role: 'cool' },
  library: { word: 'library', role: 'warm' },
  builtin: { word: 'built-in', role: 'dim' },
};

/** How a frame is painted, and its left edge. */
export function lookOf(table: ProfileTable, row: FunctionIndex, { edges }: Glyphs): { edge: string; role: Role } {
  const group = codeGroupOf(table, row);
  return { edge: edges[group], role: GROUPS[group].role };
}

/** `▌mine ▏library ┊built-in` */
export function legend({ edges }: Glyphs): string {
  const groups: readonly CodeGroup[] = ['own', 'library', 'builtin'];
  return groups.map((group) => `${edges[group]}${GROUPS[group].word}`).join(' ');
}

/** How far the picture can be trusted. */
export function knownText(tree: IcicleTree): string {
  if (tree.whole === 0) return 'this profile has no time to show';
  const known = knownPart(tree);
  const paths = `path known for ${percentCell(known)}`;
  const placed = framesIn(tree, -1).reduce((sum, frame) => sum + tree.total[frame]!, 0) / tree.whole;
  if (placed < ALMOST_ALL) return `${paths}, in no frame ${percentCell(1 - placed)}; ~ estimated`;
  return known < ALMOST_ALL ? `${paths} of the time; ~ estimated` : 'path known for all the time';
}

const ALMOST_ALL = 0.9995;

/** A name of a function needs so many cells to say anything. */
const FEWEST_LABEL_CELLS = 4;

/** The name of a frame in at most `width` cells, with its place where there is room; `~`: its path is estimated. */
export function frameLabel(tree: IcicleTree, frame: IcicleFrame, width: number, ellipsis: string): string {
  if (width < FEWEST_LABEL_CELLS) return '';
  const mark = tree.isKnown[frame] === 1 ? '' : '~';
  const { name, place } = frameNameParts(tree.table, tree.row[frame]!);
  const short = mark + shownText(name);
  const whole = place === '' ? short : `${short} ${shownText(place)}`;
  return displayWidth(whole) <= width ? whole : cutEnd(short, width, ellipsis);
}

/** A function in a word, without its file. */
export function functionWord(table: ProfileTable, row: FunctionIndex): string {
  return shownText(frameNameParts(table, row).name);
}

/** What is known of a frame: `self 13 ms 1.3%`, `total 988 ms 94%`, `1 call`, `path known`. */
export function frameNumbers(tree: IcicleTree, frame: IcicleFrame, style: TimeStyle): readonly string[] {
  const { self, total, whole, isKnown } = tree;
  const mark = isSelfKnown(tree, frame) ? '' : '~';
  const path = isKnown[frame] === 1 ? 'path known' : '~ path estimated';
  const all = part(total[frame]!, whole, isTotalKnown(tree, frame) ? '' : '~', style);
  const calls = callsOf(tree, frame);
  if (tree.direction === 'callers') {
    const [top = 0] = pathOf(tree, frame);
    return tree.parent[frame]! < 0 ? [all, '', calls] : [all, `for ${functionWord(tree.table, top)}`, calls, path];
  }
  return [`self ${part(self[frame]!, whole, mark, style)}`, `total ${all}`, calls, path];
}

function part(seconds: number, whole: number, mark: string, style: TimeStyle): string {
  return `${mark}${timeInText(seconds, style)} ${percentCell(shareOf(seconds, whole))}`.trimEnd();
}

/** `3 calls`, `10/3 calls`, `~12 calls`; of a sampled profile samples. */
function callsOf({ table, row, calls, areCallsKnown }: IcicleTree, frame: IcicleFrame): string {
  const word = table.kind === 'sampled' ? 'sample' : 'call';
  const of = row[frame]!;
  const isAll = areCallsKnown[frame] === 1 && of < table.length && calls[frame] === table.ncalls.values[of];
  if (isAll) {
    const { ncalls, primitiveCalls } = lineNumbers(table, of, true);
    return `${ncalls}${primitiveCalls === null ? '' : `/${primitiveCalls}`} ${word}${ncalls === '1' ? '' : 's'}`;
  }
  const count = calls[frame]!;
  const text = count > 0 && count < 1 ? '<1' : String(Math.round(count));
  return `${areCallsKnown[frame] === 1 ? '' : '~'}${text} ${word}${text === '1' ? '' : 's'}`;
}

export const ICICLE_MEANINGS: readonly Meaning[] = [
  { term: 'frame', text: 'a function on a path of calls, as wide as the time it took there with all that it called' },
  { term: 'empty right end', text: 'what the function took itself, and frames that are less than a cell wide' },
  {
    term: '~',
    text: 'the path is estimated: a profile has who called whom, and no paths. A function with several callers is shared out by the times of their calls; s shows what is known for sure',
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

import { standardName } from '../../../profile/function-name.ts';
import { cutEnd, cutStart, displayWidth, padCellsStart } from '../../../text/display.ts';
import { isTotalKnown } from '../../../views/icicle/frame-facts.ts';
import { ALL_TOO_SMALL, estimateMark, type FrameWords, frameWords } from '../../../views/icicle/frame-words.ts';
import { type SeenIcicle, wholeOf } from '../../../views/icicle/icicle-state.ts';
import { type IcicleFrame, pathOf } from '../../../views/icicle/icicle-tree.ts';
import { frameInCell, listedFrames, type PlacedFrame } from '../../../views/icicle/place-frames.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { allHiddenText, hidingOf, hidingProgress, withShownOrigins } from '../../hiding.ts';
import { functionText, shownText } from '../../name.ts';
import { percentCell } from '../../number.ts';
import { fillLines, ruleLine, selectedLine } from '../../row.ts';
import type { Drawing } from '../../screen.ts';
import type { Theme } from '../../theme.ts';
import type { ViewerState } from '../../viewer.ts';
import { waitingDrawing } from '../../waiting.ts';
import { framesHeight, GUTTER, hasPaths, type IcicleScreen, isPicture, linesAround, seenIcicle } from './frames.ts';
import { soughtTest } from './sought.ts';
import { frameLabel, frameStyle, functionWord, knownText, legend, lookOf } from './words.ts';

/** How an icicle looks: as a picture, or in a narrow window as a list. */
export function drawIcicle(state: ViewerState, screen: IcicleScreen, theme: Theme): Drawing {
  const heading = withShownOrigins(state, headingText(state, screen, theme));
  if (!hasPaths(state)) return waitingDrawing(heading, 'working out the paths', theme);
  const seen = seenIcicle(state, screen);
  const lines = isPicture(state) ? seen.placed.length : listedFrames(seen.tree, seen.placed).length;
  const line = chosenLine(state, seen);
  const progress = hidingProgress(state, theme.glyphs);
  return {
    heading,
    position: `${progress}line ${lines === 0 ? 0 : line + 1} of ${lines}`,
    summary: isPicture(state) ? [knownText(seen.tree), legend(theme.glyphs)] : [knownText(seen.tree, true), ''],
    status: statusText(state, seen, theme),
    lines: [
      ...fillLines(bodyLines(state, screen, seen, theme), linesAbove(state)),
      ...detailLines(state, screen, seen, theme),
    ],
  };
}

/** Above the numbers of the chosen frame. */
function linesAbove(state: ViewerState): number {
  return linesAround(state).above + framesHeight(state);
}

function headingText({ size, table }: ViewerState, screen: IcicleScreen, { glyphs }: Theme): string {
  const room = Math.floor(size.columns / 2);
  const about = wholeOf(screen);
  const what = screen.direction === 'callees' ? 'icicle' : 'inverted icicle';
  return about === null ? what : `${what} of ${functionText(table, about, room, glyphs.ellipsis)}`;
}

/** The path to the chosen frame: too long, it loses its start. */
function statusText(state: ViewerState, { tree, chosen }: SeenIcicle, { glyphs }: Theme): string {
  if (chosen < 0) return tree.whole === 0 ? '' : whyNoFrames(state);
  const names = pathOf(tree, chosen).map((row) => functionWord(tree.table, row));
  return names.join(` ${tree.direction === 'callees' ? glyphs.calls : glyphs.calledBy} `);
}

/** Where there is time and no frame. */
function whyNoFrames(state: ViewerState): string {
  if (hidingOf(state) !== null) return allHiddenText('functions');
  return `${ALL_TOO_SMALL}: press 1 for the list`;
}

/** In which line of the picture or the list the chosen frame is. */
export function chosenLine(state: ViewerState, { tree, placed, chosen }: SeenIcicle): number {
  if (!isPicture(state)) return listedFrames(tree, placed).findIndex(({ frame }) => frame === chosen);
  return placed.findIndex((line) => line.some(({ frame }) => frame === chosen));
}

function bodyLines(state: ViewerState, screen: IcicleScreen, seen: SeenIcicle, theme: Theme): readonly string[] {
  return isPicture(state) ? pictureLines(state, screen, seen, theme) : listLines(state, screen, seen, theme);
}

function pictureLines(state: ViewerState, screen: IcicleScreen, seen: SeenIcicle, theme: Theme): readonly string[] {
  const isSought = soughtTest(state, screen.sought);
  return seen.placed.slice(screen.top, screen.top + framesHeight(state)).map((line) => {
    const hasCursor = line.some(({ frame }) => frame === seen.chosen);
    let text = hasCursor ? '>' : ' ';
    let at = 0;
    for (const place of line) {
      text += ' '.repeat(place.from - at) + paintFrame(seen, place, isSought, theme);
      at = place.to;
    }
    return text;
  });
}

function paintFrame(
  { tree, chosen }: SeenIcicle,
  { frame, from, to }: PlacedFrame,
  isSought: ((row: number) => boolean) | null,
  { glyphs, paint }: Theme,
): string {
  const row = tree.row[frame]!;
  const { edge, fill, role } = lookOf(tree, frame, glyphs);
  const room = to - from - 1;
  const label = frameLabel(tree, frame, room, glyphs.ellipsis);
  const start = label === '' ? '' : `${label} `;
  const padded = cutEnd(start + fill.repeat(Math.max(0, room - displayWidth(start))), room, '');
  if (frame === chosen) return paint('selected', edge + padded);
  if (isSought?.(row) === true) return paint(role, edge) + paint('found', padded);
  return paint(role, edge + padded);
}

const PERCENT_CELLS = 6;

/** The deepest frames leave so much of the line to the name. */
const WIDEST_INDENT = 0.4;

function listLines(state: ViewerState, screen: IcicleScreen, seen: SeenIcicle, theme: Theme): readonly string[] {
  const { columns } = state.size;
  const { glyphs, paint } = theme;
  const { tree, placed, chosen } = seen;
  const isSought = soughtTest(state, screen.sought);
  const rows = listedFrames(tree, placed).slice(screen.top, screen.top + framesHeight(state));
  const lines = rows.map(({ frame, depth }) => {
    const mark = estimateMark(isTotalKnown(tree, frame));
    const percent = padCellsStart(mark + percentCell(shareOf(tree.total[frame]!, tree.whole)), PERCENT_CELLS);
    const { edge } = lookOf(tree, frame, glyphs);
    const indent = ' '.repeat(Math.min(depth, Math.floor(columns * WIDEST_INDENT)));
    const start = `${frame === chosen ? '>' : ' '}${percent} ${indent}${edge}`;
    const room = columns - start.length;
    const label = cutEnd(frameLabel(tree, frame, room, glyphs.ellipsis), room, glyphs.ellipsis);
    if (frame === chosen) return selectedLine(start + label, columns, theme);
    return start + (isSought?.(tree.row[frame]!) === true ? paint('found', label) : label);
  });
  return [paint('dim', cutEnd(' too narrow for a picture: its frames', columns, glyphs.ellipsis)), ...lines];
}

/** The chosen frame in full. */
function detailLines(
  state: ViewerState,
  screen: IcicleScreen,
  { tree, chosen }: SeenIcicle,
  theme: Theme,
): readonly string[] {
  const { columns } = state.size;
  const { ellipsis } = theme.glyphs;
  if (chosen < 0) return [ruleLine('', '', false, columns, theme), ''];
  const room = Math.max(1, columns - 5);
  const name = cutStart(shownText(standardName(tree.table, tree.row[chosen]!)), room, ellipsis);
  const style = frameStyle(tree, { units: state.units, glyphs: theme.glyphs });
  const words = frameWords(screen, tree, chosen, style);
  const short = frameWords(screen, tree, chosen, { ...style, share: () => '' });
  // where there is no room for all, times are worth more than shares
  const ways = [words, short, { ...short, cumtime: null }].map((way) => numberLines(way, isPicture(state)));
  const texts = ways.find((way) => way.every((text) => displayWidth(text) <= columns)) ?? ways.at(-1)!;
  return [ruleLine(name, '', false, columns, theme), ...texts.map((text) => cutEnd(text, columns, ellipsis))];
}

function numberLines({ self, total, cumtime, calls, path }: FrameWords, isOne: boolean): readonly string[] {
  const times = self === null ? [total] : [self, total];
  const others = cumtime === null ? [calls, path] : [calls, path, cumtime];
  const lines = isOne ? [[...times, ...others]] : [times, others];
  return lines.map((parts) => ` ${parts.join('   ')}`);
}

/** The frame in a cell of the body; null where there is none. */
export function frameAt(state: ViewerState, screen: IcicleScreen, x: number, y: number): IcicleFrame | null {
  if (!hasPaths(state) || y >= linesAbove(state)) return null;
  const { tree, placed } = seenIcicle(state, screen);
  if (!isPicture(state)) return y === 0 ? null : (listedFrames(tree, placed)[screen.top + y - 1]?.frame ?? null);
  return frameInCell(placed, screen.top + y, x - GUTTER);
}

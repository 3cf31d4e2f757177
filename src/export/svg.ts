import { plural } from '../profile/notes.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { htmlText } from '../report/markdown-text.ts';
import { groupedDigits, percentText } from '../report/time-unit.ts';
import { formatDuration } from '../text/duration.ts';
import { wrapWords } from '../text/wrap.ts';
import { codeGroupOf, frameNameParts, isSelfKnown, isTotalKnown } from '../views/icicle/frame-facts.ts';
import { ALL_TOO_SMALL, CODE_WORDS, estimateMark, type FrameStyle, frameWords } from '../views/icicle/frame-words.ts';
import { WHOLE_ICICLE } from '../views/icicle/icicle-state.ts';
import { type IcicleTree, knownPart } from '../views/icicle/icicle-tree.ts';
import { type PlacedFrame, type PlacedFrames, placeFrames } from '../views/icicle/place-frames.ts';
import { zoomedIcicle } from '../views/icicle/zoomed-icicle.ts';
import { shareOf } from '../views/line-numbers.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { estimateSentence } from './path-source.ts';
import { legendElement, placeLegend } from './svg-legend.ts';
import { cellsIn, fitLabel, frameElement, LINE_HEIGHT, STYLE, textElement, visibleName } from './svg-parts.ts';
import { textChunks } from './text-chunks.ts';

const MARGIN = 10;

/** Around the frames. */
const GAP = 5;

/** Recursion may be thousands of calls deep; a picture of that is of no use. */
const MOST_LEVELS = 250;

const FRAME_STYLE: FrameStyle = {
  time: timeText,
  share: (share, mark) => `(${mark}${percentText(share)})`,
  digits: groupedDigits,
  name: String,
};

/** A smaller share would be written as 0.0 %. */
const LEAST_SAID = 0.0005;

const NOTHING = 'the profile has no times, so there is nothing to draw';

/**
 * The icicle of the viewer as a picture for a page: the same frames with the same numbers, each as wide as its time. It
 * has no script, fetches nothing, and is dark where the page around it is.
 */
export function exportSvg({ table, names, options }: ExportSource): Exported {
  const width = options.width - 2 * MARGIN;
  const tree = zoomedIcicle({ table, hiding: null, direction: 'callees', start: null, zooms: [], width });
  const picture = new Picture(tree, width, options.flame);
  const name = visibleName(names.join(', '));
  return { chunks: textChunks(picture.pieces(name)), notes: () => picture.sentences() };
}

class Picture {
  private readonly tree: IcicleTree;
  private readonly width: number;
  private readonly isFlame: boolean;
  private readonly lines: PlacedFrames;
  private readonly isCut: boolean;

  constructor(tree: IcicleTree, width: number, isFlame: boolean) {
    const lines = placeFrames(tree, width);
    this.tree = tree;
    this.width = width;
    this.isFlame = isFlame;
    this.lines = lines.slice(0, MOST_LEVELS);
    this.isCut = lines.length > MOST_LEVELS;
  }

  /** How far the picture can be trusted, and what is not in it. */
  sentences(): readonly string[] {
    if (this.tree.whole === 0) return [NOTHING];
    return [estimateSentence(knownPart(this.tree)), ...this.leftOut()];
  }

  *pieces(name: string): Generator<string> {
    const { lines, width, isFlame } = this;
    const title = `${isFlame ? 'Flame graph' : 'Icicle'} of ${name}: ${timeText(this.tree.whole)}`;
    const head = wrapWords(title, cellsIn(width));
    const words = this.sentences().flatMap((sentence) => wrapWords(asSentence(sentence), cellsIn(width)));
    const legend = placeLegend(width);
    const below = MARGIN + head.length * LINE_HEIGHT;
    const top = below + legend.lines * LINE_HEIGHT + GAP;
    const bottom = top + lines.length * LINE_HEIGHT + GAP;
    yield* openPicture(width + 2 * MARGIN, bottom + words.length * LINE_HEIGHT + MARGIN, title);
    yield* textElements(MARGIN, head, 'head');
    for (const entry of legend.entries) yield legendElement(entry, MARGIN, below);
    for (const [depth, line] of lines.entries()) {
      const level = isFlame ? lines.length - 1 - depth : depth;
      for (const place of line) yield this.frame(place, top + level * LINE_HEIGHT);
    }
    yield* textElements(bottom, words, 'plain');
    yield '</svg>\n';
  }

  private frame({ frame, from, to }: PlacedFrame, y: number): string {
    const { tree } = this;
    const row = tree.row[frame]!;
    const parts = frameNameParts(tree.table, row);
    const isKnown = tree.isKnown[frame] === 1;
    const [name, place] = [estimateMark(isKnown) + visibleName(parts.name), visibleName(parts.place)];
    const group = codeGroupOf(tree.table, row);
    const { total, self, cumtime, path } = frameWords(WHOLE_ICICLE, tree, frame, FRAME_STYLE);
    const times = [total, self, cumtime].filter((words) => words !== null);
    const title = [place === '' ? name : `${name} (${place})`, times.join(', '), `${CODE_WORDS[group]}, ${path}`];
    // half a pixel of background keeps frames apart
    const box = { x: MARGIN + from, y, width: to - from - 0.5, height: LINE_HEIGHT - 1 };
    return frameElement(box, { group, isKnown }, title, fitLabel(name, place, to - from));
  }

  private part(seconds: Seconds, isKnown: boolean): string {
    return `${isKnown ? '' : 'about '}${timeText(seconds)} (${percentText(shareOf(seconds, this.tree.whole))})`;
  }

  private leftOut(): readonly string[] {
    const { tree } = this;
    if (this.lines.length === 0) return [ALL_TOO_SMALL];
    const drawn = this.lines.flatMap((line) => line.map(({ frame }) => frame));
    const missing = tree.length - drawn.length;
    const isMore = tree.rest.some((seconds) => seconds > 0);
    const roots = this.lines[0]?.map(({ frame }) => frame) ?? [];
    const inFrames = sumOf(roots.map((frame) => tree.total[frame]!));
    const areRootsKnown = roots.every((frame) => isTotalKnown(tree, frame));
    const isLeftOutKnown = areRootsKnown && drawn.every((frame) => isSelfKnown(tree, frame));
    const seconds = inFrames - sumOf(drawn.map((frame) => tree.self[frame]!));
    const outside = tree.whole - inFrames;
    const sentences: string[] = [];
    if (missing > 0 || isMore) {
      const told = `${isMore ? 'at least ' : ''}${plural(groupedDigits(String(missing)), 'frame')}`;
      const count = missing === 0 ? 'frames' : told;
      const deep = this.isCut ? ` or more than ${MOST_LEVELS} calls deep` : '';
      const time = `; their time, ${this.part(seconds, isLeftOutKnown)}, is part of the frames that called them`;
      sentences.push(`left out: ${count} less than a pixel wide${deep}${this.isWorthSaying(seconds) ? time : ''}`);
    }
    if (this.isWorthSaying(outside)) sentences.push(`${this.part(outside, areRootsKnown)} is in no frame at all`);
    return sentences;
  }

  private isWorthSaying(seconds: Seconds): boolean {
    return seconds >= LEAST_SAID * this.tree.whole;
  }
}

function* openPicture(width: number, height: number, title: string): Generator<string> {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  yield `<svg xmlns="http://www.w3.org/2000/svg" class="pyprof" ${size}>\n<title>${htmlText(title)}</title>\n`;
  yield `${STYLE}<rect class="ground" width="100%" height="100%"/>\n`;
}

function* textElements(top: number, lines: readonly string[], look: 'head' | 'plain'): Generator<string> {
  for (const [at, line] of lines.entries()) yield textElement(MARGIN, top + at * LINE_HEIGHT, line, look);
}

function sumOf(times: readonly Seconds[]): Seconds {
  return times.reduce((sum, seconds) => sum + seconds, 0);
}

function asSentence(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`;
}

function timeText(seconds: Seconds): string {
  return formatDuration(seconds, 'µs');
}

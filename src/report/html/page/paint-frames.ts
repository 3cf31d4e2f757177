import type { CodeGroup } from '../../../views/icicle/frame-facts.ts';
import type { SeenIcicle } from '../../../views/icicle/icicle-state.ts';
import type { IcicleFrame } from '../../../views/icicle/icicle-tree.ts';
import type { PlacedFrame } from '../../../views/icicle/place-frames.ts';
import type { ChangeOfTime } from '../profile-data.ts';
import { changeOfTime } from './changes.ts';
import { frameTitle } from './frame-words.ts';
import { groupOf } from './page-model.ts';
import type { PageProfile } from './read-profile.ts';

/** The height of a line of frames, in CSS pixels. */
export const FRAME_HEIGHT = 20;

/** In CSS pixels; a narrower frame has no name. */
const LEAST_NAME = 24;

const FONT = '12px system-ui, sans-serif';

/**
 * What a frame is coloured by: whose code it is, or in a comparison how it has changed. Nothing is shown by colour
 * alone.
 */
export type Paint = CodeGroup | ChangeOfTime;

export type Look = Readonly<Record<Paint, { readonly fill: string; readonly ink: string }>> & {
  readonly ground: string;
  readonly mark: string;
  /** Of the edges of frames, and of the text in those that are not looked for. */
  readonly line: string;
  readonly dim: string;
};

/** What is drawn: the lines from `top` on, as many as fit. */
export type Drawn = {
  readonly seen: SeenIcicle;
  readonly top: number;
  /** Whether a frame is looked for; null where nothing is. */
  readonly isSought: ((frame: IcicleFrame) => boolean) | null;
  readonly hovered: IcicleFrame | -1;
};

/** Draws the frames into a canvas that has this size in CSS pixels. */
export function paintFrames(
  context: CanvasRenderingContext2D,
  profile: PageProfile,
  look: Look,
  drawn: Drawn,
  size: { readonly width: number; readonly height: number },
): void {
  const { placed } = drawn.seen;
  context.fillStyle = look.ground;
  context.fillRect(0, 0, size.width, size.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  const first = Math.floor(drawn.top / FRAME_HEIGHT);
  const last = Math.min(placed.length, Math.ceil((drawn.top + size.height) / FRAME_HEIGHT));
  for (let line = first; line < last; line++) {
    for (const place of placed[line]!)
      paintFrame(context, profile, look, drawn, place, line * FRAME_HEIGHT - drawn.top);
  }
}

function paintFrame(
  context: CanvasRenderingContext2D,
  profile: PageProfile,
  look: Look,
  { seen, isSought, hovered }: Drawn,
  { frame, from, to }: PlacedFrame,
  y: number,
): void {
  const { tree, chosen } = seen;
  const group = groupOf(profile, tree.row[frame]!);
  const isDimmed = isSought !== null && !isSought(frame);
  const painted = look[profile.before === null ? group : changeOfTime(profile, tree.row[frame]!)];
  const { fill, ink } = isDimmed ? { fill: look.ground, ink: look.dim } : painted;
  const width = Math.max(1, to - from - 1);
  const height = FRAME_HEIGHT - 1;
  context.fillStyle = isDimmed ? look.line : fill;
  context.fillRect(from, y, width, height);
  context.fillStyle = fill;
  if (isDimmed && width > 2) context.fillRect(from + 1, y + 1, width - 2, height - 2);
  context.fillStyle = ink;
  if (width > 6) paintEdge(context, group, from, y, height);
  if (tree.isKnown[frame] === 0)
    for (let x = from; x < from + width; x += 4) context.fillRect(x, y + height - 2, Math.min(2, from + width - x), 2);
  if (width >= LEAST_NAME) paintName(context, frameTitle(profile, tree, frame), { from, y, width, height });
  if (frame !== chosen && frame !== hovered) return;
  context.strokeStyle = look.mark;
  context.lineWidth = frame === chosen ? 3 : 1;
  context.strokeRect(from + 1, y + 1, Math.max(1, width - 2), height - 2);
}

/** Own code has a thick edge, a library a thin one, a built-in a dotted one. */
function paintEdge(context: CanvasRenderingContext2D, group: CodeGroup, x: number, y: number, height: number): void {
  if (group !== 'builtin') context.fillRect(x, y, group === 'own' ? 4 : 1, height);
  else for (let at = 0; at < height; at += 4) context.fillRect(x, y + at, 2, 2);
}

type Box = Readonly<Record<'from' | 'y' | 'width' | 'height', number>>;

/** Nothing is painted outside the frame, however many accents a letter has. */
function paintName(context: CanvasRenderingContext2D, name: string, { from, y, width, height }: Box): void {
  context.save();
  context.beginPath();
  context.rect(from, y, width, height);
  context.clip();
  context.fillText(fitted(context, name, width - 10), from + 7, y + height / 2);
  context.restore();
}

/** As much of a text as there is room for. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  const { width } = context.measureText(text);
  if (width <= room) return text;
  const characters = Array.from(text);
  const kept = Math.floor((characters.length * room) / width) - 1;
  return kept < 2 ? '' : `${characters.slice(0, kept).join('')}…`;
}

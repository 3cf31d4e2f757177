import { htmlText } from '../report/markdown-text.ts';
import { cutMiddle } from '../report/short-name.ts';
import { cutEnd, displayWidth } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import type { CodeGroup } from '../views/icicle/frame-facts.ts';

/** Where something is in a picture, in pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The width of a letter in pixels: in the widest of the usual monospaced fonts 0.602 of the font size, which is 12. */
const CELL = 7.25;

/** Between a box and the letters in it. */
const PAD = 3;

/** A name needs this many cells to say anything. */
const FEWEST_CELLS = 4;

export const LINE_HEIGHT = 18;

/** How many letters fit into a width in pixels. */
export function cellsIn(pixels: number): number {
  return Math.floor(pixels / CELL);
}

/** How wide a line of text is at most. */
export function pixelsOf(text: string): number {
  return Math.ceil(displayWidth(text) * CELL);
}

type Colours = Readonly<Record<CodeGroup | 'mark' | 'ground' | 'text', string>>;

/** Text on each of these has a contrast of 4.5 or more (WCAG 1.4.3). */
const LIGHT: Colours = {
  own: '#7cc0ee',
  library: '#f3c877',
  builtin: '#dcdcdc',
  mark: '#00000018',
  ground: '#fff',
  text: '#111',
};
const DARK: Colours = {
  own: '#0b5f97',
  library: '#7d5200',
  builtin: '#4a4a4a',
  mark: '#ffffff28',
  ground: '#0d1117',
  text: '#f4f4f4',
};

function colourRules(colours: Colours): string {
  const { own, library, builtin, mark, ground, text } = colours;
  return (
    `.pyprof .ground{fill:${ground}}.pyprof text{fill:${text}}.pyprof .own{fill:${own}}` +
    `.pyprof .library{fill:${library}}.pyprof .builtin{fill:${builtin}}.pyprof .mark{fill:${mark}}` +
    `.pyprof .dot{fill:${text}}`
  );
}

/** The first elements of a picture. The style applies to nothing else, wherever the picture is put. */
export const STYLE: string =
  '<style>' +
  '.pyprof text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.pyprof .head{font-weight:bold}' +
  colourRules(LIGHT) +
  `@media (prefers-color-scheme:dark){${colourRules(DARK)}}` +
  '</style>\n<defs>' +
  '<pattern id="pyprof-library" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect class="library" width="6" height="6"/><rect class="mark" width="1.5" height="6"/></pattern>' +
  '<pattern id="pyprof-builtin" width="5" height="5" patternUnits="userSpaceOnUse">' +
  '<rect class="builtin" width="5" height="5"/><rect class="mark" x="1" y="1" width="1.5" height="1.5"/></pattern>' +
  '<pattern id="pyprof-estimate" width="4" height="2" patternUnits="userSpaceOnUse">' +
  '<rect class="dot" width="2" height="2"/></pattern>' +
  '</defs>\n';

const FILLS: Readonly<Record<CodeGroup, string>> = {
  own: 'class="own"',
  library: 'fill="url(#pyprof-library)"',
  builtin: 'fill="url(#pyprof-builtin)"',
};

/** The dotted lower edge of a frame whose path is estimated: frames that are too narrow for a name have it too. */
const ESTIMATE_EDGE =
  '<rect y="100%" width="100%" height="2" transform="translate(0 -2)" fill="url(#pyprof-estimate)"/>';

/** What a frame looks like. */
export type FrameLook = { readonly group: CodeGroup; readonly isKnown: boolean };

/**
 * A frame that clips what is in it, whatever letters a font has. The lines of `title` are shown when it is pointed at.
 */
export function frameElement(
  { x, y, width, height }: Box,
  { group, isKnown }: FrameLook,
  title: readonly string[],
  label: string,
): string {
  return (
    `<svg x="${x}" y="${y}" width="${width}" height="${height}"><title>${title.map(htmlText).join('\n')}</title>` +
    `<rect width="100%" height="100%" ${FILLS[group]}/>${isKnown ? '' : ESTIMATE_EDGE}${labelElement(label)}</svg>\n`
  );
}

/** So high that an underscore ends above the dots of {@link ESTIMATE_EDGE}, which would hide it. */
function labelElement(label: string): string {
  return label === '' ? '' : `<text x="${PAD}" y="11">${htmlText(label)}</text>`;
}

/** As much of a name as a box has room for, with its place if that fits too. */
export function fitLabel(name: string, place: string, width: number): string {
  const cells = cellsIn(width - 2 * PAD);
  if (cells < FEWEST_CELLS) return '';
  const whole = place === '' ? name : `${name} ${place}`;
  return displayWidth(whole) <= cells ? whole : cutEnd(name, cells, '…');
}

/** A line of text. `y`: where it begins. */
export function textElement(x: number, y: number, text: string, look: 'head' | 'plain' = 'plain'): string {
  const style = look === 'head' ? ' class="head"' : '';
  return `<text x="${x}" y="${y + 13}"${style}>${htmlText(text)}</text>\n`;
}

/** Of a longer name both ends are written: it may be a megabyte long. */
const LONGEST_NAME = 300;

/** A name of the profile with all its invisible characters made visible. */
export function visibleName(text: string): string {
  return escapeControls(cutMiddle(text, LONGEST_NAME));
}

import { CODE_WORDS } from '../views/icicle/frame-words.ts';
import { type FrameLook, frameElement, LINE_HEIGHT, pixelsOf, textElement } from './svg-parts.ts';

type Entry = FrameLook & { readonly text: string };

/** A frame of each kind with its words. */
const ENTRIES: readonly Entry[] = [
  { group: 'own', isKnown: true, text: CODE_WORDS.own },
  { group: 'library', isKnown: true, text: 'libraries (hatched)' },
  { group: 'builtin', isKnown: true, text: 'built-ins (dotted)' },
  { group: 'own', isKnown: false, text: '~ path estimated (dotted edge)' },
];

const SAMPLE = { width: 24, height: LINE_HEIGHT - 4 };

/** Between a sample and its words, and between entries. */
const GAP = { words: 6, entries: 20 };

/** How far from the left end of a sample its words begin. */
const WORDS_AT = SAMPLE.width + GAP.words;

/** An entry in one of the lines of the legend. */
type Placed = Entry & { readonly x: number; readonly line: number };

/** The legend in as many lines as it takes. */
export function placeLegend(width: number): { readonly entries: readonly Placed[]; readonly lines: number } {
  const entries: Placed[] = [];
  let [x, line] = [0, 0];
  for (const entry of ENTRIES) {
    const wide = WORDS_AT + pixelsOf(entry.text);
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    entries.push({ ...entry, x, line });
    x += wide + GAP.entries;
  }
  return { entries, lines: line + 1 };
}

export function legendElement(entry: Placed, left: number, top: number): string {
  const [x, y] = [left + entry.x, top + entry.line * LINE_HEIGHT];
  const sample = frameElement({ ...SAMPLE, x, y: y + 2 }, entry, [entry.text], '');
  return sample + textElement(x + WORDS_AT, y, entry.text);
}

import type { CodeGroup } from '../views/icicle/frame-facts.ts';
import { frameElement, LINE_HEIGHT, pixelsOf, textElement } from './svg-parts.ts';

/** What each kind of code is called. */
export const GROUP_WORDS: Readonly<Record<CodeGroup, string>> = {
  own: 'own code',
  library: 'library',
  builtin: 'built-in',
};

type Entry = { readonly group: CodeGroup | null; readonly text: string };

/** A frame of each kind with its words, and what the mark means. */
const ENTRIES: readonly Entry[] = [
  { group: 'own', text: 'own code' },
  { group: 'library', text: 'libraries (hatched)' },
  { group: 'builtin', text: 'built-ins (dotted)' },
  { group: null, text: '~ path estimated' },
];

const SAMPLE = { width: 24, height: LINE_HEIGHT - 4 };

/** Between a sample and its words, and between entries. */
const GAP = { words: 6, entries: 20 };

/** An entry in one of the lines of the legend. */
type Placed = Entry & { readonly x: number; readonly line: number };

/** The legend in as many lines as it takes. */
export function placeLegend(width: number): { readonly entries: readonly Placed[]; readonly lines: number } {
  const entries: Placed[] = [];
  let [x, line] = [0, 0];
  for (const entry of ENTRIES) {
    const wide = wordsAt(entry) + pixelsOf(entry.text);
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    entries.push({ ...entry, x, line });
    x += wide + GAP.entries;
  }
  return { entries, lines: line + 1 };
}

export function legendElement(entry: Placed, left: number, top: number): string {
  const { group, text, line } = entry;
  const [x, y] = [left + entry.x, top + line * LINE_HEIGHT];
  const sample = group === null ? '' : frameElement({ ...SAMPLE, x, y: y + 2 }, group, [text], '');
  return sample + textElement(x + wordsAt(entry), y, text);
}

function wordsAt({ group }: Entry): number {
  return group === null ? 0 : SAMPLE.width + GAP.words;
}

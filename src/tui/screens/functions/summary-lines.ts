import { plural } from '../../../profile/notes.ts';
import { phraseText } from '../../../report/phrase.ts';
import { summarySentences } from '../../../report/summary-words.ts';
import { cutEnd } from '../../../text/display.ts';
import { hangWords } from '../../../text/wrap.ts';
import { recentResults } from '../../../views/recent-results.ts';
import { type Summary, withHints } from '../../../views/summary/summary.ts';
import { foundHints } from '../../hint-marks.ts';
import { shownText } from '../../name.ts';
import { fillLines } from '../../row.ts';
import type { Theme } from '../../theme.ts';
import { inFrontAs } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import { waitingText } from '../../waiting.ts';
import { listHeight, type Size } from '../../window.ts';

/** In a smaller window the list needs all lines. */
const SMALLEST_WITH_SUMMARY: Size = { columns: 60, rows: 24 };

/** The list is what one works with: the summary has no more than this part of the rows, nor more lines than are read. */
const PART_OF_ROWS = 1 / 4;
const MOST_LINES = 8;

/** Above this some steps of adding it up take so long that a key waits: 340 ms at a million functions. */
const MOST_FUNCTIONS = 200_000;

/** The summary of the profile that is looked at; null until it was added up. */
export function foundSummary({ summary, table }: ViewerState): Summary | null {
  return summary?.table === table ? summary : null;
}

/** Whether the screen in front waits for the summary: it is added up between the keys (see work.ts). */
export function wantsSummary(state: ViewerState): boolean {
  return foundSummary(state) === null && summaryRoom(state) > 0 && inFrontAs(state, 'functions') !== null;
}

/** Why there is no summary to fold, or null. */
export function whyNoSummary({ findsSummary, table, size }: ViewerState): string | null {
  if (!findsSummary) return 'There is no summary here.';
  if (table.length > MOST_FUNCTIONS) return 'The profile is too large for that here: pyprof-view summary adds it up.';
  return hasRoom(size) ? null : `The summary needs a window of ${sizeText(SMALLEST_WITH_SUMMARY)}.`;
}

function sizeText({ columns, rows }: Size): string {
  return `${columns} columns and ${rows} rows`;
}

function hasRoom({ columns, rows }: Size): boolean {
  return columns >= SMALLEST_WITH_SUMMARY.columns && rows >= SMALLEST_WITH_SUMMARY.rows;
}

/** How many lines it may have; so many are kept free until it is there. */
function summaryRoom({ findsSummary, showsSummary, table, size }: ViewerState): number {
  if (!findsSummary || !showsSummary || table.length > MOST_FUNCTIONS || !hasRoom(size)) return 0;
  return Math.min(MOST_LINES, Math.floor(size.rows * PART_OF_ROWS));
}

/** How many lines the list of functions has: the summary stands above it. */
export function functionsHeight(state: ViewerState): number {
  return Math.max(1, listHeight(state.size) - shownLines(state).length);
}

/** The lines of the summary, painted. */
export function summaryLines(state: ViewerState, { paint, glyphs }: Theme): readonly string[] {
  const width = state.size.columns - 1;
  const waiting = waitingText('adding up where the time is', glyphs);
  return shownLines(state, waiting).map((line) => ` ${paint('dim', cutEnd(line, width, glyphs.ellipsis))}`);
}

/** @param waiting what stands there until they are known */
function shownLines(state: ViewerState, waiting = ''): readonly string[] {
  const room = summaryRoom(state);
  const summary = foundSummary(state);
  if (room === 0) return [];
  return summary === null ? fillLines([waiting], room) : linesOf(state, summary, room);
}

const recentLines = recentResults<readonly string[]>(2);

/** The first sentence is left out: the totals stand above. What sources tell comes once somebody has looked for hints. */
function linesOf(state: ViewerState, summary: Summary, room: number): readonly string[] {
  const { columns } = state.size;
  const hints = foundHints(state)?.view ?? null;
  return recentLines(hints ?? summary, [columns, room].join(), () => {
    const sentences = summarySentences(withHints(summary, hints)).slice(1);
    const texts = sentences.map((sentence) => shownText(phraseText(sentence)));
    return fitSentences(texts, summary.limits.length, room, columns - 2);
  });
}

/**
 * As many sentences as there is room for, the last `notes` in a line each: what the numbers are worth must be known. What
 * is left out is counted.
 */
function fitSentences(texts: readonly string[], notes: number, room: number, width: number): readonly string[] {
  const main = texts.slice(0, texts.length - notes).map((text) => hangWords(text, width));
  const last = texts.slice(texts.length - notes).slice(0, room - 2);
  const isWhole = main.flat().length + last.length <= room && last.length === notes;
  if (isWhole) return [...main.flat(), ...last];
  const left = room - last.length - 1;
  const fitting = main.findLastIndex((_, at) => main.slice(0, at + 1).flat().length <= left) + 1;
  const more = texts.length - fitting - last.length;
  return [...main.slice(0, fitting).flat(), ...last, `${plural(more, 'more sentence')}: pyprof-view summary`];
}

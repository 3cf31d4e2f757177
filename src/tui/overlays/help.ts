import { limitPhrase } from '../../report/limit-words.ts';
import { phraseText } from '../../report/phrase.ts';
import { padCellsEnd } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { KEY_GROUPS, keyLabel } from '../action.ts';
import { columnMeanings, MEMORY_MEANINGS } from '../column-meanings.ts';
import type { ListState } from '../list.ts';
import type { Front, Meaning, OverlayType } from '../screen.ts';
import { foundSummary } from '../screens/functions/summary-lines.ts';
import type { Theme } from '../theme.ts';
import { CLOSE } from '../trail.ts';
import type { ViewerState } from '../viewer.ts';
import { type Found, refitText, scrollTextActions, searchTextActions, textLines } from './scroll.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly help: HelpOverlay;
  }
}

/** The keys of the screen below and what they do. */
type HelpOverlay = { readonly kind: 'help'; readonly list: ListState; readonly found?: Found | null };

/** The keys of the screen that it lies over and what its columns mean, from the tables of both. */
export const HELP: OverlayType<HelpOverlay> & Required<Pick<OverlayType<HelpOverlay>, 'draw' | 'refit'>> = {
  kind: 'help',
  actions: {
    ...scrollTextActions<HelpOverlay>((state, { below }) => helpLines(state, below).length),
    ...searchTextActions<HelpOverlay>((state, { below }) => helpTexts(state, below)),
    ...CLOSE,
  },
  refit: (state, over) => refitText(state, over, helpLines(state, over.below).length),
  draw: (state, { overlay, below }, theme) => ({
    heading: '',
    position: 'help',
    summary: ['Up and Down scroll', ''],
    status: '',
    lines: textLines(
      'Help',
      helpLines(state, below).map((line) => paintLine(line, theme)),
      overlay,
      state,
      theme,
    ),
  }),
};

/** Marks that all lists have. */
export const MARK_MEANINGS: readonly Meaning[] = [
  { term: '>', text: 'where the cursor is' },
  { term: '*', text: 'the function that callers and callees are about' },
  { term: '!', text: 'there is a hint about it: 4 shows all hints, the source of a function shows its own' },
  { term: 'underlined', text: 'what / or * found; n and N go to the next and the previous one in lists of functions' },
  { term: '-', text: 'no time in the profile' },
  { term: '~', text: 'a number that is rounded or estimated' },
];

/** What the mouse does, beside the wheel, which is among the keys. */
export const MOUSE_MEANINGS: readonly Meaning[] = [
  { term: 'Click', text: 'on a name: opens it; elsewhere in a row: selects it; on a pane or its title: goes there' },
  { term: 'Double click', text: 'on a row: opens it' },
  { term: 'Click on a heading', text: 'sorts by that column; a second click reverses the order' },
  { term: 'Click on a tab', text: 'in the first line: goes to that screen' },
  { term: 'Click on a key', text: 'in the last line: presses it; a click on a line of a menu chooses that' },
  {
    term: 'Shift and drag',
    text: 'selects text, as in other programs (Option in iTerm2); with --no-mouse without Shift',
  },
];

/** A line of the help: a heading, or a term (padded to the width of its column) and what it means. */
type HelpLine = { readonly heading: string } | Meaning;

type Section = { readonly title: string; readonly meanings: readonly Meaning[] };

/** What the help over the screen in front says, in lines that fit into the window. */
function helpLines(state: ViewerState, below: Front): readonly HelpLine[] {
  return sectionsOf(state, below).flatMap(({ title, meanings }) => [
    { heading: title },
    ...meanings.flatMap((meaning) => entryLines(meaning, state.size.columns)),
  ]);
}

function sectionsOf(state: ViewerState, below: Front): readonly Section[] {
  return [
    ...keySections(below),
    { title: 'Mouse', meanings: MOUSE_MEANINGS },
    { title: 'Columns', meanings: columnsOf(state, below) },
    { title: 'Marks', meanings: MARK_MEANINGS },
    { title: 'About this profile', meanings: notesOf(state).map((text) => ({ term: 'Note', text })) },
  ].filter(({ meanings }) => meanings.length > 0);
}

/** What the file says of itself, and what the summary found that its numbers cannot say. */
function notesOf(state: ViewerState): readonly string[] {
  const { table } = state;
  const limits = foundSummary(state)?.limits ?? [];
  return [...table.notes.map(({ text }) => text), ...limits.map((limit) => phraseText(limitPhrase(table, limit)))];
}

function columnsOf({ table, memory }: ViewerState, { kind, meanings }: Front): readonly Meaning[] {
  const live = memory !== null && kind === 'functions' ? MEMORY_MEANINGS : [];
  return meanings.columns ?? [...columnMeanings(table.kind), ...live, ...(meanings.more ?? [])];
}

function keySections(below: Front): readonly Section[] {
  const actions = below.actions();
  return KEY_GROUPS.map(({ group, title }) => ({
    title,
    meanings: actions
      .filter((action) => action.group === group)
      .map(({ keys, help, whyNot }) => {
        const reason = whyNot();
        const text = reason === null ? help : `${help} (not now: ${reason})`;
        return { term: keys.map(keyLabel).join(' '), text };
      }),
  }));
}

const INDENT = 2;
const TERM_CELLS = 24;
/** A window of fewer columns gives the terms less room. */
const FEWEST_FOR_WIDE_TERMS = 60;
const NARROW_TERM_CELLS = 14;

function entryLines({ term, text }: Meaning, columns: number): readonly Meaning[] {
  const termCells = columns < FEWEST_FOR_WIDE_TERMS ? NARROW_TERM_CELLS : TERM_CELLS;
  const terms = wrapWords(term, termCells - 1);
  const texts = wrapWords(text, Math.max(1, columns - INDENT - termCells - 1));
  return Array.from({ length: Math.max(terms.length, texts.length) }, (_, at) => ({
    term: padCellsEnd(terms[at] ?? '', termCells),
    text: texts[at] ?? '',
  }));
}

/** The same as plain text, to search in. */
export function helpTexts(state: ViewerState, below: Front): readonly string[] {
  return helpLines(state, below).map((line) =>
    'heading' in line ? line.heading : `${' '.repeat(INDENT)}${line.term}${line.text}`,
  );
}

function paintLine(line: HelpLine, { paint }: Theme): string {
  return 'heading' in line
    ? paint('title', line.heading)
    : `${' '.repeat(INDENT)}${paint('key', line.term)}${line.text}`;
}

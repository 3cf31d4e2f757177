import { padCellsEnd } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { KEY_GROUPS } from '../keymap/key-groups.ts';
import { keyLabel } from '../keymap/key-label.ts';
import { bindingsFor, whyNot } from '../keymap/keymap.ts';
import { currentScreen, type ViewerState } from '../state/viewer-state.ts';
import {
  COLUMN_MEANINGS,
  MARK_MEANINGS,
  MEMORY_MEANINGS,
  type Meaning,
  OTHER_COLUMNS,
  SCREEN_MEANINGS,
} from './column-help.ts';

/** A line of the help: a heading, or a term (padded to the width of its column) and what it means. */
export type HelpLine =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'entry'; readonly term: string; readonly text: string };

type Section = { readonly title: string; readonly meanings: readonly Meaning[] };

const INDENT = 2;
const TERM_CELLS = 24;
/** A window of fewer columns gives the terms less room. */
const FEWEST_FOR_WIDE_TERMS = 60;
const NARROW_TERM_CELLS = 14;

/** What the help over the screen in front says, in lines that fit into the window. */
export function helpLines(state: ViewerState): readonly HelpLine[] {
  return sections(state).flatMap(({ title, meanings }) => [
    { kind: 'heading', text: title },
    ...meanings.flatMap((meaning) => entryLines(meaning, state.size.columns)),
  ]);
}

function sections(state: ViewerState): readonly Section[] {
  const { kind } = currentScreen(state);
  const { table, memory } = state;
  const live = memory !== null && kind === 'functions' ? MEMORY_MEANINGS : [];
  const notes = table.notes.map(({ text }) => ({ term: 'Note', text }));
  return [
    ...keySections(state),
    {
      title: 'Columns',
      meanings: OTHER_COLUMNS[kind] ?? [...COLUMN_MEANINGS[table.kind], ...live, ...(SCREEN_MEANINGS[kind] ?? [])],
    },
    { title: 'Marks', meanings: MARK_MEANINGS },
    { title: 'About this profile', meanings: notes },
  ].filter(({ meanings }) => meanings.length > 0);
}

function keySections(state: ViewerState): readonly Section[] {
  const bindings = bindingsFor(currentScreen(state).kind);
  const below = { ...state, overlay: null };
  return KEY_GROUPS.map(({ group, title }) => ({
    title,
    meanings: bindings
      .filter((binding) => binding.group === group)
      .map((binding) => {
        const reason = whyNot(binding, below);
        const text = reason === null ? binding.help : `${binding.help} (not now: ${reason})`;
        return { term: binding.keys.map(keyLabel).join(' '), text };
      }),
  }));
}

function entryLines({ term, text }: Meaning, columns: number): readonly HelpLine[] {
  const termCells = columns < FEWEST_FOR_WIDE_TERMS ? NARROW_TERM_CELLS : TERM_CELLS;
  const terms = wrapWords(term, termCells - 1);
  const texts = wrapWords(text, Math.max(1, columns - INDENT - termCells - 1));
  return Array.from({ length: Math.max(terms.length, texts.length) }, (_, at) => ({
    kind: 'entry',
    term: padCellsEnd(terms[at] ?? '', termCells),
    text: texts[at] ?? '',
  }));
}

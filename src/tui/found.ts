import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type FilterField, type FilterTerm, foldText } from '../select/name-filter.ts';
import { shownText } from './name.ts';
import type { Span } from './row.ts';
import { lastOfKind } from './trail.ts';
import type { ViewerState } from './viewer.ts';

/**
 * Which parts of a shown name are what was looked for last, with `/` or `*`. Nothing in the name of a function that was
 * not found, nor of what is cut away.
 *
 * @param isPlain whether the name stands without its file
 */
export function foundIn(state: ViewerState, row: FunctionIndex, name: string, isPlain = false): readonly Span[] {
  const search = lastOfKind(state, 'functions')?.search ?? null;
  if (search === null || search.matches[row] !== 1) return [];
  if (search.isName) return isPlain ? [{ from: 0, to: name.length }] : nameSpan(name);
  const spans = search.terms.flatMap((term) => spansOf(term, { table: state.table, row, name, isPlain }));
  return spans.toSorted((a, b) => a.from - b.from).reduce<readonly Span[]>(joinSpan, []);
}

type ShownName = {
  readonly table: ProfileTable;
  readonly row: FunctionIndex;
  readonly name: string;
  readonly isPlain: boolean;
};

function spansOf(term: FilterTerm, { table, row, name, isPlain }: ShownName): readonly Span[] {
  if (term.isNegated || (isPlain && term.field === 'file')) return [];
  const sought =
    term.test.kind === 'text' ? term.test.folded : foldText(pieceOf(term.test.regex, term.field, table, row));
  const folded = foldText(name);
  if (sought === '' || folded.length !== name.length) return []; // a letter whose small one is two: the places differ
  const { from, to } = partOf(name, isPlain ? 'any' : term.field);
  const spans: Span[] = [];
  for (let at = folded.indexOf(sought, from); at >= 0 && at + sought.length <= to; ) {
    const end = at + sought.length;
    spans.push({ from: at, to: endOfCharacter(name, end) });
    at = folded.indexOf(sought, end);
  }
  return spans;
}

/** Where the file, the function or both stand in `file:12(function)`; a built-in is a function and nothing else. */
function partOf(name: string, field: FilterField): Span {
  const open = openingOf(name);
  if (field === 'function') return { from: open + 1, to: name.length };
  return { from: 0, to: field === 'any' ? name.length : Math.max(0, open) };
}

/** The last `(` behind a number of a line; -1 where there is none. */
function openingOf(name: string): number {
  const last = [...name.matchAll(/:-?\d+\(/g)].at(-1);
  return last === undefined ? -1 : last.index + last[0].length - 1;
}

/** All that is seen of the function, also where it is cut; of a built-in the whole. */
function nameSpan(name: string): readonly Span[] {
  const open = openingOf(name);
  const from = open < 0 ? name.indexOf('{') : open + 1;
  return from < 0 ? [] : [{ from, to: open < 0 ? name.length : name.length - 1 }];
}

const pieces = new WeakMap<RegExp, Map<string, string>>();
/** Of one regex; a window shows fewer names. */
const MOST_PIECES = 2000;

/**
 * What a regex matches in a name. The name was found by it, in the time that a user's regex may take: it is asked once
 * more, and not at every frame.
 */
function pieceOf(regex: RegExp, field: FilterField, table: ProfileTable, row: FunctionIndex): string {
  const { file, name } = table.functions;
  const text = field === 'any' ? standardName(table, row) : table.strings.text((field === 'file' ? file : name)[row]!);
  const known = pieces.get(regex) ?? new Map<string, string>();
  if (known.size > MOST_PIECES) known.clear();
  const piece = known.get(text) ?? shownText(text.match(regex)?.[0] ?? '');
  pieces.set(regex, known.set(text, piece));
  return piece;
}

/** Marks belong to the letter before them. */
function endOfCharacter(name: string, end: number): number {
  return end + (/^\p{M}+/u.exec(name.slice(end))?.[0].length ?? 0);
}

function joinSpan(spans: readonly Span[], next: Span): readonly Span[] {
  const last = spans.at(-1);
  if (last === undefined || next.from > last.to) return [...spans, next];
  return [...spans.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }];
}

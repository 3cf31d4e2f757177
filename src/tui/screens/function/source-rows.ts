import { assertNever } from '../../../errors.ts';
import type { Hint } from '../../../hints/hint.ts';
import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { Seconds } from '../../../profile/profile-table.ts';
import { wrapWords } from '../../../text/wrap.ts';
import type { PlacedPractice } from '../../../views/placed-practices.ts';
import type { LineCall, NoSourceView, SourceLine, SourceView } from '../../../views/source-view.ts';

/** One line of the source pane. */
export type SourceRow =
  | { readonly kind: 'line'; readonly line: SourceLine }
  /** A call of no one line: several share it, or none was found. */
  | { readonly kind: 'call'; readonly call: LineCall }
  /** Time that is not attributable to a line: the function's own, and what the dump has no numbers of. */
  | { readonly kind: 'time'; readonly seconds: Seconds; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A practice that applies here, with what it brings: dimmed, for it is no hint. */
  | { readonly kind: 'practice'; readonly text: string };

const known = new WeakMap<SourceView | NoSourceView, readonly SourceRow[]>();

/** All that the pane has to show: notes, the lines, and below them what is not attributable to a line. */
export function sourceRows(view: SourceView | NoSourceView): readonly SourceRow[] {
  const rows = known.get(view) ?? makeRows(view);
  known.set(view, rows);
  return rows;
}

function makeRows(view: SourceView | NoSourceView): readonly SourceRow[] {
  if (view.kind === 'none') return [{ kind: 'text', text: view.reason }];
  const { lines, notes, unplaced, ownTime, lostTime, hasChanged } = view;
  const text = (words: string): SourceRow => ({ kind: 'text', text: words });
  const source = [...notes.map(text), ...lines.map((line): SourceRow => ({ kind: 'line', line }))];
  if (hasChanged) return source;
  if (lines.some(({ time }) => time !== null)) return [...source, text(''), text('Times are those of line_profiler.')];
  const shared = sharedCalls(lines);
  return [
    ...source,
    text(''),
    { kind: 'time', seconds: ownTime, text: 'own time (not attributable to a line)' },
    ...(lostTime === null ? [] : [{ kind: 'time', seconds: lostTime, text: 'in calls that the dump lost' } as const]),
    ...[...shared, ...unplaced].map((call): SourceRow => ({ kind: 'call', call })),
    ...(shared.length === 0 ? [] : [text('~ shares calls: their time together stands above.')]),
    text('Lines are inferred: cProfile has none.'),
  ];
}

/** Each once, the costliest first. */
function sharedCalls(lines: readonly SourceLine[]): readonly LineCall[] {
  return costliestFirst([...new Set(lines.flatMap(({ cost }) => cost?.shared ?? []))]);
}

/** A hint for the function: which lines, how sure, what. */
export function hintRow({ lines, level, title, rule }: Hint): SourceRow {
  return { kind: 'text', text: `! ${lines.join(', ')}: ${title} (${level}) [${rule}]` };
}

/** A practice in the function, in as many rows as its words need in a pane of so many cells. */
export function practiceRows({ practice, lines, brings }: PlacedPractice, width: number): readonly SourceRow[] {
  const words = wrapWords(`${lines.join(', ')}: ${practice}: ${brings}`, width);
  return words.map((text, at) => ({ kind: 'practice', text: at === 0 ? text : `  ${text}` }));
}

/** Where the line that costs most stands among the rows. */
export function hottestRow(view: SourceView | NoSourceView): number {
  return view.kind === 'none' ? 0 : view.notes.length + view.hottest;
}

/** The function that a row calls, the costliest of them. */
export function calledBy(row: SourceRow): FunctionIndex | undefined {
  switch (row.kind) {
    case 'line': {
      const { calls = [], shared = [] } = row.line.cost ?? {};
      return costliest(calls) ?? costliest(shared);
    }
    case 'call':
      return row.call.callee;
    case 'time':
    case 'text':
    case 'practice':
      return undefined;
    default:
      return assertNever(row);
  }
}

function costliest(calls: readonly LineCall[]): FunctionIndex | undefined {
  return costliestFirst(calls)[0]?.callee;
}

export function costliestFirst(calls: readonly LineCall[]): readonly LineCall[] {
  return calls.toSorted((a, b) => (b.cumtime ?? 0) - (a.cumtime ?? 0));
}

import type { Hint } from '../hints/hint.ts';
import { distortionDetail } from '../report/distortion-document.ts';
import { type DistortionWords, distortionWords } from '../report/distortion-words.ts';
import type { Document } from '../report/document.ts';
import { hintDetail } from '../report/hints-document.ts';
import type { Distortion } from '../views/distortions.ts';
import type { HintsView } from '../views/hints-view.ts';
import { foundHints } from './hint-marks.ts';
import type { ViewerState } from './viewer.ts';

/** A row of the list of hints: a hint, or below them all what distorts the times. */
export type HintRow =
  | { readonly kind: 'hint'; readonly hint: Hint }
  | { readonly kind: 'distortion'; readonly distortion: Distortion; readonly words: DistortionWords };

const NO_ROWS: readonly HintRow[] = [];
const known = new WeakMap<HintsView, readonly HintRow[]>();

/** Nothing where there is no hint: then all is one text. */
export function shownRows(state: ViewerState): readonly HintRow[] {
  const view = foundHints(state)?.view ?? null;
  if (view === null || view.hints.length === 0) return NO_ROWS;
  const rows = known.get(view) ?? rowsOf(view);
  known.set(view, rows);
  return rows;
}

function rowsOf(view: HintsView): readonly HintRow[] {
  return [
    ...view.hints.map((hint): HintRow => ({ kind: 'hint', hint })),
    ...view
      .distortions()
      .map(
        (distortion): HintRow => ({ kind: 'distortion', distortion, words: distortionWords(view.table, distortion) }),
      ),
  ];
}

type HintPlace = Pick<Hint, 'row' | 'file' | 'line' | 'functionLine' | 'qualname'>;

/** Where in the source a row is; null where it is no one place. */
export function placeOf(row: HintRow | undefined): HintPlace | null {
  if (row?.kind === 'hint') return row.hint;
  return row?.kind === 'distortion' && row.distortion.kind === 'slowed-text' ? row.distortion.text : null;
}

/** How sure, how much, which rule or kind. */
export function startOf(row: HintRow): { readonly level: string; readonly share: number; readonly rule: string } {
  if (row.kind === 'hint') return row.hint;
  return { level: row.kind, share: row.distortion.share, rule: row.distortion.kind };
}

export function titleOf(row: HintRow): string {
  return row.kind === 'hint' ? row.hint.title : row.words.title;
}

/** All that is known of it. */
export function detailOf(row: HintRow): Document {
  return row.kind === 'hint' ? hintDetail(row.hint) : distortionDetail(row.words);
}

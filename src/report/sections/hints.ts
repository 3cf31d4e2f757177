import { type Document, heading } from '../document.ts';
import { ALL_HINTS, hintsDocument } from '../hints-document.ts';
import { hintJson } from '../hints-json.ts';
import type { JsonValue } from '../json-text.ts';
import { noHintsWords } from '../no-hints-words.ts';
import type { Report } from '../report.ts';

/** At most this many hints are shown; `pyprof-view hints` shows all. */
const MOST_HINTS = 8;

/** What to change, each with its evidence in a fold; nothing where no source was looked for. */
export function hintsSection({ hints, fullPaths }: Report): Document {
  if (hints === null) return [];
  return [
    heading('Hints'),
    ...hintsDocument(hints, { ...ALL_HINTS, fullPaths, most: MOST_HINTS, isBelowSummary: true }),
  ];
}

/** All that `pyprof-view hints` shows; null where no source was looked for. */
export function hintsData({ hints }: Report): JsonValue {
  if (hints === null) return null;
  const none = hints.hints.length === 0 ? noHintsWords(hints) : null;
  return {
    rows: hints.hints.map(hintJson),
    hidden: hints.hidden,
    notes: hints.notes,
    none: none === null ? null : { looked: none.looked, unread: none.unread, nearest: none.nearest },
  };
}

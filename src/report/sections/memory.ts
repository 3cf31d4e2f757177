import type { Document } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import { memoryDocument } from '../memory-document.ts';
import { listingJson, totalsJson } from '../memory-json.ts';
import { listingNotes } from '../memory-words.ts';
import type { Report } from '../report.ts';

/** Live memory by function and by line, where a snapshot was given. */
export function memorySection({ memory, fullPaths }: Report): Document {
  return memoryDocument(memory, { fullPaths });
}

/** null without a snapshot. */
export function memoryData({ memory }: Report): JsonValue {
  const [first] = memory;
  if (first === undefined) return null;
  const { source } = first.view;
  return {
    snapshots: source.names,
    pythonVersion: source.version === null ? null : `${source.version.major}.${source.version.minor}`,
    tracebackLimit: source.memory.snapshot.tracebackLimit,
    totals: totalsJson(source),
    ...Object.fromEntries(memory.map((listing): [string, JsonValue] => [listing.view.grouping, listingJson(listing)])),
    notes: listingNotes(memory),
  };
}

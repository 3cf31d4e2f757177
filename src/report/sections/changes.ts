import { diffDocument } from '../diff-document.ts';
import { diffData } from '../diff-json.ts';
import { type Document, heading } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import type { Report } from '../report.ts';

/** What `diff` says about the baseline and this profile. */
export function changesSection({ baseline }: Report): Document {
  if (baseline === null) return [];
  const [, ...blocks] = diffDocument(baseline.diff);
  return [heading('What changed'), ...blocks];
}

/** null without a baseline. */
export function changesData({ baseline }: Report): JsonValue {
  return baseline === null ? null : diffData(baseline.diff);
}

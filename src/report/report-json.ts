import { type JsonValue, jsonChunks } from './json-text.ts';
import type { Report, ReportSection } from './report.ts';

/** Grows with every change that a reader of the old one would stumble over; docs/report.schema.json describes it. */
const SCHEMA_VERSION = 2;

/**
 * A report for other programs, in UTF-8: under the id of each section what it shows, with all digits and the directories of the
 * dump. In chunks, since a section may be as long as the profile.
 */
export function renderReportJson(report: Report, sections: readonly ReportSection[]): Generator<Uint8Array> {
  return jsonChunks({
    schemaVersion: SCHEMA_VERSION,
    profiles: report.names,
    kind: report.table.kind,
    ...Object.fromEntries(sections.map(({ id, data }): [string, JsonValue] => [id, data(report)])),
  });
}

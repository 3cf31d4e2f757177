import { UsageError } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { documentText } from '../report/document-text.ts';
import { renderReport } from '../report/render-report.ts';
import { type Report, type ReportSection, TOP_OF_MARKDOWN } from '../report/report.ts';
import { renderReportCsv } from '../report/report-csv.ts';
import { renderReportJson } from '../report/report-json.ts';
import { REPORT_SECTIONS } from '../report/sections.ts';
import { summaryList } from '../report/summary-words.ts';
import { timeUnitFor } from '../report/time-unit.ts';
import { resolveSortOrder } from '../select/sort-keys.ts';
import { joinChunks } from '../text/chunks.ts';
import { buildSummary } from '../views/summary/summary.ts';
import { A_PROFILE, type ArgumentKinds, COUNT, check, checkOptions, oneWordOf, TEXTS } from './argument.ts';
import { FOUND_HINTS, type HintSearch } from './look-for-hints.ts';

/** What a report is written as. The JSON is that of docs/report.schema.json; the CSV is the list of functions alone. */
type ReportFormat = 'markdown' | 'json' | 'csv';

/** What is in a report. The defaults are those of `pyprof-view report`. */
type ReportProfileOptions = {
  /** `markdown` by default. */
  readonly format?: ReportFormat;
  /** How many functions a list has; by default 15 in Markdown and all elsewhere. */
  readonly top?: number;
  /** Ids of the sections; by default all that a profile and hints make. */
  readonly sections?: readonly string[];
  /** The hints to write with it. */
  readonly hints?: HintSearch;
};

const WRITERS: Readonly<Record<ReportFormat, (report: Report, sections: readonly ReportSection[]) => string>> = {
  markdown: renderReport,
  json: (report, sections) => new TextDecoder().decode(joinChunks(renderReportJson(report, sections))),
  csv: (report) => [...renderReportCsv(report.table, csvOrder(report))].join(''),
};

const OPTIONS: ArgumentKinds<ReportProfileOptions> = {
  format: oneWordOf(Object.keys(WRITERS)),
  top: COUNT,
  sections: TEXTS,
  hints: FOUND_HINTS,
};

/** Where the time is, in sentences, as `pyprof-view summary` prints them; `width` in characters. */
export function summarize(table: ProfileTable, hints: HintSearch | null = null, width: number = 80): string {
  check('table', table, A_PROFILE);
  if (hints !== null) check('hints', hints, FOUND_HINTS);
  check('width', width, COUNT);
  return documentText([summaryList(buildSummary(table, hints?.view ?? null))], width);
}

/**
 * A report about a profile. Give it the profile with its directories.
 *
 * @param names what the profile is called; of a sum, what each of its profiles is called
 * @throws UsageError 'usage' for an unknown section, and for an option that changes nothing in what is written
 */
export function reportProfile(
  table: ProfileTable,
  names: readonly string[],
  options: ReportProfileOptions = {},
): string {
  check('table', table, A_PROFILE);
  check('names', names, TEXTS);
  checkOptions(options, OPTIONS);
  const sections = sectionsOf(options.sections);
  refuseIdle(options);
  return WRITERS[options.format ?? 'markdown'](reportOf(table, names, options), sections);
}

/** The sections in which an option changes something; the CSV has the list of functions alone. */
const USED_IN = { top: ['functions', 'hottest', 'modules'], hints: ['summary', 'hints'] } as const;

/** @throws UsageError 'usage' for an option that changes nothing, as on the command line */
function refuseIdle({ format, sections, top, hints }: ReportProfileOptions): void {
  if (format === 'csv' && (sections ?? hints) !== undefined)
    throw new UsageError(
      'usage',
      `${sections === undefined ? 'hints' : 'sections'} changes nothing in csv, which lists the functions`,
    );
  if (sections === undefined) return;
  for (const [name, value] of [
    ['top', top],
    ['hints', hints],
  ] as const)
    if (value !== undefined && !USED_IN[name].some((id) => sections.includes(id)))
      throw new UsageError('usage', `${name} changes nothing in these sections: it is for ${USED_IN[name].join(', ')}`);
}

function reportOf(table: ProfileTable, names: readonly string[], options: ReportProfileOptions): Report {
  const { format = 'markdown' } = options;
  return {
    table,
    names,
    unit: timeUnitFor(table.totals.tottime),
    top: options.top ?? (format === 'markdown' ? TOP_OF_MARKDOWN : Number.POSITIVE_INFINITY),
    sort: null,
    fullPaths: false,
    sources: null,
    memory: [],
    hints: options.hints?.view ?? null,
    baseline: null,
    command: [],
  };
}

function csvOrder({ top }: Report): Parameters<typeof renderReportCsv>[1] {
  return { sort: resolveSortOrder(['cumulative']), reverse: false, top };
}

/** No command made this report. */
const WITHOUT_COMMAND = REPORT_SECTIONS.filter(({ id }) => id !== 'reproduce');

/** In the order of the table, however they are asked for. */
function sectionsOf(asked: readonly string[] | undefined): readonly ReportSection[] {
  if (asked === undefined) return WITHOUT_COMMAND;
  const known = WITHOUT_COMMAND.map(({ id }) => id).filter((id) => !OF_THE_PROGRAM.includes(id));
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UsageError('usage', `there is no section ${unknown} (sections: ${known.join(', ')})`);
  return WITHOUT_COMMAND.filter(({ id }) => asked.includes(id));
}

/** What these show is read by the program alone: a baseline, files of source, a snapshot. Whole reports in JSON name them, with null. */
const OF_THE_PROGRAM: readonly string[] = ['changes', 'source', 'memory'];

import { type Command, InvalidArgumentError } from 'commander';
import { assertNever, UsageError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { COMMENT_CHARACTERS, renderReport, renderReportWithin } from '../../report/render-report.ts';
import type { Report, ReportSection } from '../../report/report.ts';
import { renderReportCsv } from '../../report/report-csv.ts';
import { renderReportJson } from '../../report/report-json.ts';
import { REPORT_SECTIONS } from '../../report/sections.ts';
import { timeUnitFor } from '../../report/time-unit.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import type { RankOptions } from '../../views/report-view.ts';
import type { Context } from '../context.ts';
import { loadForText } from '../list-profile.ts';
import {
  addDisplayOptions,
  addFullPathsOption,
  addMeasuredOptions,
  addOwnOptions,
  addSortOptions,
  addSourceOptions,
  type MeasuredOptions,
  type OwnOptions,
  parsePositive,
  profilesArgument,
  type SortChoice,
  type SourceOptions,
} from '../options.ts';
import { outputOption, outputPath, writeText } from '../output-file.ts';
import { oneOf, ProgramOption, repeatable } from '../program-option.ts';
import type { ReadExtras, ReportExtras } from '../report-extras.ts';

const FORMATS = ['markdown', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** A reviewer reads so many functions; a program reads all. */
const TOP_OF_MARKDOWN = 15;

type ReportOptions = {
  readonly output?: string;
  readonly format: Format;
  readonly top?: number;
  readonly sort?: SortChoice;
  readonly reverse: boolean;
  readonly section: readonly ReportSection[];
  readonly fit?: 'comment';
  readonly fullPaths: boolean;
} & OwnOptions &
  SourceOptions &
  MeasuredOptions;

const SECTION_WORDS = REPORT_SECTIONS.map(({ id, title }) => ({ word: id, meaning: title }));

/** Gives the command its arguments and options. */
export function configureReport(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('<profile...>'))
    .addOption(
      repeatable(
        new ProgramOption('--section <id>', 'Write only this section of the Markdown; repeatable', {
          group: 'show',
          value: { kind: 'word', words: SECTION_WORDS, title: 'Sections:' },
        }),
        findSection,
      ),
    )
    .addOption(
      new ProgramOption(
        '--top <n>',
        `List this many functions; by default ${TOP_OF_MARKDOWN} in Markdown, all in JSON and CSV`,
        { group: 'order', value: { kind: 'text' } },
      ).argParser(parsePositive),
    )
    .addOption(
      new ProgramOption('--format <name>', 'Write the report in this format', {
        group: 'output',
        value: oneOf(FORMATS),
      }).default('markdown'),
    )
    .addOption(
      new ProgramOption('--fit <what>', 'Leave out the least important parts until the report fits a GitHub comment', {
        group: 'output',
        value: oneOf(['comment']),
      }),
    )
    .addOption(outputOption());
  addFullPathsOption(command);
  addDisplayOptions(addMeasuredOptions(addSourceOptions(addOwnOptions(addSortOptions(command, null))))).action(
    (paths: string[], options: ReportOptions) => runReport(paths, options, context),
  );
}

function findSection(id: string): ReportSection {
  const found = REPORT_SECTIONS.find((section) => section.id === id);
  if (found === undefined)
    throw new InvalidArgumentError(`It is none of ${REPORT_SECTIONS.map((each) => each.id).join(', ')}.`);
  return found;
}

async function runReport(paths: readonly string[], options: ReportOptions, context: Context): Promise<void> {
  const isMarkdown = options.format === 'markdown';
  if (!isMarkdown && (options.section.length > 0 || options.fit !== undefined)) {
    throw new UsageError('usage', `--section and --fit are for Markdown, not for ${options.format}`);
  }
  const output = outputPath(options.output, [...paths, ...options.memory, ...options.lines]);
  const { table } = await loadForText(paths, { ...options, fullPaths: true, asksWhose: true }, context);
  const { extras, inputs } = isMarkdown ? await loadExtras(table, paths, options, context) : NO_EXTRAS;
  const text = render(table, paths, options, extras);
  writeText(output, text, context, inputs);
}

const NO_EXTRAS: ReadExtras = { extras: { sources: null, memory: [], hints: null }, inputs: [] };

/** Sections that need more than the profile. The parser, the rules and the reader of pickles are loaded only for them. */
const NEEDING_MORE: ReadonlySet<string> = new Set(['source', 'memory', 'hints']);

async function loadExtras(
  table: ProfileTable,
  paths: readonly string[],
  options: ReportOptions,
  context: Context,
): Promise<ReadExtras> {
  const sections = sectionsOf(options);
  if (!sections.some(({ id }) => NEEDING_MORE.has(id))) return NO_EXTRAS;
  const { readExtras } = await import('../report-extras.ts');
  return readExtras(table, paths, { ...options, sections, top: options.top ?? TOP_OF_MARKDOWN }, context);
}

function render(table: ProfileTable, paths: readonly string[], options: ReportOptions, extras: ReportExtras): string {
  const { format, reverse } = options;
  const all: RankOptions = {
    sort: options.sort === undefined ? resolveSortOrder(['cumulative']) : options.sort.order,
    reverse,
    top: options.top ?? table.length,
  };
  switch (format) {
    case 'json':
      return renderReportJson(table, paths, all);
    case 'csv':
      return renderReportCsv(table, all);
    case 'markdown':
      return renderMarkdown(makeReport(table, paths, options, extras), options);
    default:
      return assertNever(format);
  }
}

function sectionsOf({ section }: ReportOptions): readonly ReportSection[] {
  return section.length === 0 ? REPORT_SECTIONS : REPORT_SECTIONS.filter((each) => section.includes(each));
}

function renderMarkdown(report: Report, options: ReportOptions): string {
  const sections = sectionsOf(options);
  const { fit } = options;
  return fit === undefined ? renderReport(report, sections) : renderReportWithin(report, sections, COMMENT_CHARACTERS);
}

function makeReport(
  table: ProfileTable,
  paths: readonly string[],
  options: ReportOptions,
  extras: ReportExtras,
): Report {
  const { sort, reverse, fullPaths, top } = options;
  return {
    table,
    names: paths,
    unit: timeUnitFor(table.totals.tottime),
    top: top ?? TOP_OF_MARKDOWN,
    sort: sort === undefined ? null : { order: sort.order, reverse },
    fullPaths,
    ...extras,
    command: ['report', ...paths, ...optionWords(options)],
  };
}

/** The options that shape the report, as they would be typed: not where it is written to. */
function optionWords({
  top,
  sort,
  reverse,
  section,
  fit,
  fullPaths,
  mine,
  sourceRoot,
  map,
  notebook,
  memory,
  pythonVersion,
  lines,
}: ReportOptions): readonly string[] {
  return [
    ...(top === undefined ? [] : ['--top', String(top)]),
    ...(sort === undefined ? [] : [`--sort=${sort.words.join(',') || 'none'}`]),
    ...(reverse ? ['--reverse'] : []),
    ...section.flatMap(({ id }) => ['--section', id]),
    ...(fit === undefined ? [] : ['--fit', fit]),
    ...(fullPaths ? ['--full-paths'] : []),
    ...memory.flatMap((file) => ['--memory', file]),
    ...(pythonVersion === undefined ? [] : [`--python-version=${pythonVersion.major}.${pythonVersion.minor}`]),
    ...lines.flatMap((file) => ['--lines', file]),
    ...mine.flatMap((word) => ['--mine', word]),
    ...sourceRoot.flatMap((root) => ['--source-root', root]),
    ...map.flatMap(({ from, to }) => ['--map', `${from}=${to}`]),
    ...notebook.flatMap((file) => ['--notebook', file]),
  ];
}

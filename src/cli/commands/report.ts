import { type Command, InvalidArgumentError } from 'commander';
import { assertNever, UsageError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { diffUnit } from '../../report/diff-words.ts';
import { COMMENT_CHARACTERS, renderReport, renderReportWithin } from '../../report/render-report.ts';
import { type Baseline, type Report, type ReportSection, TOP_OF_MARKDOWN } from '../../report/report.ts';
import { renderReportCsv } from '../../report/report-csv.ts';
import { renderReportJson } from '../../report/report-json.ts';
import { REPORT_SECTIONS } from '../../report/sections.ts';
import { timeUnitFor } from '../../report/time-unit.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import { OUTSIDE } from '../../source/source-files.ts';
import { didYouMean } from '../../text/similar.ts';
import type { RankOptions } from '../../views/report-view.ts';
import type { Context } from '../context.ts';
import { type BaselineOptions, baselineOption, forceOption, refuseLonelyForce } from '../input/baseline.ts';
import { OPTION_SECTIONS } from '../options/option-sections.ts';
import {
  addCountedOptions,
  addFullPathsOption,
  addGeneralOptions,
  addOwnOptions,
  addSortOptions,
  addSourceOptions,
  addVersionOption,
  type CountedOptions,
  type OwnOptions,
  parsePositive,
  profilesArgument,
  refuseLonelyVersion,
  type SortChoice,
  type SourceOptions,
} from '../options/options.ts';
import { oneOf, ProgramOption, repeatable } from '../options/program-option.ts';
import { loadForText } from '../output/list-profile.ts';
import { outputOption, writeText } from '../output/output-file.ts';
import { formatOption, openOption, placeOfPage, refuseIdleFullPaths, withFormat } from '../output/page-output.ts';
import type { ReadExtras, ReportExtras } from '../output/report-extras.ts';
import { reportNote } from '../output/report-notes.ts';
import { reportIdleMaps } from '../sources/idle-maps.ts';

const FORMATS = ['markdown', 'html', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** A report is passed on, and a profile may name any Python file of this machine. */
const SOURCES = 'here';

type ReportOptions = {
  readonly output?: string;
  readonly format: Format;
  readonly top?: number;
  readonly sort?: SortChoice;
  readonly reverse: boolean;
  readonly section: readonly ReportSection[];
  readonly fit?: 'comment';
  readonly source: boolean;
  readonly open: boolean;
  readonly fullPaths: boolean;
} & BaselineOptions &
  OwnOptions &
  SourceOptions &
  CountedOptions;

const SECTION_WORDS = REPORT_SECTIONS.map(({ id, title }) => ({ word: id, meaning: title }));

const SECTION_IDS = REPORT_SECTIONS.map(({ id }) => id);

/** Gives the command its arguments and options. */
export function configureReport(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('<profile...>'))
    .addOption(
      repeatable(
        new ProgramOption('--section <id>', 'Write only this section of the Markdown, HTML or JSON; repeatable', {
          group: 'show',
          value: { kind: 'word', words: SECTION_WORDS, title: 'Sections:' },
        }),
        findSection,
      ),
    )
    .addOption(baselineOption('Say what changed since this profile'))
    .addOption(forceOption())
    .addOption(
      new ProgramOption(
        '--top <n>',
        `List this many functions; by default ${TOP_OF_MARKDOWN} in Markdown and in the lists of HTML, all in JSON and CSV`,
        { group: 'order', value: { kind: 'text' } },
      ).argParser(parsePositive),
    )
    .addOption(formatOption('report', FORMATS, 'markdown'))
    .addOption(
      new ProgramOption(
        '--source',
        'Put the source of the hot functions into the HTML: whoever gets the file can read it',
        {
          group: 'show',
          value: { kind: 'none' },
        },
      ),
    )
    .addOption(
      new ProgramOption('--fit <what>', 'Leave out the least important parts until the report fits a GitHub comment', {
        group: 'output',
        value: oneOf(['comment']),
      }),
    )
    .addOption(outputOption())
    .addOption(openOption());
  addFullPathsOption(command);
  addGeneralOptions(
    addVersionOption(addCountedOptions(addSourceOptions(addOwnOptions(addSortOptions(command, null)), SOURCES))),
  ).action((paths: string[], options: ReportOptions) =>
    runReport(paths, withFormat(options, FORMATS, command), context),
  );
}

function findSection(id: string): ReportSection {
  const found = REPORT_SECTIONS.find((section) => section.id === id);
  if (found === undefined)
    throw new InvalidArgumentError(`It is not one of ${SECTION_IDS.join(', ')}.${didYouMean(id, SECTION_IDS)}`);
  return found;
}

async function runReport(paths: readonly string[], options: ReportOptions, context: Context): Promise<void> {
  refuseIdleOptions(options);
  const output = placeOfPage(options, inputsOf(paths, options));
  const { table } = await loadForText(paths, { ...options, fullPaths: true, asksWhose: true }, context);
  const baseline = await readBaseline(table, paths, options, context);
  const compared = baseline === null ? [] : [baseline.comparison.before];
  if (options.memory.length === 0) reportIdleMaps([table, ...compared], options.map, context);
  const { extras, inputs, countOutside } = await loadExtras(table, paths, options, context);
  const report = makeReport(table, paths, options, { ...extras, baseline });
  await writeText(output, await render(report, options, context), context, inputs);
  const left = countOutside();
  const what = `the source of ${plural(left, 'function')}`;
  if (left > 0) reportNote(`${what} is not in the report, since it is ${OUTSIDE}; --sources any includes it`, context);
  if (options.open && output !== null) await (await import('../output/open-page.ts')).openPage(output, context);
}

/** @throws UsageError */
function refuseIdleOptions(options: ReportOptions): void {
  const { format, section, fit, memory, baseline } = options;
  if (fit !== undefined && format !== 'markdown')
    throw new UsageError('usage', `--fit is for Markdown, not for ${format}`);
  if (format === 'csv' && section.length > 0)
    throw new UsageError('usage', 'the CSV has no sections: it lists the functions');
  refuseIdleFullPaths(options);
  refuseIdlePageOptions(options);
  refuseLonelyVersion(options);
  refuseLonelyForce(options);
  if (memory.length === 0 && section.some(({ id }) => id === 'memory'))
    throw new UsageError('usage', '--section memory shows a snapshot: give that with --memory');
  if (baseline === undefined && section.some(({ id }) => id === 'changes'))
    throw new UsageError('usage', '--section changes compares with a profile: name it with --baseline');
  const written = new Set(sectionsOf(options).map(({ id }) => id));
  for (const option of optionWords(options)) {
    const name = option.replace(/=.*/s, '');
    const sections = OPTION_SECTIONS.get(name);
    if (sections === undefined || sections.some((id) => written.has(id))) continue;
    if (name === '--mine' && format === 'html') continue; // the page around the sections tells own code from other
    const where = format === 'csv' ? 'the CSV' : `--section ${section.map(({ id }) => id).join(', ')}`;
    const what = sections.length === 1 ? 'the section' : 'the sections';
    throw new UsageError('usage', `${name} changes nothing in ${where}: it is for ${what} ${sections.join(', ')}`);
  }
}

/** @throws UsageError */
function refuseIdlePageOptions({ format, section, source }: ReportOptions): void {
  if (source && format !== 'html')
    throw new UsageError('usage', `--source is for HTML: ${format} has no source or has it anyway`);
  if (source && section.length > 0 && !section.some(({ id }) => id === 'source'))
    throw new UsageError('usage', '--source adds a section that --section leaves out');
  if (format === 'html' && section.some(({ id }) => id === 'graph'))
    throw new UsageError('usage', 'the call graph is for Markdown: HTML has a picture of the whole profile');
}

const NO_EXTRAS: ReadExtras = {
  extras: { sources: null, memory: [], hints: null },
  inputs: [],
  countOutside: () => 0,
};

function inputsOf(paths: readonly string[], options: ReportOptions): readonly string[] {
  const { memory, lines, arguments: counts, baseline } = options;
  return [...paths, ...memory, ...lines, ...[counts ?? [], baseline ?? []].flat()];
}

async function readBaseline(
  table: ProfileTable,
  paths: readonly string[],
  options: ReportOptions,
  context: Context,
): Promise<Baseline | null> {
  if (options.baseline === undefined) return null;
  const { compareBaseline } = await import('../output/compare-baseline.ts');
  return compareBaseline(options.baseline, { table, paths }, { ...options, top: topOf(options) }, context);
}

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
  const { readExtras } = await import('../output/report-extras.ts');
  return readExtras(table, paths, { ...options, sections, top: topOf(options) }, context);
}

async function render(
  report: Report,
  options: ReportOptions,
  context: Context,
): Promise<string | Iterable<string | Uint8Array>> {
  switch (options.format) {
    case 'html': {
      const { renderReportPage } = await import('../../report/html/report-page.ts');
      const { loadPageTools } = await import('../output/page-tools.ts');
      return renderReportPage(report, sectionsOf(options), loadPageTools(context));
    }
    case 'json':
      return renderReportJson(report, sectionsOf(options));
    case 'csv':
      return renderReportCsv(report.table, csvOrder(report));
    case 'markdown':
      return renderMarkdown(report, options);
    default:
      return assertNever(options.format);
  }
}

function csvOrder({ sort, top }: Report): RankOptions {
  const { order, reverse } = sort ?? { order: resolveSortOrder(['cumulative']), reverse: false };
  return { sort: order, reverse, top };
}

/** A reader reads so many functions; a program reads all. */
function topOf({ top, format }: ReportOptions): number {
  const isForReaders = format === 'markdown' || format === 'html';
  return top ?? (isForReaders ? TOP_OF_MARKDOWN : Number.POSITIVE_INFINITY);
}

/** The CSV holds only the list of functions; a page has a picture of its own, and source only if asked for. */
function sectionsOf({ section, format, source }: ReportOptions): readonly ReportSection[] {
  if (format === 'csv') return REPORT_SECTIONS.filter(({ id }) => id === 'functions');
  if (section.length > 0) return REPORT_SECTIONS.filter((each) => section.includes(each));
  return format === 'html' ? REPORT_SECTIONS.filter(({ id }) => isOnPage(id, source)) : REPORT_SECTIONS;
}

function isOnPage(id: string, hasSource: boolean): boolean {
  return id !== 'graph' && (hasSource || id !== 'source');
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
  extras: ReportExtras & Pick<Report, 'baseline'>,
): Report {
  const { fullPaths } = options;
  return {
    table,
    names: paths,
    unit: extras.baseline === null ? timeUnitFor(table.totals.tottime) : diffUnit(extras.baseline.diff.view),
    top: topOf(options),
    sort: sortOf(options),
    fullPaths,
    ...extras,
    command: ['report', ...paths, ...optionWords(options)],
  };
}

/** `--reverse` alone turns the order round that most lists have. */
function sortOf({ sort, reverse }: ReportOptions): Report['sort'] {
  if (sort === undefined && !reverse) return null;
  return { order: sort === undefined ? resolveSortOrder(['cumulative']) : sort.order, reverse };
}

/** The options that shape the report, as they would be typed: not where it is written to. */
function optionWords({
  format,
  top,
  sort,
  reverse,
  section,
  source,
  fit,
  fullPaths,
  mine,
  sourceRoot,
  map,
  notebook,
  sources,
  memory,
  pythonVersion,
  lines,
  arguments: counts,
  baseline,
  force,
}: ReportOptions): readonly string[] {
  return [
    ...(format === 'markdown' ? [] : ['--format', format]),
    ...(top === undefined ? [] : ['--top', String(top)]),
    ...(sort === undefined ? [] : [`--sort=${sort.words.join(',') || 'none'}`]),
    ...(reverse ? ['--reverse'] : []),
    ...section.flatMap(({ id }) => ['--section', id]),
    ...(source ? ['--source'] : []),
    ...(fit === undefined ? [] : ['--fit', fit]),
    ...(fullPaths ? ['--full-paths'] : []),
    ...(baseline === undefined ? [] : ['--baseline', baseline]),
    ...(force ? ['--force'] : []),
    ...memory.flatMap((file) => ['--memory', file]),
    ...(pythonVersion === undefined ? [] : [`--python-version=${pythonVersion.major}.${pythonVersion.minor}`]),
    ...lines.flatMap((file) => ['--lines', file]),
    ...(counts === undefined ? [] : ['--arguments', counts]),
    ...mine.flatMap((word) => ['--mine', word]),
    ...sourceRoot.flatMap((root) => ['--source-root', root]),
    ...map.flatMap(({ from, to }) => ['--map', `${from}=${to}`]),
    ...notebook.flatMap((file) => ['--notebook', file]),
    ...(sources === SOURCES ? [] : ['--sources', sources]),
  ];
}

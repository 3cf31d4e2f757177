import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { findHints } from '../../hints/find-hints.ts';
import type { HintsResult } from '../../hints/hint.ts';
import { PRACTICES } from '../../hints/practices.ts';
import { LEVELS, type Level, SHOWN_LEVELS, type ShownLevel } from '../../hints/rule.ts';
import { plural } from '../../profile/notes.ts';
import { documentText } from '../../report/document-text.ts';
import { ALL_HINTS, hintsDocument } from '../../report/hints-document.ts';
import { renderHintsJson } from '../../report/hints-json.ts';
import { didYouMean } from '../../text/similar.ts';
import { hintMeasurements } from '../../views/hint-measurements.ts';
import { buildHintsView, type HintsView, isAtLeast } from '../../views/hints-view.ts';
import type { Context } from '../context.ts';
import { optimizingLate, tuneEngine } from '../engine-tuning.ts';
import { GateError } from '../gate-error.ts';
import { readCountedArguments, readLineTimings, readMemory } from '../input/read-measured.ts';
import { loadProfiles } from '../input/read-profile.ts';
import {
  addArgumentsOption,
  addGeneralOptions,
  addLinesOption,
  addMemoryOption,
  addOwnOptions,
  addSourceOptions,
  type CountedOptions,
  type OwnOptions,
  profilesArgument,
  type SourceOptions,
} from '../options/options.ts';
import { oneOf, ProgramOption, repeatable } from '../options/program-option.ts';
import { reportLimits } from '../options/report-limits.ts';
import { outputOption, outputPath, writeText } from '../output/output-file.ts';
import { formatOfName } from '../output/page-output.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import { ABOUT_WORDS, PRACTICE_WORDS, RULE_WORDS, writeRulePage, writeRules } from '../output/rule-pages.ts';
import { reportIdleMaps } from '../sources/idle-maps.ts';
import { openBook } from '../sources/open-book.ts';
import { withOwnPlaces } from '../sources/own-places.ts';

type HintsOptions = OwnOptions &
  Pick<CountedOptions, 'memory' | 'lines' | 'arguments'> &
  SourceOptions & {
    readonly level: ShownLevel;
    readonly rule: readonly string[];
    readonly failOn?: Level;
    readonly json: boolean;
    readonly explain: boolean;
    readonly about?: string;
    readonly rules: boolean;
    readonly output?: string;
  };

const LINES_HELP = 'Trust the line times that line_profiler measured more than own time; repeatable';

/** Gives the command its arguments and options. */
export function configureHints(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('[profile...]'))
    .addOption(
      new ProgramOption(
        '--level <level>',
        'Show hints that are at least this certain; `practice` adds practices, which are not hints',
        {
          group: 'show',
          value: oneOf(SHOWN_LEVELS),
        },
      ).default('likely'),
    )
    .addOption(
      repeatable(
        new ProgramOption('--rule <id>', 'Show only hints of this rule (or practice), see --rules; repeatable', {
          group: 'show',
          value: { kind: 'word', words: [...RULE_WORDS, ...PRACTICE_WORDS] },
        }),
        knownWord([...RULE_WORDS, ...PRACTICE_WORDS]),
      ),
    )
    .addOption(
      new ProgramOption('--explain', 'Say for each place that matches a rule why it was reported, or why not', {
        group: 'show',
        value: { kind: 'none' },
      }),
    )
    .addOption(
      new ProgramOption(
        '--about <rule>',
        'Print the page of a rule (see --rules) or a distortion: what it is, why it costs, what was measured',
        {
          group: 'show',
          value: { kind: 'word', words: ABOUT_WORDS },
        },
      ).argParser(knownWord(ABOUT_WORDS)),
    )
    .addOption(
      new ProgramOption('--rules', 'List all rules, and what each finds', { group: 'show', value: { kind: 'none' } }),
    )
    .addOption(new ProgramOption('--json', 'Write JSON instead of text', { group: 'output', value: { kind: 'none' } }))
    .addOption(outputOption())
    .addOption(
      new ProgramOption('--fail-on <level>', 'Exit with 1 if any hint is at least this certain', {
        group: 'output',
        value: oneOf(LEVELS),
      }),
    );
  addArgumentsOption(addLinesOption(addMemoryOption(addOwnOptions(addSourceOptions(command))), LINES_HELP));
  addGeneralOptions(command).action((paths: string[], options: HintsOptions) => {
    if (options.about !== undefined) return writeRulePage(options.about, paths, command, context);
    if (options.rules) return writeRules(paths, command, context);
    return runHints(paths, options, context);
  });
}

function knownWord(words: readonly { readonly word: string }[]): (word: string) => string {
  return (given) => {
    if (words.some(({ word }) => word === given)) return given;
    const names = words.map(({ word }) => word);
    const meant = didYouMean(given, names) || ' All of them: pyprof-view hints --rules.';
    throw new InvalidArgumentError(`There is no such rule.${meant}`);
  };
}

async function runHints(paths: readonly string[], options: HintsOptions, context: Context): Promise<void> {
  if (paths.length === 0) throw new UsageError('usage', 'no profile given');
  const practice = PRACTICES.find(({ id }) => options.rule.includes(id));
  if (practice !== undefined && options.level !== 'practice')
    throw new UsageError('usage', `${practice.id} is a practice, and those are shown with --level practice`);
  const output = outputPath(options.output, [
    ...paths,
    ...options.memory,
    ...options.lines,
    ...[options.arguments ?? []].flat(),
  ]);
  const isJson = options.json || isNamedAsJson(options.output);
  const loaded = await loadProfiles(paths, {
    readStdin: context.readStdin,
    onBytes: tuneEngine,
    progress: progressOn(context),
  });
  const table = withOwnPlaces(loaded.table, options);
  if (options.memory.length === 0) reportIdleMaps([table], options.map, context);
  await reportLimits(loaded.table, context, ['mixed-threads']);
  const sources: string[] = [];
  const book = await openBook(table, paths, options, { onRead: (path) => sources.push(path) });
  const memory = options.memory.length === 0 ? null : await readMemory(options.memory, context);
  const timings = await readLineTimings(options.lines, context);
  const counted = await readCountedArguments(options.arguments, context);
  const question = { book, ...hintMeasurements(table, { memory, timings, counted }) };
  const result = optimizingLate(() => findHints(question));
  const view = buildHintsView(result, { level: options.level, rules: options.rule });
  const width = Number(context.env['COLUMNS']) || 80;
  const text = isJson
    ? renderHintsJson(view, paths, { explain: options.explain, practices: options.level === 'practice' })
    : documentText(hintsDocument(view, { ...ALL_HINTS, explain: options.explain }), width);
  await writeText(output, text, context, sources);
  reportLostCells(result, options, context);
  checkGate(buildHintsView(result, { level: 'possible', rules: options.rule }), options.failOn);
}

/** @throws UsageError for a file whose name ends in another format */
function isNamedAsJson(output: string | undefined): boolean {
  const others = 'it writes text or JSON, and pyprof-view report --section hints Markdown or HTML';
  return formatOfName(output ?? '', ['text', 'json'], 'hints', others) === 'json';
}

/** Where there are hints of other cells, the text says nothing of those without a source. */
function reportLostCells({ files }: HintsResult, { notebook }: HintsOptions, context: Context): void {
  const lost = files.filter(({ reading }) => reading === 'cell').length;
  if (notebook.length === 0 || lost === 0) return;
  const cells = `${plural(lost, 'cell')} of the profile ${lost === 1 ? 'was' : 'were'} not looked at`;
  reportNote(`${cells}: ${lost === 1 ? 'its' : 'their'} text is not in ${notebook.join(', ')}`, context);
}

/** @throws GateError */
function checkGate({ hints }: HintsView, failOn: Level | undefined): void {
  if (failOn === undefined) return;
  const failing = hints.filter(({ level }) => isAtLeast(level, failOn));
  const [first] = failing;
  if (first === undefined) return;
  const more = failing.length === 1 ? '' : `, and ${failing.length - 1} more`;
  throw new GateError(`--fail-on ${failOn} does not hold: ${first.rule} at ${first.file}:${first.line}${more}.`);
}

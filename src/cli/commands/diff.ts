import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { compareProfiles } from '../../profile/compare.ts';
import type { PathMapping } from '../../profile/path-mapping.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { makeRunSet, type RunSet } from '../../profile/run-set.ts';
import { renderDiffJson } from '../../report/diff-json.ts';
import { renderDiffMarkdown } from '../../report/diff-markdown.ts';
import { renderDiffText } from '../../report/diff-text.ts';
import { changeName, type DiffDocument, diffUnit, failureText } from '../../report/diff-words.ts';
import { buildDiffView, DIRECTIONS, type Direction } from '../../views/diff-view.ts';
import type { DiffMetric } from '../../views/function-change.ts';
import { GATE_METRICS, type Gate, gateFailures, parseGate } from '../../views/gate.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import { GateError } from '../gate-error.ts';
import { addDisplayOptions, addFullPathsOption, mapOption, parsePositive } from '../options.ts';
import { outputOption, outputPath, writeText } from '../output-file.ts';
import { choiceOf, PROFILE, ProgramArgument, ProgramOption } from '../program-option.ts';
import { progressOn } from '../progress.ts';
import { loadProfiles } from '../read-profile.ts';
import { refuseIncomparable } from '../refuse-incomparable.ts';

const DEFAULT_TOP = 20;

const FORMATS = { text: renderDiffText, markdown: renderDiffMarkdown, json: renderDiffJson } as const;

/** What `-s` takes, by the names that the other commands have for them. */
const SORTS: Readonly<Record<string, DiffMetric>> = { tottime: 'tottime', cumtime: 'cumtime', calls: 'ncalls' };

/** Seconds, or a part of the total time before. */
type Tolerance = { readonly amount: number; readonly unit: '%' | 's' };

type DiffCommandOptions = {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly output?: string;
  readonly top: number;
  readonly sort: keyof typeof SORTS;
  readonly only?: Direction;
  readonly tolerance: Tolerance;
  readonly failOn: readonly Gate[];
  readonly map: readonly PathMapping[];
  readonly fullPaths: boolean;
  readonly force: boolean;
};

/** What shapes a comparison, wherever it is written to. */
type DocumentOptions = Pick<DiffCommandOptions, 'top' | 'sort' | 'only' | 'tolerance' | 'failOn' | 'map' | 'fullPaths'>;

const DEFAULT_TOLERANCE: Tolerance = { amount: 1, unit: '%' };

const DEFAULTS = { top: DEFAULT_TOP, sort: 'tottime', tolerance: DEFAULT_TOLERANCE, failOn: [], map: [] } as const;

const GATE_WORDS = GATE_METRICS.map(({ name, meaning }) => ({ word: name, meaning }));

/** Gives the command its arguments and options. */
export function configureDiff(command: Command, context: Context): void {
  addSides(command);
  addLimits(command);
  command
    .addOption(mapOption('Match OLD, a directory or file of the profile before, with NEW; repeatable'))
    .addOption(
      new ProgramOption('--format <name>', 'Write the comparison in this format', {
        group: 'output',
        value: choiceOf(Object.keys(FORMATS)),
      }).default('text'),
    )
    .addOption(outputOption())
    .addOption(gateOption());
  addDisplayOptions(command).action(
    (before: string | undefined, after: string | undefined, options: DiffCommandOptions) =>
      runDiff(sidesOf(before, after, options), options, context),
  );
}

function addSides(command: Command): void {
  command
    .addArgument(
      new ProgramArgument('[before]', 'The cProfile dump before, plain or gzipped; - reads standard input', PROFILE),
    )
    .addArgument(new ProgramArgument('[after]', 'The cProfile dump after', PROFILE))
    .addOption(
      new ProgramOption(
        '--before <profiles...>',
        'Several runs before, compared by their medians; changes within their spread are noise',
        {
          group: 'show',
          value: PROFILE,
        },
      ),
    )
    .addOption(
      new ProgramOption('--after <profiles...>', 'Several runs after', {
        group: 'show',
        value: PROFILE,
      }),
    )
    .addOption(
      new ProgramOption('--only <which>', 'List only the changes in this direction', {
        group: 'show',
        value: choiceOf(DIRECTIONS),
      }),
    )
    .addOption(
      new ProgramOption('--force', 'Compare the profiles even if they are not comparable', {
        group: 'show',
        value: { kind: 'none' },
      }),
    );
  addFullPathsOption(command);
}

function addLimits(command: Command): void {
  command
    .addOption(
      new ProgramOption('-s, --sort <metric>', 'Sort by the change of this metric', {
        group: 'order',
        value: choiceOf(Object.keys(SORTS)),
      }).default('tottime'),
    )
    .addOption(
      new ProgramOption('--top <n>', 'List this many functions', { group: 'order', value: { kind: 'text' } })
        .argParser(parsePositive)
        .default(DEFAULT_TOP),
    )
    .addOption(
      new ProgramOption(
        '--tolerance <t>',
        'Ignore changes of time up to this: 0.01s, 5ms, or 2% of the total time before',
        { group: 'order', value: { kind: 'text' } },
      )
        .argParser(parseTolerance)
        .default(DEFAULT_TOLERANCE, '1%'),
    );
}

/** A gate that is given twice holds, or fails, once. */
function gateOption(): ProgramOption {
  const gates: Gate[] = [];
  return new ProgramOption(
    '--fail-on <gate>',
    'Exit with 1 if a metric grew beyond a limit: METRIC>LIMIT, such as total>5%, cumtime>0.2s or calls>0; repeatable',
    { group: 'output', value: { kind: 'text', words: GATE_WORDS, title: 'Metrics of --fail-on:' } },
  )
    .argParser((text) => {
      const gate = parseGate(text);
      if (!gates.some((other) => other.text === gate.text)) gates.push(gate);
      return gates;
    })
    .default(gates);
}

type Sides = { readonly before: Paths; readonly after: Paths };
type Paths = readonly [string, ...string[]];

/** Two files, or --before and --after; a mixture has no clear meaning. */
function sidesOf(first: string | undefined, second: string | undefined, options: DiffCommandOptions): Sides {
  const { before: [before, ...moreBefore] = [], after: [after, ...moreAfter] = [] } = options;
  if (before !== undefined && after !== undefined && first === undefined) {
    return { before: [before, ...moreBefore], after: [after, ...moreAfter] };
  }
  const isPair = first !== undefined && second !== undefined && before === undefined && after === undefined;
  if (!isPair) throw new UsageError('usage', 'name the profile before and the one after, or --before and --after');
  return { before: [first], after: [second] };
}

async function runDiff(sides: Sides, options: DiffCommandOptions, context: Context): Promise<void> {
  const output = outputPath(options.output, [...sides.before, ...sides.after]);
  const before = await loadRuns(sides.before, context);
  const after = await loadRuns(sides.after, context);
  if (!options.force) refuseIncomparable([...before, ...after]);
  const document = makeDocument(sides, makeRunSet(before), makeRunSet(after), options);
  writeText(output, FORMATS[options.format](document), context);
  reportFailures(document);
}

/** The text of the viewer with a baseline: the profiles merged, against it. */
export async function printComparison(
  baseline: string,
  paths: readonly string[],
  options: { readonly fullPaths: boolean; readonly force: boolean },
  context: Context,
): Promise<void> {
  const before = await loadRun(baseline, context);
  const { table } = await loadProfiles(paths, { readStdin: context.readStdin, progress: progressOn(context) });
  if (!options.force) refuseIncomparable([before, table]);
  const names = { before: [baseline], after: paths };
  writeText(
    null,
    renderDiffText(makeDocument(names, makeRunSet([before]), makeRunSet([table]), { ...DEFAULTS, ...options })),
    context,
  );
}

type Tables = readonly [ProfileTable, ...ProfileTable[]];

async function loadRuns([first, ...others]: Paths, context: Context): Promise<Tables> {
  const tables: [ProfileTable, ...ProfileTable[]] = [await loadRun(first, context)];
  for (const path of others) tables.push(await loadRun(path, context));
  return tables;
}

async function loadRun(path: string, context: Context): Promise<ProfileTable> {
  const options = { readStdin: context.readStdin, onBytes: tuneEngine, progress: progressOn(context) };
  return (await loadProfiles([path], options)).table;
}

function makeDocument(
  names: DiffDocument['names'],
  before: RunSet,
  after: RunSet,
  options: DocumentOptions,
): DiffDocument {
  const comparison = compareProfiles(before.table, after.table, options.map);
  const view = buildDiffView(comparison, before, after, {
    sort: SORTS[options.sort] ?? 'tottime',
    only: options.only ?? null,
    top: options.top,
    tolerance: toleranceSeconds(options.tolerance, before.table.totals.tottime),
  });
  const failures = gateFailures(options.failOn, view);
  return { view, names, fullPaths: options.fullPaths, gates: options.failOn.map(({ text }) => text), failures };
}

/**
 * The output is written by now: what remains is the exit code, and why, for the log.
 *
 * @throws GateError
 */
function reportFailures(document: DiffDocument): void {
  const [worst, ...others] = document.failures;
  if (worst === undefined) return;
  const name = worst.function === null ? 'the whole profile' : changeName(document, worst.function);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  throw new GateError(
    `${worst.gate.text} does not hold: ${name} ${failureText(worst, diffUnit(document.view))}${more}.`,
  );
}

function toleranceSeconds({ amount, unit }: Tolerance, total: Seconds): Seconds {
  if (unit === 's') return amount;
  return total > 0 && Number.isFinite(total) ? (total * amount) / 100 : 0;
}

function parseTolerance(text: string): Tolerance {
  const parts = /^(\d+(?:\.\d+)?)(%|s|ms)?$/.exec(text);
  const isBare = parts !== null && parts[2] === undefined && Number(parts[1]) > 0; // `5`: per cent, or seconds?
  if (parts === null || isBare)
    throw new InvalidArgumentError('It is no tolerance: 1%, 0.01s, 5ms or 0; it wants its unit.');
  const amount = Number(parts[1]);
  if (parts[2] === '%') return { amount, unit: '%' };
  return { amount: parts[2] === 'ms' ? amount / 1000 : amount, unit: 's' };
}

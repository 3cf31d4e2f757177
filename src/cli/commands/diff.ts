import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { compareProfiles } from '../../profile/compare.ts';
import type { PathMapping } from '../../profile/path-mapping.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { makeRunSet, type RunSet } from '../../profile/run-set.ts';
import { DIFF_WRITERS } from '../../report/diff-formats.ts';
import type { DiffReport } from '../../report/diff-words.ts';
import type { MatchNames } from '../../select/restrict-rows.ts';
import { parseRestriction, type Restriction } from '../../select/restriction.ts';
import { DIRECTIONS } from '../../views/change-direction.ts';
import { buildDiffView, TOP_OF_DIFF } from '../../views/diff-view.ts';
import type { DiffMetric } from '../../views/function-change.ts';
import { GATE_METRICS, type Gate, parseGate } from '../../views/gate.ts';
import { judgeGates } from '../../views/judge-gates.ts';
import type { OwnCode } from '../../views/own-code.ts';
import { DEFAULT_TOLERANCE, type Tolerance, toleranceSeconds } from '../../views/tolerance.ts';
import type { Context } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import type { Side } from '../input/folder-of-profiles.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { type NamedProfile, refuseIncomparable } from '../input/refuse-incomparable.ts';
import { loadGuardedMatch } from '../options/guarded-regex.ts';
import { refuseIdleInDiff } from '../options/idle-in-diff.ts';
import {
  addFullPathsOption,
  addGeneralOptions,
  addOwnOptions,
  mapOption,
  type OwnOptions,
  parsePositive,
} from '../options/options.ts';
import { oneOf, PROFILE, ProgramArgument, ProgramOption, repeatable } from '../options/program-option.ts';
import { reportFailures, reportUndecided } from '../options/report-gates.ts';
import { parseTolerance } from '../options/tolerance.ts';
import { outputOption, writeText } from '../output/output-file.ts';
import { formatOption, openOption, placeOfPage, refuseIdleFullPaths, withFormat } from '../output/page-output.ts';
import { progressOn } from '../output/progress.ts';
import { reportIdleMaps } from '../sources/idle-maps.ts';
import { collectOwnFiles, ownCodeOfRuns } from '../sources/own-files.ts';

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;

/** What `-s` takes, by the names that the other commands have for them. */
const SORTS: Readonly<Record<string, DiffMetric>> = { tottime: 'tottime', cumtime: 'cumtime', calls: 'ncalls' };

/** What `--only` keeps: a direction, one's own code, or both if it is given twice. */
const ONLY = [...DIRECTIONS, 'mine'] as const;
type Only = (typeof ONLY)[number];

/** Whose functions a gate on any function looks at. */
const GATED = ['mine', 'all'] as const;

/** What becomes of a gate on time with too few runs. */
const UNDECIDED = ['error', 'pass'] as const;

type DiffCommandOptions = OwnOptions & {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly open: boolean;
  readonly top: number;
  readonly sort: keyof typeof SORTS;
  readonly only: readonly Only[];
  readonly gateOn: (typeof GATED)[number];
  readonly tolerance: Tolerance;
  readonly failOn: readonly Gate[];
  readonly undecided: (typeof UNDECIDED)[number];
  readonly restrict: readonly Restriction[];
  readonly map: readonly PathMapping[];
  readonly fullPaths: boolean;
  readonly force: boolean;
};

/** What shapes a comparison, wherever it is written to. */
type ComparisonOptions = Pick<
  DiffCommandOptions,
  'top' | 'sort' | 'only' | 'gateOn' | 'restrict' | 'tolerance' | 'failOn' | 'map' | 'fullPaths'
> & {
  readonly matchNames?: MatchNames | undefined;
  readonly isOwn?: ((file: string) => boolean) | undefined;
  readonly ownCode?: OwnCode | null;
};

const DEFAULTS = {
  top: TOP_OF_DIFF,
  sort: 'tottime',
  only: [],
  gateOn: 'mine',
  tolerance: DEFAULT_TOLERANCE,
  failOn: [],
  restrict: [],
  map: [],
} as const;

const GATE_WORDS = GATE_METRICS.map(({ name, meaning }) => ({ word: name, meaning }));

/** Gives the command its arguments and options. */
export function configureDiff(command: Command, context: Context): void {
  addSides(command);
  addLimits(command);
  command
    .addOption(mapOption('Treat OLD, a directory or file in the profile before, as NEW; repeatable'))
    .addOption(formatOption('comparison', FORMATS, 'text'))
    .addOption(outputOption())
    .addOption(openOption())
    .addOption(gateOption())
    .addOption(
      new ProgramOption('--gate-on <whose>', 'Let gates check only your own functions (see --mine), or all functions', {
        group: 'output',
        value: oneOf(GATED),
      }).default('mine'),
    )
    .addOption(
      new ProgramOption(
        '--undecided <as>',
        'What to do with a gate on time that fewer than 5 runs on a side leave undecided',
        { group: 'output', value: oneOf(UNDECIDED) },
      ).default('error'),
    );
  addGeneralOptions(addOwnOptions(command)).action(
    (before: string | undefined, after: string | undefined, given: DiffCommandOptions) => {
      const options = withFormat(given, FORMATS, command);
      refuseIdleFullPaths(options);
      refuseIdleInDiff(options, (name) => command.getOptionValueSource(name) === 'cli');
      return runDiff(sidesOf(before, after, options), options, context);
    },
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
        'Several runs before; 5 or more on each side tell changes from noise',
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
      repeatable(
        new ProgramOption(
          '--only <which>',
          'List only what became slower, or faster, in total and per call; or only your own functions (mine). Repeatable',
          { group: 'show', value: { kind: 'word', words: ONLY.map((word) => ({ word, meaning: null })) } },
        ),
        parseOnly,
      ),
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
        value: oneOf(Object.keys(SORTS)),
      }).default('tottime'),
    )
    .addOption(
      new ProgramOption('--top <n>', 'List this many functions', { group: 'order', value: { kind: 'text' } })
        .argParser(parsePositive)
        .default(TOP_OF_DIFF),
    )
    .addOption(
      new ProgramOption(
        '--tolerance <t>',
        'Ignore changes of time up to this: 0.01s, 5ms, or 2% of the total time before',
        { group: 'order', value: { kind: 'text' } },
      )
        .argParser(parseTolerance)
        .default(DEFAULT_TOLERANCE, '1%'),
    )
    .addOption(restrictOption());
}

function restrictOption(): ProgramOption {
  const option = new ProgramOption(
    '--restrict <r>',
    'List only this many functions, this fraction of them (0 to 1), or those that match this regex. ' +
      'Repeatable; applied in the order given. Gates ignore it',
    { group: 'order', value: { kind: 'text' } },
  );
  return repeatable(option, parseRestriction);
}

/** A gate that is given twice holds, or fails, once. */
function gateOption(): ProgramOption {
  const gates: Gate[] = [];
  return new ProgramOption(
    '--fail-on <gate>',
    'Exit with 1 if a metric grew beyond a limit: METRIC>LIMIT in quotes, such as "tottime>25%" or "calls>0" of any of your own ' +
      'functions (see --gate-on), "tottime(render)>10%" of one function, or "total>0.2s" of the whole profile; repeatable. ' +
      'Times need 5 runs on each side',
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
  const output = placeOfPage(options, [...sides.before, ...sides.after]);
  const before = await loadRuns(sides.before, '--before', context);
  const after = await loadRuns(sides.after, '--after', context);
  if (!options.force) refuseIncomparable([...named(sides.before, before), ...named(sides.after, after)]);
  reportIdleMaps(before, options.map, context, 'profile before');
  const hasRegex = options.restrict.some(({ kind }) => kind === 'regex');
  const matchNames = hasRegex ? await loadGuardedMatch() : undefined;
  const asks = asksWhose(options);
  const isOwn = asks ? ownTest([...before, ...after], options) : undefined;
  const ownCode = asks ? ownCodeOfRuns(before[0], after[0], options) : null;
  const report = makeReport(sides, makeRunSet(before), makeRunSet(after), {
    ...options,
    matchNames,
    isOwn,
    ownCode,
  });
  const makeText = options.format === 'html' ? null : DIFF_WRITERS[options.format];
  const page = async () =>
    (await import('../output/make-diff-page.ts')).makeDiffPage(report, before, after, options, context);
  await writeText(output, makeText?.(report) ?? (await page()), context);
  if (options.open && output !== null) await (await import('../output/open-page.ts')).openPage(output, context);
  reportFailures(report);
  if (options.undecided === 'error') reportUndecided(report);
}

/** Whose code is whose is looked up only for who asks; who says it has it checked. */
function asksWhose({ mine, only, gateOn, failOn }: DiffCommandOptions): boolean {
  return mine.length > 0 || only.includes('mine') || (gateOn === 'mine' && failOn.length > 0);
}

function ownTest(tables: readonly ProfileTable[], options: OwnOptions): (file: string) => boolean {
  const files = collectOwnFiles(tables, options);
  return (file) => files.has(file);
}

/** A profile against its baseline, with all that is no option there as `diff` has it. */
export function compareWithBaseline(
  names: DiffReport['names'],
  before: ProfileTable,
  after: ProfileTable,
  options: { readonly fullPaths: boolean; readonly top?: number; readonly map?: readonly PathMapping[] },
): DiffReport {
  return makeReport(names, makeRunSet([before]), makeRunSet([after]), { ...DEFAULTS, ...options });
}

type Tables = readonly [ProfileTable, ...ProfileTable[]];

async function loadRuns([first, ...others]: Paths, side: Side, context: Context): Promise<Tables> {
  const tables: [ProfileTable, ...ProfileTable[]] = [await loadRun(first, side, context)];
  for (const path of others) tables.push(await loadRun(path, side, context));
  return tables;
}

function named(paths: Paths, tables: Tables): readonly NamedProfile[] {
  return tables.map((table, at) => ({ path: paths[at]!, table }));
}

async function loadRun(path: string, side: Side, context: Context): Promise<ProfileTable> {
  const options = { readStdin: context.readStdin, onBytes: tuneEngine, progress: progressOn(context), side };
  return (await loadProfiles([path], options)).table;
}

function makeReport(names: DiffReport['names'], before: RunSet, after: RunSet, options: ComparisonOptions): DiffReport {
  const comparison = compareProfiles(before.table, after.table, options.map);
  const view = buildDiffView(comparison, before, after, {
    sort: SORTS[options.sort] ?? 'tottime',
    only: DIRECTIONS.find((direction) => options.only.includes(direction)) ?? null,
    isListedFile: options.only.includes('mine') ? options.isOwn : undefined,
    isGatedFile: options.gateOn === 'mine' ? options.isOwn : undefined,
    restrictions: options.restrict,
    matchNames: options.matchNames,
    top: options.top,
    tolerance: toleranceSeconds(options.tolerance, before.table.totals.tottime),
  });
  return {
    view,
    names,
    fullPaths: options.fullPaths,
    gates: judgeGates(options.failOn, view),
    gateOn: options.failOn.length === 0 ? null : options.gateOn,
    ownCode: options.ownCode ?? null,
  };
}

function parseOnly(word: string): Only {
  const only = ONLY.find((known) => known === word);
  if (only === undefined) throw new InvalidArgumentError(`Allowed are ${ONLY.join(', ')}.`);
  return only;
}

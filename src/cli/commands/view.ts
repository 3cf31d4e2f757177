import { PyprofError, UsageError } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Host } from '../../tui/host.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import type { Context, Terminal } from '../context.ts';
import { tuneEngine } from '../engine-tuning.ts';
import {
  type BaselineOptions,
  baselineOption,
  forceOption,
  loadBaseline,
  refuseLonelyForce,
} from '../input/baseline.ts';
import { loadProfiles } from '../input/read-profile.ts';
import type { CommandParts } from '../options/command-parts.ts';
import { idleInText, refuseIdleInText, type ScreenOptions } from '../options/idle-in-text.ts';
import {
  addColorOption,
  addCountedOptions,
  addGeneralOptions,
  addHeaderOption,
  addListOptions,
  addSourceOptions,
  addVersionOption,
  type CountedOptions,
  type ListOptions,
  type MeasuredOptions,
  profilesArgument,
  refuseLonelyVersion,
  type SourceOptions,
} from '../options/options.ts';
import { ProgramOption } from '../options/program-option.ts';
import { colorDepth } from '../output/color-depth.ts';
import { type Progress, progressOn } from '../output/progress.ts';
import { reportNote } from '../output/report-notes.ts';
import type { EarlyKeys } from '../viewer/early-keys.ts';
import { runStats } from './stats.ts';

export type ViewOptions = CountedOptions &
  ShownOptions & {
    /** What makes the profile anew whenever a source is saved. */
    readonly watchCommand?: string;
  };

/** What the viewer, and the text in its place, can be told besides what was measured. */
export type ShownOptions = ListOptions &
  SourceOptions &
  ScreenOptions &
  BaselineOptions & {
    readonly header: boolean;
    /** Whether the user named an order. */
    readonly hasSort: boolean;
  };

/** The bare command: the viewer where there is a terminal to show it in, else the text of `stats`. */
export function configureView(program: CommandParts, context: Context): void {
  program.addArgument(profilesArgument('[profile...]'));
  addShownOptions(program, (command) => addVersionOption(addCountedOptions(command))).action(
    async (paths: string[], options: ViewOptions) => {
      if (paths.length === 0) throw new UsageError('usage', whatIsMissing(options));
      refuseLonelyVersion(options);
      refuseLonelyForce(options);
      refuseUnseenArguments(options, context);
      const hasSort = program.getOptionValueSource('sort') === 'cli';
      await showProfiles(paths, { ...options, hasSort }, context);
    },
  );
}

/**
 * A list of functions has no hints.
 *
 * @throws UsageError
 */
function refuseUnseenArguments(options: ViewOptions, context: Context): void {
  if (options.arguments === undefined || !(isText(options, context) || !context.hasKeys())) return;
  throw new UsageError(
    'usage',
    '--arguments is for hints, which the text does not have: pyprof-view hints prints them, and takes --arguments too',
  );
}

/** @param addMeasured makes the options for what was measured: they stand before those for sources */
export function addShownOptions(
  command: CommandParts,
  addMeasured: (command: CommandParts) => CommandParts,
): CommandParts {
  command
    .addOption(baselineOption('Show what changed since this profile; without a terminal, as diff does'))
    .addOption(forceOption())
    .addOption(
      new ProgramOption('--no-mouse', 'Leave the mouse to the terminal, which then selects text without Shift', {
        group: 'output',
        value: { kind: 'none' },
      }),
    );
  const withLists = addHeaderOption(addListOptions(command));
  return addColorOption(addGeneralOptions(addSourceOptions(addMeasured(withLists)))).addOption(
    new ProgramOption('--ascii', 'Draw the viewer with ASCII characters only', {
      group: 'output',
      value: { kind: 'none' },
    }),
  );
}

/**
 * For who takes long before anything is shown.
 *
 * @throws UsageError for an option that the text which will be printed has no use for
 */
export function refuseIdleOptions(options: ViewOptions & { readonly watch: boolean }, context: Context): void {
  if (asksForText(options)) refuseIdleInText(options);
  if (options.baseline === undefined) return;
  if (isText(options, context) || !context.hasKeys()) refuseListOptions(options);
}

/**
 * For who takes long before anything is shown: a baseline that cannot be read, or compared with what cProfile writes.
 *
 * @throws InputError, UsageError 'not-comparable'
 */
export async function refuseBaseline({ baseline, force }: ShownOptions, context: Context): Promise<void> {
  if (baseline === undefined || baseline === '-') return;
  const { table } = await loadProfiles([baseline], { readStdin: context.readStdin, progress: progressOn(context) });
  if (!force) (await import('../input/refuse-incomparable.ts')).refuseOtherProfilers(baseline, table);
}

/** Whether there is no viewer for them. */
export function isText(options: ViewOptions, context: Context): boolean {
  return asksForText(options) || !context.hasScreen();
}

function asksForText({ restrict, header }: ViewOptions): boolean {
  return restrict.length > 0 || header;
}

export async function showProfiles(paths: readonly string[], options: ViewOptions, context: Context): Promise<void> {
  if (asksForText(options)) {
    refuseIdleInText(options);
    return printText(paths, options, context);
  }
  const terminal = context.hasScreen() ? await findTerminal(paths, context) : null;
  if (terminal !== null) return runViewer(paths, options, context, terminal);
  reportDumbTerminal(context);
  reportIdleOptions(options, context);
  await printText(paths, options, context);
}

function reportDumbTerminal(context: Context): void {
  if (context.env['TERM'] !== 'dumb' || !context.hasOutputTerminal()) return;
  reportNote('TERM=dumb says that this terminal has no screen for the viewer, so this is the text', context);
}

/** No error: whoever has them in an alias pipes the text on as well. */
function reportIdleOptions(options: ViewOptions, context: Context): void {
  const idle = idleInText(options);
  if (idle.length === 0) return;
  const isOne = idle.length === 1;
  reportNote(
    `${idle.join(', ')} ${isOne ? 'is' : 'are'} for the viewer, and without a terminal ${isOne ? 'changes' : 'change'} nothing`,
    context,
  );
}

function whatIsMissing({ memory, lines }: MeasuredOptions): string {
  const isMeasured = memory.length + lines.length > 0;
  return isMeasured ? 'no profile given: --memory and --lines are shown beside one' : 'no profile given';
}

/** The text of `stats`, and below it what was measured besides. */
export async function printText(paths: readonly string[], options: ViewOptions, context: Context): Promise<void> {
  if (options.baseline !== undefined) {
    refuseListOptions(options);
    const { printComparison } = await import('../output/compare-baseline.ts');
    return printComparison(options.baseline, paths, options, context);
  }
  if (options.memory.length + options.lines.length === 0) {
    await runStats(paths, { ...options, numbersOnly: true }, context);
    return;
  }
  const { printMeasured, readMeasured } = await import('../output/print-measured.ts');
  const measured = await readMeasured(options, context);
  const table = await runStats(paths, options, context);
  await printMeasured(measured, table, paths, options, context);
}

/**
 * Without a terminal a comparison is that of diff, which has options of its own.
 *
 * @throws UsageError
 */
function refuseListOptions(options: ViewOptions): void {
  const { restrict, header, hasSort, reverse, only, mine, memory, lines } = options;
  const idle = [
    ...(restrict.length > 0 ? ['-n and --restrict'] : []),
    ...(header ? ['--header'] : []),
    ...(hasSort ? ['--sort'] : []),
    ...(reverse ? ['--reverse'] : []),
    ...(only === undefined ? [] : ['--only']),
    ...(mine.length > 0 ? ['--mine'] : []),
    ...(memory.length > 0 ? ['--memory'] : []),
    ...(lines.length > 0 ? ['--lines'] : []),
  ];
  const [first] = idle;
  if (first === undefined) return;
  throw new UsageError(
    'usage',
    `${first} would change nothing in the text of a comparison: pyprof-view diff has its own options`,
  );
}

/** Where standard input is the profile, keys come from the terminal itself; without one there is the text. */
async function findTerminal(paths: readonly string[], context: Context): Promise<Terminal | null> {
  const isPiped = paths.includes('-') && !context.hasKeys();
  if (!isPiped) return context.hasKeys() ? context.openTerminal('standard input') : null;
  const terminal = await context.openTerminal('terminal');
  if (terminal === null) {
    reportNote('there is no terminal (/dev/tty) to read keys from, so this is the text', context);
  }
  return terminal;
}

function isMeasured(options: ViewOptions): boolean {
  return options.memory.length + options.lines.length > 0 || options.arguments !== undefined;
}

type Measured = { readonly memory: ProfileMemory | null; readonly host: Host };

/** What `--memory`, `--lines` and `--arguments` add. The readers of pickles and of sources are loaded only for this. */
async function loadMeasured(
  table: ProfileTable,
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
  host: Host,
): Promise<Measured> {
  const [
    { readCountedArguments, readLineTimings, readProfileMemory },
    { openBook, PARSED_BETWEEN_KEYS },
    { measuredReader },
    { hintFinder },
  ] = await Promise.all([
    import('../input/read-measured.ts'),
    import('../sources/open-book.ts'),
    import('../viewer/measured-source.ts'),
    import('../viewer/find-hints.ts'),
  ]);
  const book = await openBook(table, paths, options, { parsed: PARSED_BETWEEN_KEYS });
  const memory = await readProfileMemory(table, options, book, context);
  const timings = await readLineTimings(options.lines, context);
  const counted = await readCountedArguments(options.arguments, context);
  const readSource = measuredReader(host.readSource, memory, timings);
  return { memory, host: { ...host, readSource, findHints: hintFinder(paths, options, { timings, counted }) } };
}

/**
 * Ink and React are loaded only here, once the profile has been read. The table keeps its directories: without them
 * functions of one name become one row and pstats loses callers; names lose them on the screen, where there is no room.
 */
async function runViewer(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const early = paths.includes('-') ? loadViewer() : null;
  const { makeHost } = await import('../viewer/host.ts');
  const plainHost = await makeHost(paths, options, context, terminal);
  const { hearEarly, orRelease } = await import('../viewer/early-keys.ts');
  const keys = hearEarly(terminal);
  const progress = progressOn(context);
  const ready = await orRelease(keys, async () => {
    const shown = loadShown(paths, options, context, { host: plainHost, keys, progress });
    const loaded = await Promise.race([shown, keys.ended]);
    if (typeof loaded === 'string') return loaded;
    const { startViewer } = await (early ?? loadViewer());
    keys.handOn();
    return { startViewer, loaded };
  });
  if (typeof ready === 'string') {
    progress.end();
    keys.release();
    return ready === 'quit' ? undefined : terminal.life.endBy(ready);
  }
  const { startViewer, loaded } = ready;
  const viewing = startViewer({
    ...loaded,
    watchCommand: options.watchCommand ?? null,
    files: paths,
    title: paths.map((path) => (path === '-' ? 'standard input' : path)).join(', '),
    sort: options.sort.order,
    reverse: options.reverse,
    theme: { color: colorDepth(options.color, context.env), ascii: options.ascii || !isUtf8(context) },
    hasMouse: options.mouse,
    ...terminal,
  });
  setImmediate(() => tuneEngine(Number.POSITIVE_INFINITY)); // the first picture is there by then
  try {
    await viewing;
  } catch (error) {
    throw error instanceof PyprofError
      ? error
      : (await import('../viewer/keep-failure.ts')).keepFailure(error, context.env);
  }
}

type Shown = Measured & { readonly table: ProfileTable; readonly baseline: ProfileTable | null };

type Loading = { readonly host: Host; readonly keys: EarlyKeys; readonly progress: Progress };

/** All that the viewer shows. */
async function loadShown(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
  { host, keys, progress }: Loading,
): Promise<Shown> {
  const { readStdin } = context;
  const { inSlices } = keys;
  const onBytes = (bytes: number): void => {
    tuneEngine(bytes);
    keys.expect(bytes);
  };
  const loaded = await loadProfiles(paths, { readStdin, onBytes, progress, inSlices });
  const table = (await import('../sources/own-places.ts')).withOwnPlaces(loaded.table, options);
  const measured = isMeasured(options)
    ? await keys.inOneGo(() => loadMeasured(table, paths, options, context, host))
    : { memory: null, host };
  const { baseline: named, force } = options;
  const baseline = named === undefined ? null : await loadBaseline(named, { table, paths, force }, context, inSlices);
  return { table, baseline, ...measured };
}

/**
 * While a pipe is waited for this costs nothing. With a file it brings nothing (first frames of 36 and 754 KB in 150
 * and 190 ms either way): both need the one thread, and a bad file would be refused later.
 */
async function loadViewer(): Promise<typeof import('../../tui/terminal/start.ts')> {
  const viewer = await import('../../tui/terminal/start.ts');
  await viewer.prepareViewer();
  return viewer;
}

/** The first of the three variables that is set decides, as in the C library. Without any, most terminals take UTF-8. */
function isUtf8({ env }: Context): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'C.UTF-8';
  return /utf-?8/i.test(locale);
}

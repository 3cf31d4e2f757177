import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import {
  type DocumentFormat,
  type ExportFormat,
  type ExportOptions,
  PICTURE_WIDTHS,
  type RunLabel,
  type RunTablesOptions,
  USUAL_OPTIONS,
} from '../../export/export-format.ts';
import { EXPORT_FORMATS } from '../../export/formats.ts';
import { didYouMean } from '../../text/similar.ts';
import { type Context, writeChunks } from '../context.ts';
import { skipBadOption } from '../input/each-profile.ts';
import { addGeneralOptions } from '../options/options.ts';
import { oneOf, PROFILE, ProgramArgument, ProgramOption } from '../options/program-option.ts';
import { loadForText } from '../output/list-profile.ts';
import { outputOption, outputPath } from '../output/output-file.ts';
import { reportNote, reportNotes } from '../output/report-notes.ts';
import { writeWholeFile } from '../output/write-output.ts';

type GivenOptions = { readonly to?: ExportFormat; readonly output?: string } & FormatOptions;

/** All but the format and the place. */
type FormatOptions = Partial<ExportOptions & Omit<RunTablesOptions, 'skipBad'>> & { readonly skipBad: boolean };

const FLAGS: Readonly<Record<keyof ExportOptions | keyof RunTablesOptions, string>> = {
  table: '--table',
  leastFunction: '--least-function',
  leastCall: '--least-call',
  flame: '--flame',
  width: '--width',
  run: '--run',
  time: '--time',
  label: '--label',
  skipBad: '--skip-bad',
};

const INPUTS_HELP =
  'cProfile dumps, plain or gzipped; - reads standard input. Several are merged, as pstats merges them; ' +
  'in parquet each is a run of its own, and folders and globs in quotes are taken too';

const FORMAT_WORDS = EXPORT_FORMATS.map(({ name, meaning }) => ({ word: name, meaning }));
const FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name).join(', ');

/** Gives the command its arguments and options. */
export function configureExport(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('<profile...>', INPUTS_HELP, PROFILE))
    .addOption(
      new ProgramOption(`${FLAGS.table} <which>`, 'List the functions (the default), or which function called which', {
        group: 'show',
        value: oneOf(['functions', 'calls']),
      }),
    )
    .addOption(skipBadOption())
    .addOption(leastOption(FLAGS.leastFunction, 'functions', USUAL_OPTIONS.leastFunction))
    .addOption(leastOption(FLAGS.leastCall, 'calls', USUAL_OPTIONS.leastCall))
    .addOption(
      new ProgramOption('--to <format>', 'Write the profile in this format; not needed if the name after -o tells it', {
        group: 'output',
        value: { kind: 'word', words: FORMAT_WORDS, title: 'Formats:' },
      }).argParser(findFormat),
    )
    .addOption(
      new ProgramOption(FLAGS.flame, 'Draw the picture upside down: what calls stands below what it calls', {
        group: 'output',
        value: { kind: 'none' },
      }),
    )
    .addOption(
      new ProgramOption(`${FLAGS.width} <pixels>`, `Make the picture so wide (default: ${USUAL_OPTIONS.width})`, {
        group: 'output',
        value: { kind: 'text' },
      }).argParser(parseWidth),
    )
    .addOption(
      new ProgramOption(`${FLAGS.label} <key=value>`, 'Give each run a column of this name and value; repeatable', {
        group: 'output',
        value: { kind: 'text' },
      }).argParser((word, before: readonly RunLabel[] = []) => [...before, parseLabel(word)]),
    )
    .addOption(
      new ProgramOption(`${FLAGS.time} <time>`, 'When the runs took place, if their files are newer than that', {
        group: 'output',
        value: { kind: 'text' },
      }).argParser(parseTime),
    )
    .addOption(
      new ProgramOption(`${FLAGS.run} <name>`, 'Give the only run this name in place of the path of its file', {
        group: 'output',
        value: { kind: 'text' },
      }),
    )
    .addOption(outputOption());
  addGeneralOptions(command).action((paths: string[], options: GivenOptions) => exportProfile(paths, options, context));
}

function leastOption(flag: string, what: string, share: number): ProgramOption {
  const description = `Draw only ${what} with at least this percentage of the total time (default: ${100 * share})`;
  return new ProgramOption(`${flag} <percent>`, description, {
    group: 'order',
    value: { kind: 'text' },
  }).argParser(parsePercent);
}

function parsePercent(word: string): number {
  const percent = Number(word);
  if (word.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('It is not a percentage from 0 to 100.');
  return percent / 100;
}

function parseWidth(word: string): number {
  const width = /^\d+$/.test(word) ? Number(word) : 0;
  if (width < PICTURE_WIDTHS.least || width > PICTURE_WIDTHS.most)
    throw new InvalidArgumentError(`It is not a whole number from ${PICTURE_WIDTHS.least} to ${PICTURE_WIDTHS.most}.`);
  return width;
}

function parseLabel(word: string): RunLabel {
  const [, key, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
  if (key === undefined || value === undefined)
    throw new InvalidArgumentError('It is not KEY=VALUE, with letters, digits and _ in the key.');
  return { key, value };
}

/** ISO 8601 with a zone, as git's %cI; a day begins at midnight UTC. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** Or seconds since 1970, as `date +%s` prints them. */
const SECONDS = /^\d+(?:\.\d+)?$/;

function parseTime(word: string): Date {
  const [, day = ''] = TIME.exec(word) ?? [];
  const time = new Date(SECONDS.test(word) ? Math.round(Number(word) * 1000) : isDay(day) ? word : '');
  if (Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It is neither a time like 2026-11-26T17:30:00Z nor seconds since 1970.');
  return time;
}

/** JavaScript takes 31 February for 3 March. */
function isDay(day: string): boolean {
  const midnight = new Date(day);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function findFormat(word: string): ExportFormat {
  const found = EXPORT_FORMATS.find(({ name }) => name === word);
  if (found === undefined) {
    const names = EXPORT_FORMATS.map(({ name }) => name);
    throw new InvalidArgumentError(`It is not one of ${FORMAT_NAMES}.${didYouMean(word, names)}`);
  }
  return found;
}

async function exportProfile(paths: readonly string[], given: GivenOptions, context: Context): Promise<void> {
  const { output: word, ...options } = given;
  const format = given.to ?? formatOfFile(word);
  if (format === null) throw new UsageError('usage', `${untold(word)}name the format with --to: ${FORMAT_NAMES}`);
  refuseIdleOptions(format, options);
  if (format.kind === 'folder') {
    const { exportRuns } = await import('../output/export-runs.ts');
    return exportRuns(format, paths, word, options, context);
  }
  await exportDocument(format, paths, word, options, context);
}

async function exportDocument(
  format: DocumentFormat,
  paths: readonly string[],
  word: string | undefined,
  options: Partial<ExportOptions>,
  context: Context,
): Promise<void> {
  const output = outputPath(word, paths);
  refuseTerminal(format, output, context);
  const { table } = await loadForText(paths, { fullPaths: true, mine: [] }, context);
  const { chunks, notes } = await format.write({ table, names: paths, options: { ...USUAL_OPTIONS, ...options } });
  const bytes = format.kind === 'packed' ? [await pack(chunks)] : chunks;
  if (output === null) writeChunks(context.stdout, bytes);
  else await writeWholeFile(output, bytes);
  reportNotes(table.notes, context);
  for (const note of notes()) reportNote(note, context);
}

/** `.json` is the ending of two formats. */
function untold(output: string | undefined): string {
  return output === undefined || output === '-' ? '' : `the name ${output} does not tell the format: `;
}

function formatOfFile(output: string = ''): ExportFormat | null {
  const name = output.toLowerCase();
  return (
    EXPORT_FORMATS.find((format) => format.kind !== 'folder' && format.endings.some((end) => name.endsWith(end))) ??
    null
  );
}

/** @throws UsageError */
function refuseIdleOptions({ name, options }: ExportFormat, given: FormatOptions): void {
  for (const key of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    if (given[key] === undefined || given[key] === false || options.includes(key)) continue;
    const others = EXPORT_FORMATS.filter((format) => format.options.includes(key)).map((format) => format.name);
    throw new UsageError('usage', `${FLAGS[key]} changes nothing in ${name}: it is for ${others.join(', ')}`);
  }
}

/** @throws UsageError */
function refuseTerminal({ name, kind }: DocumentFormat, output: string | null, context: Context): void {
  if (kind === 'text' || output !== null || !context.hasOutputTerminal()) return;
  throw new UsageError('usage', `${name} is not text for a terminal: write it to a file with -o`);
}

/** Where gzip notes the system that it ran on; 255: unknown. */
const SYSTEM_BYTE = 9;

/** gzip without a time and a system: the same bytes for the same profile. */
async function pack(chunks: Iterable<Uint8Array>): Promise<Uint8Array> {
  const { gzipSync } = await import('node:zlib');
  const packed = gzipSync(Buffer.concat([...chunks]));
  packed[SYSTEM_BYTE] = 255;
  return packed;
}

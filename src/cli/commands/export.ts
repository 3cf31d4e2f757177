import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import type { ExportFormat, ExportOptions } from '../../export/export-format.ts';
import { EXPORT_FORMATS } from '../../export/formats.ts';
import type { Context } from '../context.ts';
import { loadForText } from '../list-profile.ts';
import { addDebugOption, profilesArgument } from '../options.ts';
import { outputOption, outputPath } from '../output-file.ts';
import { oneOf, ProgramOption } from '../program-option.ts';
import { reportNote, reportNotes } from '../report-notes.ts';
import { writeChunks, writeWholeFile } from '../write-output.ts';

type GivenOptions = { readonly to?: ExportFormat; readonly output?: string } & Partial<ExportOptions>;

/** The thresholds are those of gprof2dot. */
const DEFAULTS: ExportOptions = { table: 'functions', leastFunction: 0.005, leastCall: 0.001 };

const FLAGS: Readonly<Record<keyof ExportOptions, string>> = {
  table: '--table',
  leastFunction: '--least-function',
  leastCall: '--least-call',
};

const FORMAT_WORDS = EXPORT_FORMATS.map(({ name, meaning }) => ({ word: name, meaning }));
const FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name).join(', ');

/** Gives the command its arguments and options. */
export function configureExport(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('<profile...>'))
    .addOption(
      new ProgramOption(`${FLAGS.table} <which>`, 'List the functions (the default), or which function called which', {
        group: 'show',
        value: oneOf(['functions', 'calls']),
      }),
    )
    .addOption(leastOption(FLAGS.leastFunction, 'functions', DEFAULTS.leastFunction))
    .addOption(leastOption(FLAGS.leastCall, 'calls', DEFAULTS.leastCall))
    .addOption(
      new ProgramOption('--to <format>', 'Write the profile in this format', {
        group: 'output',
        value: { kind: 'word', words: FORMAT_WORDS, title: 'Formats:' },
      }).argParser(findFormat),
    )
    .addOption(outputOption());
  addDebugOption(command).action((paths: string[], options: GivenOptions) => exportProfile(paths, options, context));
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

function findFormat(word: string): ExportFormat {
  const found = EXPORT_FORMATS.find(({ name }) => name === word);
  if (found === undefined) throw new InvalidArgumentError(`It is not one of ${FORMAT_NAMES}.`);
  return found;
}

async function exportProfile(paths: readonly string[], given: GivenOptions, context: Context): Promise<void> {
  const { to: format, output: word, ...options } = given;
  if (format === undefined) throw new UsageError('usage', `name the format with --to: ${FORMAT_NAMES}`);
  refuseIdleOptions(format, options);
  const output = outputPath(word, paths);
  refuseTerminal(format, output, context);
  const { table } = await loadForText(paths, { fullPaths: true, mine: [] }, context);
  const { chunks, notes } = await format.write({ table, names: paths, options: { ...DEFAULTS, ...options } });
  const bytes = format.kind === 'packed' ? [await pack(chunks)] : chunks;
  if (output === null) writeChunks(context.stdout, bytes);
  else writeWholeFile(output, bytes);
  reportNotes(table.notes, context);
  for (const note of notes()) reportNote(note, context);
}

/** @throws UsageError */
function refuseIdleOptions({ name, options }: ExportFormat, given: Partial<ExportOptions>): void {
  for (const key of Object.keys(FLAGS) as (keyof ExportOptions)[]) {
    if (given[key] === undefined || options.includes(key)) continue;
    const others = EXPORT_FORMATS.filter((format) => format.options.includes(key)).map((format) => format.name);
    throw new UsageError('usage', `${FLAGS[key]} changes nothing in ${name}: it is for ${others.join(', ')}`);
  }
}

/** @throws UsageError */
function refuseTerminal({ name, kind }: ExportFormat, output: string | null, context: Context): void {
  if (kind === 'text' || output !== null || !context.hasOutputTerminal()) return;
  throw new UsageError('usage', `${name} is no text for a terminal: write it to a file with -o`);
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

import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import type { ExportFormat } from '../../export/export-format.ts';
import { EXPORT_FORMATS } from '../../export/formats.ts';
import type { Context } from '../context.ts';
import { loadForText } from '../list-profile.ts';
import { addDebugOption, profilesArgument } from '../options.ts';
import { outputOption, outputPath } from '../output-file.ts';
import { ProgramOption } from '../program-option.ts';
import { reportNote, reportNotes } from '../report-notes.ts';
import { writeChunks, writeWholeFile } from '../write-output.ts';

type ExportOptions = { readonly to?: ExportFormat; readonly output?: string };

const FORMAT_WORDS = EXPORT_FORMATS.map(({ name, meaning }) => ({ word: name, meaning }));
const FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name).join(', ');

/** Gives the command its arguments and options. */
export function configureExport(command: Command, context: Context): void {
  command
    .addArgument(profilesArgument('<profile...>'))
    .addOption(
      new ProgramOption('--to <format>', 'Write the profile in this format', {
        group: 'output',
        value: { kind: 'word', words: FORMAT_WORDS, title: 'Formats:' },
      }).argParser(findFormat),
    )
    .addOption(outputOption());
  addDebugOption(command).action((paths: string[], options: ExportOptions) => exportProfile(paths, options, context));
}

function findFormat(word: string): ExportFormat {
  const found = EXPORT_FORMATS.find(({ name }) => name === word);
  if (found === undefined) throw new InvalidArgumentError(`It is not one of ${FORMAT_NAMES}.`);
  return found;
}

async function exportProfile(paths: readonly string[], options: ExportOptions, context: Context): Promise<void> {
  const { to: format } = options;
  if (format === undefined) throw new UsageError('usage', `name the format with --to: ${FORMAT_NAMES}`);
  const output = outputPath(options.output, paths);
  refuseTerminal(format, output, context);
  const { table } = await loadForText(paths, { fullPaths: true, mine: [] }, context);
  const { chunks, notes } = await format.write({ table, names: paths });
  if (output === null) writeChunks(context.stdout, chunks);
  else writeWholeFile(output, chunks);
  reportNotes(table.notes, context);
  for (const note of notes()) reportNote(note, context);
}

/** @throws UsageError */
function refuseTerminal({ name, isBinary }: ExportFormat, output: string | null, context: Context): void {
  if (!isBinary || output !== null || !context.hasOutputTerminal()) return;
  throw new UsageError('usage', `${name} is no text for a terminal: write it to a file with -o`);
}

import { extname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../../errors.ts';
import { didYouMean } from '../../text/similar.ts';
import { oneOf, ProgramOption } from '../options/program-option.ts';
import { outputPath } from './output-file.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

type PageOptions<Format extends string = string> = {
  readonly output?: string;
  readonly open: boolean;
  readonly format: Format;
};

/** The formats that a file may have whose name ends so, the likeliest first; `--format` takes these words too. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['md', ['markdown']],
  ['htm', ['html']],
  ['txt', ['text']],
]);

/** `--format`, of every command that writes documents in several. */
export function formatOption(what: string, formats: readonly string[], byDefault: string): ProgramOption {
  return new ProgramOption(
    '--format <name>',
    `Write the ${what} in this format, instead of the one that the name after -o ends in`,
    { group: 'output', value: oneOf(formats) },
  )
    .argParser((word) => {
      const meant = formatNamed(word, formats);
      if (meant !== undefined) return meant;
      throw new InvalidArgumentError(`${didYouMean(word, formats)} Allowed choices are ${formats.join(', ')}.`.trim());
    })
    .default(byDefault);
}

function formatNamed<Format extends string>(word: string, formats: readonly Format[]): Format | undefined {
  const names = [word, ...(ENDINGS.get(word) ?? [])];
  return formats.find((format) => names.includes(format));
}

/**
 * The format that the name of a file ends in; null where it has no ending.
 *
 * @param otherwise what to do where it is none of the formats
 * @throws UsageError in that case: a picture or a PDF that is named so would hold text
 */
export function formatOfName<Format extends string>(
  output: string,
  formats: readonly Format[],
  writer: string,
  otherwise: string,
): Format | null {
  const ending = extname(output).slice(1).toLowerCase();
  if (ending === '') return null;
  const meant = formatNamed(ending, formats);
  if (meant !== undefined) return meant;
  throw new UsageError('usage', `no format of ${writer} ends in .${ending}: ${otherwise}`);
}

/** `--open`, of every command that writes HTML. */
export function openOption(): ProgramOption {
  return new ProgramOption('--open', 'Write HTML and open it in the browser; without -o into a temporary folder', {
    group: 'output',
    value: { kind: 'none' },
  });
}

/**
 * The format that was named; else what the name of the file ends in, and HTML where the page is to be opened.
 *
 * @param formats those of the command
 * @throws UsageError where the name is of no format, and where nothing could be opened
 */
export function withFormat<Format extends string, Options extends PageOptions<Format | 'html'>>(
  options: Options,
  formats: readonly Format[],
  command: Command,
): Options {
  const { open, output = '', format } = options;
  const isGiven = command.getOptionValueSource('format') === 'cli';
  if (open && isGiven && format !== 'html') throw new UsageError('usage', `--open is for HTML, not for ${format}`);
  if (open && output === '-') throw new UsageError('usage', '--open opens a file: name one with -o, or leave -o out');
  if (isGiven && !open) return options;
  const otherwise = open ? 'a browser opens .html' : `choose ${formats.join(', ')} with --format`;
  const named = formatOfName(output, formats, command.name(), otherwise);
  if (open && named !== null && named !== 'html')
    throw new UsageError('usage', `--open is for HTML, and ${output} is named as ${named}`);
  return { ...options, format: open ? 'html' : (named ?? format) };
}

/** What a program reads has the directories of all files anyway. */
const FOR_PROGRAMS: readonly string[] = ['json', 'csv'];

/** @throws UsageError */
export function refuseIdleFullPaths({
  fullPaths,
  format,
}: {
  readonly fullPaths: boolean;
  readonly format: string;
}): void {
  if (fullPaths && FOR_PROGRAMS.includes(format))
    throw new UsageError('usage', `--full-paths changes nothing in ${format}, which has the directories anyway`);
}

/** Where `-o` leads; what is opened has to lie somewhere even where nobody says where. */
export function placeOfPage({ output, open }: Omit<PageOptions, 'format'>, inputs: readonly string[]): string | null {
  if (!open || output !== undefined) return outputPath(output, inputs);
  return join(makeTemporaryFolder('page'), 'report.html');
}

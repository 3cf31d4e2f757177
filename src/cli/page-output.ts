import { extname, join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { outputPath } from './output-file.ts';
import { ProgramOption } from './program-option.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

type PageOptions<Format extends string = string> = {
  readonly output?: string;
  readonly open: boolean;
  readonly format: Format;
};

/** What the end of a file's name says of its format. */
const ENDINGS: Readonly<Record<string, string>> = {
  '.md': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
  '.csv': 'csv',
  '.txt': 'text',
};

/** `--open`, of every command that writes HTML. */
export function openOption(): ProgramOption {
  return new ProgramOption('--open', 'Write HTML and open it in the browser; without -o into a temporary folder', {
    group: 'output',
    value: { kind: 'none' },
  });
}

/**
 * The format that was named; else HTML where the page is to be opened, and what the name of the file ends in.
 *
 * @param formats those of the command
 * @throws UsageError where nothing could be opened
 */
export function withFormat<Format extends string, Options extends PageOptions<Format | 'html'>>(
  options: Options,
  formats: readonly Format[],
  command: Command,
): Options {
  const { open, output = '', format } = options;
  const isFormatGiven = command.getOptionValueSource('format') === 'cli';
  if (!open) {
    const meant = formats.find((known) => known === ENDINGS[extname(output).toLowerCase()]);
    return isFormatGiven || meant === undefined ? options : { ...options, format: meant };
  }
  if (isFormatGiven && format !== 'html') throw new UsageError('usage', `--open is for HTML, not for ${format}`);
  const meant = ENDINGS[extname(output).toLowerCase()] ?? 'html';
  if (meant !== 'html' && output !== '')
    throw new UsageError('usage', `--open is for HTML, and ${output} is named as ${meant}`);
  if (output === '-') throw new UsageError('usage', '--open opens a file: name one with -o, or leave -o out');
  return { ...options, format: 'html' };
}

/** Where `-o` leads; what is opened has to lie somewhere even where nobody says where. */
export function placeOfPage({ output, open }: Omit<PageOptions, 'format'>, inputs: readonly string[]): string | null {
  if (!open || output !== undefined) return outputPath(output, inputs);
  return join(makeTemporaryFolder('page'), 'report.html');
}

import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { outputPath } from './output-file.ts';
import { ProgramOption } from './program-option.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

type PageOptions = { readonly output?: string; readonly open: boolean; readonly format: string };

/** `--open`, of every command that writes HTML. */
export function openOption(): ProgramOption {
  return new ProgramOption('--open', 'Write HTML and open it in the browser; without -o into a temporary folder', {
    group: 'output',
    value: { kind: 'none' },
  });
}

/**
 * Who wants to open a page wants HTML, unless another format was named.
 *
 * @throws UsageError where nothing could be opened
 */
export function withPageFormat<Options extends PageOptions>(options: Options, command: Command): Options {
  const { open, output, format } = options;
  if (!open) return options;
  const isFormatGiven = command.getOptionValueSource('format') === 'cli';
  if (isFormatGiven && format !== 'html') throw new UsageError('usage', `--open is for HTML, not for ${format}`);
  if (output === '-') throw new UsageError('usage', '--open opens a file: name one with -o, or leave -o out');
  return { ...options, format: 'html' };
}

/** Where `-o` leads; what is opened has to lie somewhere even where nobody says where. */
export function placeOfPage({ output, open }: Omit<PageOptions, 'format'>, inputs: readonly string[]): string | null {
  if (!open || output !== undefined) return outputPath(output, inputs);
  return join(makeTemporaryFolder('page'), 'report.html');
}

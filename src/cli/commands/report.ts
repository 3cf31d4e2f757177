import { type Command, Option } from 'commander';
import { renderMarkdownReport } from '../../report/markdown.ts';
import { buildReportView } from '../../views/report-view.ts';
import type { Context } from '../context.ts';
import { loadForText } from '../list-profile.ts';
import { addDisplayOptions, addSortOptions, PROFILE_HELP, parsePositive, type SortChoice } from '../options.ts';
import { OUTPUT_HELP, outputPath, writeText } from '../output-file.ts';

const DEFAULT_TOP = 30;

type ReportOptions = {
  readonly output?: string;
  readonly top: number;
  readonly sort: SortChoice;
  readonly reverse: boolean;
  readonly fullPaths: boolean;
};

/** Gives the command its arguments and options. */
export function configureReport(command: Command, context: Context): void {
  command
    .argument('<profile...>', PROFILE_HELP)
    .option('-o, --output <file>', OUTPUT_HELP)
    .addOption(new Option('--top <n>', 'how many functions').argParser(parsePositive).default(DEFAULT_TOP))
    .option('--full-paths', 'do not strip the directories', false);
  addDisplayOptions(addSortOptions(command)).action((paths: string[], options: ReportOptions) =>
    runReport(paths, options, context),
  );
}

async function runReport(paths: readonly string[], options: ReportOptions, context: Context): Promise<void> {
  const output = outputPath(options.output, paths);
  const { table } = await loadForText(paths, options, context);
  const view = buildReportView(table, { sort: options.sort.order, reverse: options.reverse, top: options.top });
  writeText(output, renderMarkdownReport(view, paths), context);
}

import type { Command } from 'commander';
import { findHints } from '../../hints/find-hints.ts';
import { documentText } from '../../report/document-text.ts';
import { summaryList } from '../../report/summary-words.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { buildHintsView } from '../../views/hints-view.ts';
import { buildSummary } from '../../views/summary/summary.ts';
import { type Context, writeChunks } from '../context.ts';
import {
  addGeneralOptions,
  addOwnOptions,
  addSourceOptions,
  type OwnOptions,
  profilesArgument,
  type SourceOptions,
} from '../options/options.ts';
import { loadForText } from '../output/list-profile.ts';
import { reportNotes } from '../output/report-notes.ts';
import { reportIdleMaps } from '../sources/idle-maps.ts';
import { openBook } from '../sources/open-book.ts';

type SummaryOptions = OwnOptions & SourceOptions;

/** Gives the command its arguments and options. */
export function configureSummary(command: Command, context: Context): void {
  command.addArgument(profilesArgument('<profile...>'));
  addGeneralOptions(addOwnOptions(addSourceOptions(command))).action((paths: string[], options: SummaryOptions) =>
    runSummary(paths, options, context),
  );
}

async function runSummary(paths: readonly string[], options: SummaryOptions, context: Context): Promise<void> {
  const { table } = await loadForText(paths, { ...options, fullPaths: true, asksWhose: true }, context);
  reportIdleMaps([table], options.map, context);
  const book = await openBook(table, paths, options);
  const hints = buildHintsView(findHints({ book, allocationsOf: null }), { level: 'likely', rules: [] });
  const width = Number(context.env['COLUMNS']) || 80;
  writeChunks(context.stdout, [encodeWtf8(documentText([summaryList(buildSummary(table, hints))], width))]);
  reportNotes(table.notes, context);
}

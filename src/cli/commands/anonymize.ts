import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { type Anonymized, anonymize } from '../../export/anonymize.ts';
import { marshalProfile } from '../../export/marshal.ts';
import { plural } from '../../profile/notes.ts';
import { type Context, writeChunks } from '../context.ts';
import { loadProfiles } from '../input/read-profile.ts';
import { addGeneralOptions } from '../options/options.ts';
import { PROFILE, ProgramArgument } from '../options/program-option.ts';
import { outputPath, refuseDocumentName, wholeFileOption } from '../output/output-file.ts';
import { progressOn } from '../output/progress.ts';
import { reportNote, reportNotes } from '../output/report-notes.ts';
import { writeWholeFile } from '../output/write-output.ts';

type AnonymizeOptions = { readonly output?: string };

const INPUT_HELP = 'A cProfile dump, plain or gzipped; - reads standard input';

export function configureAnonymize(command: Command, context: Context): void {
  command.addArgument(new ProgramArgument('<profile>', INPUT_HELP, PROFILE)).addOption(wholeFileOption(PROFILE));
  addGeneralOptions(command).action((path: string, options: AnonymizeOptions) => anonymizeFile(path, options, context));
}

async function anonymizeFile(path: string, { output }: AnonymizeOptions, context: Context): Promise<void> {
  if (output === undefined) throw new UsageError('usage', 'anonymize writes a profile: name it with -o');
  if (output === '-' && context.hasScreen())
    throw new UsageError('usage', 'a profile is not text for a terminal: name a file with -o, or pipe it on');
  refuseDocumentName(output);
  const target = outputPath(output, [path]);
  const { table } = await loadProfiles([path], { readStdin: context.readStdin, progress: progressOn(context) });
  const anonymous = anonymize(table);
  const bytes = marshalProfile(anonymous.table);
  if (target === null) writeChunks(context.stdout, bytes);
  else await writeWholeFile(target, bytes);
  reportNotes(table.notes, context);
  reportNote(whatWasKept(anonymous), context);
}

function whatWasKept({ files, names, keptFunctions }: Anonymized): string {
  return (
    `${plural(files, 'file')} and ${plural(names, 'name')} replaced; kept: all numbers, lines and callers, and the ` +
    `names of ${plural(keptFunctions, 'function')} that belong to Python itself`
  );
}

import type { Host } from '../../tui/host.ts';
import type { Context, Terminal } from '../context.ts';
import { loadGuardedMatch } from '../guarded-regex.ts';
import { placesOf } from '../open-book.ts';
import type { SourceOptions } from '../options.ts';
import { prepareEditor } from './edit.ts';
import { exportFile } from './export-file.ts';
import { sourceFinder } from './find-source.ts';
import { followProfile } from './follow-profile.ts';
import { sourceReader } from './read-source.ts';
import { signatureOf } from './watch-files.ts';

/** What the viewer of these profiles may ask of the world. It is made before they are read: `watch` starts from there. */
export async function makeHost(
  paths: readonly string[],
  options: SourceOptions,
  context: Context,
  { run }: Terminal,
): Promise<Host> {
  const { env } = context;
  const seen = signatureOf(paths);
  return {
    findSource: sourceFinder(placesOf(paths, options)),
    readSource: sourceReader(paths, options),
    prepareEditor: (path, line) => prepareEditor(env, run, path, line),
    writeFile: (path, text, how) => exportFile(paths, path, text, how),
    watch: (events) => followProfile(paths, seen, context, events),
    matchNames: await loadGuardedMatch('viewer'),
    isTmux: (env['TMUX'] ?? '') !== '',
  };
}

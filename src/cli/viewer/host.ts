import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Host } from '../../tui/host.ts';
import type { Context, Terminal } from '../context.ts';
import { errnoText } from '../input/errno.ts';
import { loadGuardedMatch } from '../options/guarded-regex.ts';
import type { OwnOptions, SourceOptions } from '../options/options.ts';
import { readHintPage } from '../output/hint-page.ts';
import { placesOf } from '../sources/open-book.ts';
import { completePath } from './complete-path.ts';
import { prepareEditor } from './edit.ts';
import { exportFile, whyNotExport } from './export-file.ts';
import { hintFinder } from './find-hints.ts';
import { sourceFinder } from './find-source.ts';
import { followProfile } from './follow-profile.ts';
import { homePath } from './home-path.ts';
import { loadForViewer } from './load.ts';
import { sourceReader } from './read-source.ts';
import { runOnSave } from './run-on-save.ts';
import { signatureOf } from './watch-files.ts';

/**
 * What the viewer of these profiles may ask of the outside. It is made before they are read, so that `watch` notices
 * changes from then on.
 */
export async function makeHost(
  paths: readonly string[],
  options: OwnOptions & SourceOptions,
  outer: Context,
  { run }: Terminal,
): Promise<Host> {
  const { env } = outer;
  const context = { ...outer, own: options };
  /** What is typed in the viewer no shell has seen; what came from the command line one has. */
  const located = (path: string): string => (paths.includes(path) ? path : homePath(path, env));
  /** As each file was when it was read. */
  const seen = new Map(paths.map((path) => [path, signatureOf([path])]));
  const findSource = sourceFinder(placesOf(paths, options));
  return {
    findSource,
    readSource: sourceReader(paths, options),
    findHints: hintFinder(paths, options),
    readHintPage: (rule) => {
      try {
        return { page: readHintPage(rule, outer) };
      } catch (error) {
        return { refusal: `The page about ${rule} cannot be read: ${errnoText(error)}` };
      }
    },
    prepareEditor: (path, line) => prepareEditor(env, run, path, line),
    whyNotWrite: (path, how) => whyNotExport([...seen.keys()], homePath(path, env), how),
    writeFile: (path, text, how) => exportFile([...seen.keys()], homePath(path, env), text, how),
    load: async (typed, isWanted) => {
      const path = located(typed);
      const signature = signatureOf([path]);
      const loaded = await loadForViewer([path], context, isWanted);
      if ('table' in loaded) seen.set(path, signature);
      return loaded;
    },
    completePath,
    watch: (named, events) => {
      const files = named.map(located);
      const onLoaded = (table: ProfileTable): void => {
        for (const file of files) seen.set(file, signatureOf([file]));
        events.onLoaded(table);
      };
      const known = files.map((file) => seen.get(file) ?? '').join(' ');
      return followProfile(files, known, context, { ...events, onLoaded });
    },
    runOnSave: (command, table, events) => runOnSave(command, table, findSource, events),
    matchNames: await loadGuardedMatch('viewer'),
    isTmux: (env['TMUX'] ?? '') !== '',
  };
}

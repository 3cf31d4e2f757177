import type { Command } from 'commander';
import { FileError, UsageError } from '../../errors.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey, standardName } from '../../profile/function-name.ts';
import { renderSourceText } from '../../report/source-text.ts';
import { translatePythonRegex } from '../../select/python-regex/translate.ts';
import { isNotebookCell } from '../../source/notebook-cell.ts';
import type { SourceBook } from '../../source/source-book.ts';
import { escapeControls } from '../../text/escape.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { pickFunctions } from '../../views/pick-function.ts';
import { type SourceView, sourceView } from '../../views/source-view.ts';
import { type Context, print, writeChunks } from '../context.ts';
import { loadGuardedMatch } from '../options/guarded-regex.ts';
import {
  addColorOption,
  addGeneralOptions,
  addMeasuredOptions,
  addSourceOptions,
  type ColorOptions,
  type MeasuredOptions,
  type SourceOptions,
} from '../options/options.ts';
import { PROFILE, ProgramArgument } from '../options/program-option.ts';
import { colorDepth } from '../output/color-depth.ts';
import { loadForText } from '../output/list-profile.ts';
import { reportNote, reportNotes } from '../output/report-notes.ts';
import { reportIdleMaps } from '../sources/idle-maps.ts';
import { openBook } from '../sources/open-book.ts';

/** As many of several candidates are named. */
const MOST_CANDIDATES = 10;

const WORDS_HELP = 'cProfile dumps, then a function: its name, its file:line, or part or a regex of file:line(name)';

type CommandOptions = SourceOptions & MeasuredOptions & ColorOptions;

/** Gives the command its arguments and options. */
export function configureSource(command: Command, context: Context): void {
  command
    .addArgument(new ProgramArgument('<profile... function...>', WORDS_HELP, PROFILE))
    .usage('[options] <profile...> <function>');
  addColorOption(addGeneralOptions(addMeasuredOptions(addSourceOptions(command)))).action(
    (words: string[], options: CommandOptions) => runSource(words, options, context),
  );
}

async function runSource(words: readonly string[], options: CommandOptions, context: Context): Promise<void> {
  const paths = words.slice(0, -1);
  const text = words.at(-1) ?? '';
  if (paths.length === 0)
    throw new UsageError('usage', 'a profile and a function are needed: pyprof-view source out.prof main');
  const { table } = await loadForText(paths, { fullPaths: true, mine: [] }, context);
  if (options.memory.length === 0) reportIdleMaps([table], options.map, context);
  const book = await openBook(table, paths, options);
  const row = await pickOne(book, text, context);
  const found = sourceView(book, row);
  const view = found.kind === 'none' ? found : await addMeasured(book, found, options, context);
  if (view.kind === 'none') {
    const file = table.strings.text(functionKey(table, row).file);
    throw new FileError(isNotebookCell(file) ? 'cell-without-notebook' : 'no-source', file, view.reason);
  }
  writeChunks(context.stdout, [
    encodeWtf8(renderSourceText(table, view, { hasColor: hasTextColor(options, context) })),
  ]);
  reportNotes(table.notes, context);
}

/** Without being asked only where a terminal shows it. */
function hasTextColor({ color }: ColorOptions, context: Context): boolean {
  return colorDepth(color, context.env) !== false && (color === 'always' || context.hasScreen());
}

/** The reader of pickles is loaded only where there is something to read. */
async function addMeasured(
  book: SourceBook,
  view: SourceView,
  options: MeasuredOptions,
  context: Context,
): Promise<SourceView> {
  if (options.memory.length + options.lines.length === 0) return view;
  const [{ readLineTimings, readProfileMemory }, { measuredLines, withMeasured }, { measuredNotes }] =
    await Promise.all([
      import('../input/read-measured.ts'),
      import('../../views/measured-lines.ts'),
      import('../../views/measured-notes.ts'),
    ]);
  const memory = await readProfileMemory(book.table, options, book, context);
  const timings = await readLineTimings(options.lines, context);
  for (const note of measuredNotes(book.table, { timings })) reportNote(note, context);
  const measured = measuredLines(book.table, memory, timings);
  return withMeasured(book.table, view, measured);
}

/** Several candidates are named on standard error, each as it can be typed. */
async function pickOne(book: SourceBook, text: string, context: Context): Promise<FunctionIndex> {
  const matchNames = await loadGuardedMatch();
  const found = pickFunctions(book, text, (names) => {
    const translated = translatePythonRegex(text);
    return translated.ok ? matchNames(translated.regex, names, text) : [];
  });
  const [row] = found;
  if (row === undefined) throw new UsageError('no-such-function', `no function of the profile matches ${text}`);
  if (found.length === 1) return row;
  for (const each of found.slice(0, MOST_CANDIDATES))
    print(context.stderr, `  ${escapeControls(standardName(book.table, each))}\n`);
  const more = found.length - MOST_CANDIDATES;
  if (more > 0) print(context.stderr, `  ... ${more} more\n`);
  throw new UsageError('ambiguous-function', `${found.length} functions match ${text}`);
}

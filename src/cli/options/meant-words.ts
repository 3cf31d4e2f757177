import type { Command } from 'commander';
import { SORT_KEYS } from '../../select/sort-keys.ts';
import { shellWord } from '../../text/shell-word.ts';
import { didYouMean } from '../../text/similar.ts';
import { isFileAt } from '../input/stats-at.ts';
import { COMMANDS } from './command-table.ts';

/**
 * What was probably meant by a word that was taken for a file and is none: a sentence behind the one that says so, or
 * nothing. Loaded only where something failed.
 */
export function meantInstead(path: string, args: readonly string[]): string {
  return (
    meantSort(path, args) ||
    meantCommand(path, args) ||
    meantFunction(path, args) ||
    meantPattern(path, args) ||
    meantGlob(path)
  );
}

/** The pstats browser has a command `sort`. */
function meantSort(path: string, args: readonly string[]): string {
  if (path !== 'sort') return '';
  const next = args[args.indexOf(path) + 1] ?? '';
  return ` To sort: -s ${isSortKey(next) ? next : 'time'}.`;
}

function isSortKey(word: string): boolean {
  return SORT_KEYS.some(({ name }) => name === word);
}

/** A mistyped command is taken for a file. */
function meantCommand(path: string, [first = '']: readonly string[]): string {
  if (path !== first) return '';
  return first === 'version' ? ' Did you mean --version?' : similarCommand(first);
}

/** The command that a word is nearly, as a question, or nothing. */
export function similarCommand(word: string): string {
  return didYouMean(
    word,
    COMMANDS.map(({ name }) => name),
  );
}

/** `source NAME FILE`, as one says it. */
function meantFunction(path: string, [command, ...words]: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (command !== 'source' || !isFileAt(last)) return '';
  return ` The function goes after the profile: pyprof-view source ${shellWord(last)} ${shellWord(path)}.`;
}

/** The shell hands on a glob that is in quotes, or that nothing fits. */
function meantGlob(path: string): string {
  if (!/[*?]/.test(path)) return '';
  return ' Only merge and export --to parquet take a pattern: leave the quotes out, so that the shell puts files in its place.';
}

/** Commands whose lists `--restrict` shortens: whoever knows the pstats browser writes the pattern alone beside the file. */
const LISTS: ReadonlySet<string> = new Set(['stats', 'callers', 'callees']);

/** Only of a plain word beside what is a file: no shell would take it for anything else. */
function meantPattern(path: string, [command = '', ...words]: readonly string[]): string {
  if (!LISTS.has(command) || !/^\w+$/.test(path) || !words.some(isFileAt)) return '';
  if (/^\d+$/.test(path)) return ` For the first ${path} functions: -n ${path}.`;
  const sort = isSortKey(path) ? ` To sort by it: -s ${path}.` : '';
  return `${sort} For the functions that match it: --restrict ${path}.`;
}

/** The commands that have the option which another one does not know: a line, or nothing. */
export function commandsWith(program: Command, message: string): string {
  const [, flag] = /'(--?[\w-]+)/.exec(message) ?? [];
  const having = [program, ...program.commands].filter(({ options }) =>
    options.some(({ short, long }) => flag === short || flag === long),
  );
  if (flag === undefined || having.length === 0) return '';
  const names = having.map((command) => (command === program ? 'pyprof-view itself' : command.name()));
  return `${flag} is an option of: ${names.join(', ')}\n`;
}

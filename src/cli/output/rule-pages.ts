import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { PRACTICES_PAGE } from '../../hints/practice.ts';
import { PRACTICES } from '../../hints/practices.ts';
import { RULES } from '../../hints/rules.ts';
import { pageLines } from '../../report/page-lines.ts';
import { DISTORTIONS, DISTORTIONS_PAGE } from '../../views/distortions.ts';
import type { Context } from '../context.ts';
import type { Word } from '../options/program-option.ts';
import { readHintPage } from './hint-page.ts';
import { outputPath, writeText } from './output-file.ts';
import { formatOfName } from './page-output.ts';

export const RULE_WORDS: readonly Word[] = RULES.map(({ id, title }) => ({ word: id, meaning: title }));

export const PRACTICE_WORDS: readonly Word[] = PRACTICES.map(({ id, title }) => ({
  word: id,
  meaning: `practice: ${title}`,
}));

/** The practices have one page together, which each of their names opens too. */
const PAGE_WORDS: readonly Word[] = [
  ...RULE_WORDS,
  { word: PRACTICES_PAGE, meaning: 'common advice, and what it brings' },
  ...PRACTICE_WORDS,
];

/** The distortions have one page together, too; no option asks for one of them. */
export const ABOUT_WORDS: readonly Word[] = [
  ...PAGE_WORDS,
  { word: DISTORTIONS_PAGE, meaning: 'what makes the times of a profile other than those of the program' },
  ...Object.entries(DISTORTIONS).map(([word, title]) => ({ word, meaning: `distortion: ${title}` })),
];

/** `--about`. */
export async function writeRulePage(
  rule: string,
  paths: readonly string[],
  command: Command,
  context: Context,
): Promise<void> {
  refuseMore(paths, command, ['about', 'output', 'debug'], '--about prints the page of a rule');
  const output = outputOf(command);
  formatOfName(output ?? '', ['markdown'], 'hints --about', 'it writes Markdown');
  const page = readHintPage(pageOf(rule), context);
  const path = outputPath(output, []);
  await writeText(path, path === null && context.stdout.isTerminal ? wrapped(page, context) : page, context);
}

function pageOf(word: string): string {
  if (PRACTICES.some(({ id }) => id === word)) return PRACTICES_PAGE;
  return word in DISTORTIONS ? DISTORTIONS_PAGE : word;
}

/** Markdown is for files and for other programs. */
function wrapped(page: string, { env }: Context): string {
  const lines = pageLines(page, Number(env['COLUMNS']) || 80);
  return lines.map(({ text }) => `${text.trimEnd()}\n`).join('');
}

/** `--rules`: a line for each. */
export async function writeRules(paths: readonly string[], command: Command, context: Context): Promise<void> {
  refuseMore(paths, command, ['rules', 'output', 'debug'], '--rules lists the rules');
  const output = outputOf(command);
  formatOfName(output ?? '', ['text'], 'hints --rules', 'it writes text');
  const width = Math.max(...PAGE_WORDS.map(({ word }) => word.length));
  const lines = PAGE_WORDS.map(({ word, meaning }) => `${word.padEnd(width)}  ${meaning}\n`);
  await writeText(outputPath(output, []), lines.join(''), context);
}

function outputOf(command: Command): string | undefined {
  return command.opts<{ output?: string }>().output;
}

/**
 * What is printed is the same whatever was profiled.
 *
 * @throws UsageError for a profile, and for an option that looks at one
 */
function refuseMore(paths: readonly string[], command: Command, fitting: readonly string[], what: string): void {
  const isMore = command.options.some((option) => {
    const name = option.attributeName();
    return !fitting.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (isMore || paths.length > 0)
    throw new UsageError('usage', `${what}: it takes no profile, and of the options only -o`);
}

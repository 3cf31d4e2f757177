import { readFileSync } from 'node:fs';
import type { OptionDescription } from '../src/cli/options/describe-commands.ts';
import { listedWords, OPTION_GROUPS } from '../src/cli/options/program-option.ts';
import { DESCRIBED, type DescribedCommand } from './described-commands.ts';
import { EXIT_MEANINGS, FILES, VARIABLES } from './environment.ts';

/** When its words were last gone through: set by hand, so that the page changes only when they do. */
const DATE = '2026-11-26';

const RUN_STATUS =
  'run ends with the status of the program that it ran, as a shell would (128 and the number of a signal that ended it), ' +
  "so the numbers above may be the program's own there. What goes wrong before the program starts or after its end is said on " +
  'standard error, by a line that begins with pyprof-view.';

/** man/pyprof-view.1, in the macros that every man knows. `mandoc -T lint` has nothing to say of it. */
export function manPage(): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const [bare, ...named] = DESCRIBED;
  if (bare === undefined) throw new Error('there are no commands');
  const lines = [
    '.\\" Made by npm run generate.',
    `.TH PYPROF\\-VIEW 1 ${DATE} "pyprof\\-view ${version}" "User Commands"`,
    '.SH NAME',
    'pyprof\\-view \\- read Python profiles in the terminal',
    '.SH SYNOPSIS',
    DESCRIBED.map(synopsis).join('\n.br\n'),
    '.SH DESCRIPTION',
    ...paragraphs(bare.description),
    '.SH OPTIONS',
    plain('These are the options of pyprof-view without a command; each command has its own below.'),
    ...groups(bare.options),
    '.SH COMMANDS',
    ...named.flatMap((command) => commandLines(command, bare.options)),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT_MEANINGS).flatMap(([code, meaning]) => item(bold(code), plain(meaning))),
    '.PP',
    plain(RUN_STATUS),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(({ names, text }) => item(names.map(bold).join(', '), plain(text))),
    '.SH FILES',
    ...FILES.flatMap(({ path, text }) => item(italic(path), plain(text))),
    '.SH EXAMPLES',
    // a section begins a paragraph of its own
    ...DESCRIBED.flatMap(({ examples }) => examples.flatMap(({ line, purpose }) => example(line, purpose))).slice(1),
    '.SH SEE ALSO',
    '.BR python (1)',
    '.PP',
    'The modules cProfile, pstats and tracemalloc of Python.',
  ];
  return `${lines.join('\n')}\n`;
}

function synopsis({ name, usage }: DescribedCommand): string {
  return `${bold(name === '' ? 'pyprof-view' : `pyprof-view ${name}`)} ${usageText(usage)}`;
}

/** The options that mean the same without a command are only named. */
function commandLines(
  { name, usage, description, arguments: operands, options }: DescribedCommand,
  known: readonly OptionDescription[],
): readonly string[] {
  const isKnown = (option: OptionDescription): boolean =>
    known.some(({ term, text }) => term === option.term && text === option.text);
  const others = options.filter(isKnown).map(({ flags }) => flags.map(bold).join(', '));
  return [
    `.SS ${bold(name)} ${usageText(usage)}`,
    ...paragraphs(description),
    ...operands.flatMap((operand) => item(italic(operand.name), plain(operand.text))),
    ...groups(options.filter((option) => !isKnown(option))),
    ...(others.length === 0 ? [] : ['.PP', filled(`Options as above: ${others.join(', ')}.`)]),
  ];
}

/** In the order of the groups, without their titles: the text says what an option is for. */
function groups(options: readonly OptionDescription[]): readonly string[] {
  return Object.keys(OPTION_GROUPS).flatMap((group) =>
    options.filter((option) => option.group === group).flatMap(optionLines),
  );
}

function optionLines({ term, text, value }: OptionDescription): readonly string[] {
  const words = listedWords(value)?.words ?? [];
  const list = words.flatMap(({ word, meaning }) => item(bold(word), plain(meaning ?? '')));
  const shown = term.replace(/-{1,2}[\w-]+|<[^>]+>/g, (part) =>
    part.startsWith('<') ? italic(part.slice(1, -1)) : bold(part),
  );
  return [...item(shown, plain(`${text}.`)), ...(list.length === 0 ? [] : ['.RS', ...list, '.RE'])];
}

function example(line: string, purpose: string): readonly string[] {
  return [
    '.PP',
    plain(/[.?!]$/.test(purpose) ? purpose : `${purpose}:`),
    '.PP',
    '.RS 4',
    '.EX',
    code(line),
    '.EE',
    '.RE',
  ];
}

function item(term: string, text: string): readonly string[] {
  return ['.TP', term, text];
}

function paragraphs(text: string): readonly string[] {
  return text.split(/\n+/).flatMap((paragraph, at) => [...(at === 0 ? [] : ['.PP']), plain(paragraph)]);
}

/** `[options] <profile...>`: what one replaces is in italics. */
function usageText(usage: string): string {
  return usage
    .split(' ')
    .map((word) => word.replace(/[\w.]+/, italic))
    .join(' ');
}

function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`;
}

/** Prose: `<rows>` is what one replaces. */
function plain(text: string): string {
  return filled(
    text
      .split(/(<[\w.=]+>)/)
      .map((part, at) => (at % 2 === 1 ? italic(part.slice(1, -1)) : escaped(part)))
      .join(''),
  );
}

/** Lines of less than 80 bytes, as one edits them; man fills them anew. */
function filled(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length < 80) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map(guarded).join('\n');
}

/** A line that begins with a point or an apostrophe would be a request. */
function guarded(line: string): string {
  return line.replace(/^[.']/, '\\&$&');
}

function code(text: string): string {
  return guarded(escaped(text)).replaceAll("'", '\\(aq').replaceAll('`', '\\(ga');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('~', '\\(ti').replaceAll('^', '\\(ha');
}

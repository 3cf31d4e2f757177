import type { OptionDescription } from '../src/cli/options/describe-commands.ts';
import { listedWords, OPTION_GROUPS } from '../src/cli/options/program-option.ts';
import { DESCRIBED, type DescribedCommand } from './described-commands.ts';
import { EXIT_MEANINGS, FILES, VARIABLES } from './environment.ts';

/** docs/commands.md: every command with its options and examples, as the parser knows them. */
export function commandsPage(): string {
  return [
    '# Commands and options',
    'Made by `npm run generate` from the tables that the parser and `--help` use. The man page says the same.',
    ...DESCRIBED.flatMap(commandParts),
    '## Exit codes',
    table(['Code', 'Meaning'], Object.entries(EXIT_MEANINGS)),
    '## Environment',
    table(
      ['Variable', 'What it does'],
      VARIABLES.map(({ names, text }) => [names.map(codeText).join(', '), cellText(text)]),
    ),
    '## Files',
    'What is written without being asked for:',
    table(
      ['File', 'What it is'],
      FILES.map(({ path, text }) => [codeText(path), cellText(text)]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function commandParts({
  name,
  usage,
  description,
  options,
  examples,
  ...command
}: DescribedCommand): readonly string[] {
  const full = name === '' ? 'pyprof-view' : `pyprof-view ${name}`;
  return [
    `## ${full}`,
    codeText(`${full} ${usage}`),
    ...description.split(/\n+/).map(cellText),
    ...command.arguments.map((argument) => `${codeText(argument.name)}: ${cellText(argument.text)}.`),
    ...Object.entries(OPTION_GROUPS).flatMap(([group, title]) =>
      optionTable(
        title,
        options.filter((option) => option.group === group),
      ),
    ),
    ...options.flatMap(wordTable),
    ['```sh', ...examples.flatMap(({ line, purpose }) => [`# ${purpose}`, line]), '```'].join('\n'),
  ];
}

function optionTable(title: string, options: readonly OptionDescription[]): readonly string[] {
  if (options.length === 0) return [];
  return [
    table(
      [title.replace(/:$/, ''), ''],
      options.map(({ term, text }) => [codeText(term), cellText(text)]),
    ),
  ];
}

function wordTable({ value }: OptionDescription): readonly string[] {
  const listed = listedWords(value);
  if (listed === null) return [];
  const rows = listed.words.map(({ word, meaning }) => [codeText(word), cellText(meaning ?? '')]);
  return [table([listed.title.replace(/:$/, ''), ''], rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function codeText(text: string): string {
  return `\`${text}\``;
}

/** Markdown would take `<rows>` for a tag; it is what one replaces. */
function cellText(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/<[\w.=]+>/g, codeText)
    .replaceAll('*', '\\*');
}

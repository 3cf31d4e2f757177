import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { BARE_COMMAND, COMMANDS } from '../../../src/cli/options/command-table.ts';
import { readPlainly } from '../../../src/cli/options/plain-command.ts';
import { makeProgram } from '../../../src/cli/options/program.ts';
import { ProgramOption } from '../../../src/cli/options/program-option.ts';
import { fc } from '../../properties.ts';
import { collecting, contextOf } from '../run-cli.ts';

const CONTEXT = contextOf(collecting([]), collecting([]));

const PLAIN = COMMANDS.filter(({ isPlain }) => isPlain === true).map(({ name }) => name);

type Reading = {
  readonly profiles: readonly string[];
  readonly values: object;
  readonly sources: readonly (string | undefined)[];
};

function sourcesOf(command: Pick<Command, 'getOptionValueSource'>, values: object): Reading['sources'] {
  return Object.keys(values).map((name) => command.getOptionValueSource(name));
}

/** What the action of the command would get; null where commander refuses the line, or prints something. */
async function byCommander(line: readonly string[]): Promise<Reading | null> {
  const program = await makeProgram(CONTEXT, () => true);
  const read: Reading[] = [];
  for (const command of [program, ...program.commands]) {
    command.action((profiles, values) => {
      read.push({ profiles, values, sources: sourcesOf(command, values) });
    });
  }
  await program.parseAsync(line, { from: 'user' }).catch(() => null);
  return read[0] ?? null;
}

function plainly(line: readonly string[]): Reading | null {
  const command = readPlainly(line, CONTEXT);
  if (command === null) return null;
  const { profiles, values } = command;
  return { profiles, values, sources: sourcesOf(command, values) };
}

const program = await makeProgram(CONTEXT, () => true);

const OPTIONS = [program, ...program.commands.filter((command) => PLAIN.includes(command.name()))].flatMap(
  ({ options }) => options.filter((option) => option instanceof ProgramOption),
);

function wordsOf({ value }: ProgramOption): readonly string[] {
  return 'words' in value && value.words !== undefined ? value.words.map(({ word }) => word) : [];
}

const WORDS = ['a.prof', 'b.prof', '-', '--', '', '5', '0.5', '-1', '-x', '/dev/null', 'a=b', 'tests/', '3.11', 'help'];

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a.prof', 'b.prof') },
  fc.constantFrom(...WORDS, ...COMMANDS.map(({ name }) => name)),
);

/** An option as the help has it, mostly with a value that it takes; or run together with its value, or cut short. */
const optionWords = fc.constantFrom(...OPTIONS).chain((option) => {
  const flag = fc.constantFrom(...[option.short, option.long].filter((known) => known !== undefined));
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('5', '0.5', 'time', ...wordsOf(option)) },
    { weight: 1, arbitrary: word },
  );
  const plain = fc.tuple(flag, ...(option.required ? [value] : []));
  const other = fc
    .tuple(flag, value, fc.constantFrom('', '', '=', '=', 'r', null))
    .map(([name, text, between]) => [between === null ? name.slice(0, -1) : name + between + text]);
  return fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: other });
});

const lines = fc
  .tuple(
    fc.constantFrom([], ...PLAIN.map((name) => [name])),
    fc.array(
      fc.oneof(
        optionWords,
        word.map((one) => [one]),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([command, rest]) => [...command, ...rest.flat()]);

describe('a line that is read plainly', () => {
  test('gives what commander gives: the profiles, the options, and which of them were given', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(lines, async (line) => {
        const reading = plainly(line);
        if (reading === null) return;
        count++;
        expect(reading).toStrictEqual(await byCommander(line));
      }),
      { numRuns: 1500 },
    );
    expect(count).toBeGreaterThan(250); // else it would say nothing
  });

  test('is any line of the documents or of the help that names profiles and options in full', async () => {
    const read = DOCUMENTED.filter((line) => plainly(line) !== null);
    for (const line of read) expect(plainly(line)).toStrictEqual(await byCommander(line));
    expect(read.length).toBeGreaterThan(30);
    for (const line of ['out.prof', 'stats -s tottime -n 5 out.prof', 'callers --restrict join out.prof'])
      expect(read).toContainEqual(line.split(' '));
  });

  test.each([
    'stats -r -s time -n 5 -',
    'callers -n5 --sort=time out.prof',
    '--baseline before.prof after.prof',
    '--no-mouse --color never out.prof',
  ])('may have any options of its command: %s', (line) => expect(plainly(line.split(' '))).not.toBeNull());
});

describe('a line is left to commander', () => {
  test.each([
    ['with no words but options', '-r --header'],
    ['that asks for the help', 'stats --help'],
    ['of another command', 'hints out.prof'],
    ['with two flags in one word', 'stats -rs time out.prof'],
    ['with -- before the files', 'stats -- -odd.prof'],
    ['with a value behind a flag that takes none', 'stats --reverse=yes out.prof'],
    ['with an option that is not there', 'stats --sotr time out.prof'],
    ['with an option of another command', 'stats --baseline a.prof b.prof'],
    ['whose last option has no value', 'stats out.prof -n'],
    ['with a value that is refused', 'stats -n many out.prof'],
    ['with an unknown sort key', 'stats -s speed out.prof'],
    ['without a profile', 'stats -r'],
    ['with options before the command', '-r stats out.prof'],
  ])('%s', (_what, line) => {
    expect(plainly(line.split(' '))).toBeNull();
  });
});

const ROOT = join(import.meta.dirname, '../../..');

/** The command lines of all pages and of the help, by word; quotes hold a word together. */
const DOCUMENTED = [
  ...['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
    .filter((path) => path.endsWith('.md'))
    .flatMap(
      (path) => readFileSync(join(ROOT, path), 'utf8').match(/(?<=^|`|\$ )pyprof-view .*?(?=$|`| [|>#])/gm) ?? [],
    ),
  ...[BARE_COMMAND, ...COMMANDS].flatMap(({ examples }) => examples.map(({ line }) => line)),
].map((line) => (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).slice(1).map((one) => one.replace(/^(['"])(.*)\1$/, '$2')));

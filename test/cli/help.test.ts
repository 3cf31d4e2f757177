import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExampleFolder } from '../../scripts/example-folder.ts';
import { BARE_COMMAND, COMMANDS, HELP_COMMAND } from '../../src/cli/options/command-table.ts';
import { describeCommands } from '../../src/cli/options/describe-commands.ts';
import { makeProgram } from '../../src/cli/options/program.ts';
import { OPTION_GROUPS, type OptionGroup } from '../../src/cli/options/program-option.ts';
import { findPython } from '../../src/run/find-python.ts';
import { CACHES } from '../e2e/terminal.ts';
import { saySkipped } from '../python/pythons.ts';
import { collecting, contextOf, runCli } from './run-cli.ts';

const ROOT = join(import.meta.dirname, '../..');

const described = describeCommands(await makeProgram(contextOf(collecting([]), collecting([])), () => true));
const tables = [{ name: '', ...BARE_COMMAND }, ...COMMANDS, HELP_COMMAND];
const options = described.flatMap(({ name, options }) => options.map((option) => ({ command: name, ...option })));

async function helpOf(name: string): Promise<string> {
  const { exitCode, stdout } = await runCli(name === '' ? ['--help'] : ['help', name]);
  expect(exitCode).toBe(0);
  return stdout;
}

test('the walk finds every command of the table, and the bare one first', () => {
  expect(described.map(({ name }) => name)).toEqual(tables.map(({ name }) => name));
});

describe.each(described.filter(({ name }) => name !== HELP_COMMAND.name))(
  'the help of "$name"',
  ({ name, options: own }) => {
    test('is narrower than 80 columns', async () => {
      const lines = (await helpOf(name)).split('\n');
      expect(lines.filter((line) => line.length > 79)).toEqual([]);
      expect(lines.length).toBeGreaterThan(5);
    });

    test('has the groups in the order of their table', async () => {
      const titles = Object.values(OPTION_GROUPS).map(String);
      const shown = (await helpOf(name)).split('\n').filter((line) => titles.includes(line));
      expect(shown).toEqual(titles.filter((title) => own.some(({ group }) => OPTION_GROUPS[group] === title)));
    });

    test('says what every option does, in a sentence that begins with a capital and has no full stop', () => {
      for (const { term, text } of own) expect([term, text]).toEqual([term, expect.stringMatching(/^[A-Z].*[^.]$/)]);
    });
  },
);

describe.each(options)('$command $term', ({ term, value, group }) => {
  test('stands in a group, and says what its value is if and only if it takes one', () => {
    expect(Object.keys(OPTION_GROUPS)).toContain(group);
    expect(value.kind !== 'none').toBe(/[<[]/.test(term));
  });
});

test('an option of one name stands in one group and takes one kind of value, wherever it is', () => {
  const kinds = new Map<string, { readonly group: OptionGroup; readonly kind: string }>();
  for (const { term, group, value } of options) {
    const { group: sameGroup, kind } = kinds.get(term) ?? { group, kind: value.kind };
    kinds.set(term, { group, kind: value.kind });
    expect([term, group, value.kind]).toEqual([term, sameGroup, kind]);
  }
});

describe('the examples', () => {
  let folder = '';

  /** The files that the examples name, a program on the path, and a home where the shells' folders are. */
  beforeAll(() => {
    folder = makeExampleFolder();
    // where the gates of the examples fail
    copyFileSync(join(ROOT, 'fixtures/profiles/words-py27/out.prof'), join(folder, 'before.prof'));
    copyFileSync(join(ROOT, 'fixtures/profiles/words-py313/out.prof'), join(folder, 'after.prof'));
    for (const [name, fixture] of Object.entries(SIDES))
      copyFileSync(join(ROOT, 'fixtures/profiles', fixture, 'out.prof'), join(folder, name));
    for (const place of ['.zfunc', '.config/fish/completions']) mkdirSync(join(folder, place), { recursive: true });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const hasPython = findPython(process.env) !== null;
  if (!hasPython) saySkipped('no Python is here: the examples of run are not tried');
  const examples = tables
    .flatMap(({ name, examples }) => examples.map((example) => ({ name, ...example })))
    .filter(({ name }) => hasPython || name !== 'run');

  test.each(examples)('$line', ({ name, line, purpose }) => {
    const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
    const env = { ...process.env, HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: CACHES, PATH };
    const done = spawnSync('bash', ['-o', 'pipefail', '-c', line], { cwd: folder, encoding: 'utf8', env });
    const said = done.stderr.replace(/^pyprof-view: note: .*\n/gm, '');
    // the gates do not hold here, which is what they are for
    if (line.includes('--fail-on')) expect(said).toMatch(/^pyprof-view: .* does not hold: .*\n$/);
    else expect(said).toBe('');
    expect(done.status).toBe(line.includes('--fail-on') ? 1 : 0);
    const written = /(?:-o|>) (\S+)$/.exec(line)?.[1]?.replace('~', folder);
    const result = written === undefined ? done.stdout : textAt(join(folder, written.replace(folder, '')));
    if (!line.startsWith('eval')) expect(result).not.toBe('');
    expect(line).toContain(name);
    expect(purpose).toMatch(/^[A-Za-z].*[^.]$/);
  });
});

/** Of a folder what is in it. */
function textAt(path: string): string {
  return statSync(path).isDirectory() ? readdirSync(path).join('\n') : readFileSync(path, 'utf8');
}

/** Two runs a side that differ. */
const SIDES: Readonly<Record<string, string>> = {
  'a1.prof': 'words-py27',
  'a2.prof': 'sudoku-py37',
  'b1.prof': 'words-py311',
  'b2.prof': 'words-py313',
};

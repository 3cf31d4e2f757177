import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHELLS, type Shell } from '../../../src/cli/completion/shells.ts';
import { COMMANDS } from '../../../src/cli/options/command-table.ts';
import { PRACTICES } from '../../../src/hints/practices.ts';
import { RULES } from '../../../src/hints/rules.ts';
import { REPORT_SECTIONS } from '../../../src/report/sections.ts';
import { DEADLINE_MILLISECONDS } from '../../deadline.ts';
import { runCli } from '../run-cli.ts';

let folder = '';

/** A folder with profiles and others, in which the shells are asked; the scripts are in `../scripts`. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-completion-'));
  mkdirSync(join(folder, 'here/runs'), { recursive: true });
  for (const name of [
    'out.prof',
    'old run.prof',
    'packed.prof.gz',
    'live.tracemalloc',
    'out.lprof',
    'notes.txt',
    'runs/a.prof',
  ])
    writeFileSync(join(folder, 'here', name), '');
  for (const shell of Object.keys(SHELLS)) writeFileSync(scriptFor(shell), await scriptOf(shell));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scriptFor(shell: string): string {
  return join(folder, `script.${shell}`);
}

async function scriptOf(shell: string): Promise<string> {
  const { exitCode, stdout } = await runCli(['completion', shell]);
  expect(exitCode).toBe(0);
  return stdout;
}

/** How each shell is asked what it offers for a line. */
const ASK: Readonly<Record<Shell, (line: string) => readonly [string, ...string[]]>> = {
  bash: (line) => ['bash', '--norc', join(import.meta.dirname, 'ask-bash.sh'), scriptFor('bash'), ...cutAsBash(line)],
  zsh: (line) => ['zsh', '-f', join(import.meta.dirname, 'ask-zsh.zsh'), scriptFor('zsh'), line],
  fish: (line) => ['fish', '--no-config', '-c', `source ${scriptFor('fish')}; complete -C ${JSON.stringify(line)}`],
};

/** `--sort=a b` is `--sort`, `=`, `a`, `b`. */
function cutAsBash(line: string): readonly string[] {
  return line.split(' ').flatMap((word) => (word === '' ? [''] : (word.match(/[=:]|[^=:]+/g) ?? [])));
}

/** The words that are offered, without the flag before them, the slash behind a folder and what is said of them. */
function offers(shell: Shell, line: string): ReadonlySet<string> {
  const [program, ...args] = ASK[shell](line);
  const printed = execFileSync(program, args, {
    cwd: join(folder, 'here'),
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, TERM: 'dumb' },
    timeout: DEADLINE_MILLISECONDS,
  });
  const lines = printed.split(/\r?\n/).map((offer) => offer.replace(/\t.*/, '').replace(/^--[\w-]+=/, ''));
  return new Set(
    lines
      .map((offer) =>
        offer
          .replace(/\/$/, '')
          .replaceAll('\\', '')
          .replace(/^.*[,=]/, ''),
      )
      .filter(Boolean),
  );
}

const isThere = (shell: Shell): boolean => spawnSync(shell, ['-c', 'exit']).status === 0;

describe.each(Object.keys(SHELLS) as Shell[])('in %s', (shell) => {
  // Named in the list of tests as skipped, and said aloud: a machine without the shell has not shown that it completes.
  const inShell = isThere(shell) ? test : test.skip;
  if (!isThere(shell)) process.stderr.write(`NOT TESTED: completion in ${shell}, which is not on this machine\n`);

  inShell('the script is one that the shell can read', () => {
    execFileSync(shell, ['-n', scriptFor(shell)]);
  });

  inShell('a command is completed, also behind options of the bare command and their values', () => {
    expect(offers(shell, 'pyprof-view sta')).toEqual(new Set(['stats']));
    expect(offers(shell, 'pyprof-view -r -s tottime sta')).toEqual(new Set(['stats']));
  });

  inShell('all commands and the profiles are offered first', () => {
    const offered = offers(shell, 'pyprof-view ');
    for (const { name } of COMMANDS) expect(offered).toContain(name);
    for (const name of ['help', 'out.prof', 'old run.prof', 'packed.prof.gz', 'runs']) expect(offered).toContain(name);
  });

  inShell('behind a profile and behind -- no command is offered', () => {
    expect(offers(shell, 'pyprof-view out.prof sta')).not.toContain('stats');
    expect(offers(shell, 'pyprof-view -- sta')).not.toContain('stats');
    expect(offers(shell, 'pyprof-view out.prof ')).toContain('old run.prof');
  });

  inShell('the options are those of the command', () => {
    expect(offers(shell, 'pyprof-view hints --ex')).toEqual(new Set(['--explain']));
    expect(offers(shell, 'pyprof-view stats --ex')).toEqual(new Set());
    expect(offers(shell, 'pyprof-view --base')).toEqual(new Set(['--baseline']));
    expect(offers(shell, 'pyprof-view stats --base')).toEqual(new Set());
  });

  inShell('sort keys are completed, each of a list, behind a blank and behind =', () => {
    const byTime = new Set(['tottime', 'tottime-percall']);
    expect(offers(shell, 'pyprof-view stats -s to')).toEqual(byTime);
    expect(offers(shell, 'pyprof-view stats --sort=to')).toEqual(byTime);
    expect(offers(shell, 'pyprof-view -s name,to')).toEqual(byTime);
    expect(offers(shell, 'pyprof-view report --sort=name,to')).toEqual(byTime);
  });

  inShell('rules, sections, levels, choices and the names of shells and commands are completed', () => {
    expect(offers(shell, 'pyprof-view hints --rule ')).toEqual(new Set([...RULES, ...PRACTICES].map(({ id }) => id)));
    expect(offers(shell, 'pyprof-view report --section ')).toEqual(new Set(REPORT_SECTIONS.map(({ id }) => id)));
    expect(offers(shell, 'pyprof-view hints --level ')).toEqual(
      new Set(['confirmed', 'likely', 'possible', 'practice']),
    );
    expect(offers(shell, 'pyprof-view diff -s ')).toEqual(new Set(['tottime', 'cumtime', 'calls']));
    expect(offers(shell, 'pyprof-view --color=')).toEqual(new Set(['auto', 'always', 'never']));
    expect(offers(shell, 'pyprof-view completion ')).toEqual(new Set(Object.keys(SHELLS)));
    expect(offers(shell, 'pyprof-view help d')).toEqual(new Set(['diff']));
  });

  inShell('folders are offered where a folder is meant, on both sides of --map', () => {
    expect(offers(shell, 'pyprof-view --source-root ')).toEqual(new Set(['runs']));
    expect(offers(shell, 'pyprof-view source --map /srv=')).toEqual(new Set(['runs']));
    expect(offers(shell, 'pyprof-view hints --map=ru')).toEqual(new Set(['runs']));
  });

  inShell('a file of any name is offered where its beginning is typed, and files in folders', () => {
    expect(offers(shell, 'pyprof-view stats no')).toEqual(new Set(['notes.txt']));
    expect([...offers(shell, 'pyprof-view stats runs/')].join()).toMatch(/^(runs\/)?a\.prof$/);
    expect(offers(shell, 'pyprof-view --memory li')).toEqual(new Set(['live.tracemalloc']));
    expect(offers(shell, 'pyprof-view diff out.prof ')).toContain('packed.prof.gz');
  });
});

describe('without a shell that is known', () => {
  test.each([[[]], [['tcsh']], [['']]])('%j is wrong usage, and the shells are named', async (words) => {
    const result = await runCli(['completion', ...words]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/^pyprof-view: .*bash, zsh, fish/);
  });
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HELP_COMMAND } from '../../src/cli/options/command-table.ts';
import { describeCommands } from '../../src/cli/options/describe-commands.ts';
import { makeProgram } from '../../src/cli/options/program.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { REPORT_SECTIONS } from '../../src/report/sections.ts';
import { APP } from '../source/profiled-app.ts';
import { collecting, contextOf, runCli } from './run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const LOGREPORT = join(FIXTURES, 'profiles/logreport-py311/out.prof');
const WORDS = join(FIXTURES, 'profiles/words-py311/out.prof');
const LATER = join(FIXTURES, 'profiles/words-py313/out.prof');
const MEASURED = join(FIXTURES, 'snapshots/py312/out.prof');
const SNAPSHOT = join(FIXTURES, 'snapshots/py312/after.tracemalloc');
const WITHOUT_PATHS = join(FIXTURES, 'snapshots/py312/before.tracemalloc');
const LINES = join(FIXTURES, 'lineprof/lp_report/out.lprof');
const CELLS = join(FIXTURES, 'cases/notebook-file/k.prof');
const NOTEBOOK = join(FIXTURES, 'cases/notebook-file/k.ipynb');
const COUNTED = join(FIXTURES, 'hint-arguments');
const MAP = ['--map', `/srv/app=${APP}`];

/** An option with a value that changes what is printed, beside what it needs for that. */
type Sample = {
  readonly given: readonly string[];
  readonly beside?: readonly string[];
  /** Profiles, and the function of `source`. */
  readonly of?: readonly string[];
};

function given(...words: readonly string[]): Sample {
  return { given: words };
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  '--arguments': {
    given: ['--arguments', join(COUNTED, 'repeats-py311.arguments.json')],
    beside: ['--source-root', COUNTED],
    of: [join(COUNTED, 'repeats-py311.prof')],
  },
  '--ascii': given('--ascii'),
  '--baseline': { given: ['--baseline', WORDS], of: [LATER] },
  '--color': given('--color', 'always'),
  '--explain': given('--explain'),
  '--flame': given('--flame'),
  '--full-paths': given('--full-paths'),
  '--header': given('--header'),
  '--label': given('--label', 'a=b'),
  '--least-call': given('--least-call', '20'),
  '--least-function': given('--least-function', '20'),
  '--lines': { given: ['--lines', LINES], of: [MEASURED] },
  '--map': given(...MAP),
  '--memory': { given: ['--memory', SNAPSHOT], of: [MEASURED] },
  '--mine': given('--mine', 're'),
  '--no-mouse': given('--no-mouse'),
  '--notebook': { given: ['--notebook', NOTEBOOK], of: [CELLS] },
  '--only': given('--only', 'mine'),
  '--python-version': {
    given: ['--python-version', '3.9'],
    beside: ['--memory', WITHOUT_PATHS],
    of: [MEASURED],
  },
  '--restrict': given('--restrict', 'a'),
  '--reverse': given('--reverse'),
  '--run': given('--run', 'x'),
  '--section': given('--section', 'functions'),
  '--skip-bad': given('--skip-bad'),
  '--sort': given('--sort', 'calls'),
  '--source': { given: ['--source'], beside: MAP },
  '--source-root': given('--source-root', APP),
  '--table': given('--table', 'calls'),
  '--time': given('--time', '2020-01-01'),
  '--top': given('--top', '3'),
  '--width': given('--width', '500'),
  '-n': given('-n', '3'),
};

/** Where an option means something else, or where it takes more to see it. */
const SAMPLES_OF: Readonly<Record<string, Sample>> = {
  'diff --gate-on': { given: ['--gate-on', 'all'], beside: ['--fail-on', 'calls>0'] },
  'diff --fail-on': given('--fail-on', 'calls>0'),
  'diff --map': { given: ['--map', '/srv/app=/opt'], beside: ['--force'], of: [LOGREPORT, LOGREPORT] },
  'diff --only': given('--only', 'slower'),
  'diff --tolerance': given('--tolerance', '1s'),
  'diff --undecided': given('--undecided', 'pass'),
  'hints --level': { given: ['--level', 'practice'], beside: MAP },
  'hints --rule': { given: ['--rule', 'in-list'], beside: MAP },
  'source --map': { given: MAP, of: [LOGREPORT, 'Summary.add'] },
  'source --notebook': { given: ['--notebook', NOTEBOOK], of: [CELLS, 'clean'] },
  'source --source-root': { given: ['--source-root', APP], of: [LOGREPORT, 'Summary.add'] },
};

/** What no sample here shows, and why it is not idle. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  '--about': 'says what is printed',
  '--after': 'names profiles',
  '--before': 'names profiles',
  '--debug': 'is about errors',
  '--fit': 'shortens what is too long for a comment',
  '--force': 'is about profiles that cannot be compared',
  '--format': 'says what is printed',
  '--help': 'says what is printed',
  '--json': 'says what is printed',
  '--open': 'is about where it is written to',
  '--output': 'is about where it is written to',
  '--rules': 'says what is printed',
  '--sources': 'is about sources elsewhere on this machine',
  '--to': 'says what is printed',
  '--unpack-times': 'is about files that are packed',
  '--version': 'says what is printed',
  'hints --fail-on': 'is about the exit code',
  'hints --lines': 'trusts lines of this program that were timed',
  'hints --memory': 'trusts what this program has kept',
  'report --lines': 'shows lines of this program that were timed',
  'source --lines': 'shows lines of this program that were timed',
  'source --memory': 'shows what this program has kept',
};

const FORMATS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  report: ['markdown', 'html', 'json', 'csv'].map((name) => ['--format', name]),
  diff: ['text', 'markdown', 'html', 'json'].map((name) => ['--format', name]),
  hints: [[], ['--json']],
  export: EXPORT_FORMATS.filter(({ kind }) => kind !== 'folder').map(({ name }) => ['--to', name]),
};

const PROFILES_OF: Readonly<Record<string, readonly string[]>> = {
  diff: [WORDS, LATER],
  source: [...MAP, LOGREPORT, 'Summary.add'],
};

const described = describeCommands(await makeProgram(contextOf(collecting([]), collecting([])), () => true));

/** Commands that read no profile as they print, or run something. */
const OTHERS: readonly string[] = [HELP_COMMAND.name, 'run', 'completion', 'browse', 'merge', 'anonymize'];

const tried = described
  .filter(({ name }) => !OTHERS.includes(name))
  .flatMap(({ name, options }) =>
    (FORMATS[name] ?? [[]]).map((format) => ({
      name,
      format,
      options: options.flatMap(({ flags }) => flags.at(-1) ?? []),
      title: [name, ...format].join(' '),
    })),
  );

/** Sections that need a file to be written at all. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  changes: ['--baseline', WORDS, '--force'],
  memory: ['--memory', SNAPSHOT],
  source: MAP,
};

/** In what is a section of the report alone: options that any of them might use. */
const sections = REPORT_SECTIONS.map(({ id }) => ({
  name: 'report',
  format: ['--section', id, ...(NEEDED[id] ?? [])],
  options: ['--mine', '--full-paths', '--sort', '--reverse', '--top'],
  title: `report --section ${id}`,
}));

/** Without the command that a report says it was made with. */
function withoutCommand(text: string): string {
  return text.replace(/pyprof-view report .*/g, '').replace(/"command": ?\[[^\]]*\]/g, '');
}

const printed = new Map<string, ReturnType<typeof runCli>>();

/** Most options of a command are compared with the same run. */
function runOnce(words: readonly string[]): ReturnType<typeof runCli> {
  const key = JSON.stringify(words);
  const result = printed.get(key) ?? runCli(words);
  printed.set(key, result);
  return result;
}

/** What an option changes: what is printed, or that it is refused, or that a note says that it changes nothing. */
async function effectOf(name: string, format: readonly string[], option: string): Promise<string> {
  const sample = SAMPLES_OF[`${name} ${option}`] ?? SAMPLES[option];
  if (sample === undefined) return 'no sample';
  const { beside = [], of = PROFILES_OF[name] ?? [LOGREPORT] } = sample;
  const words = [...(name === '' ? [] : [name]), ...format, ...beside];
  const without = await runOnce([...words, ...of]);
  const { exitCode, stdout, stderr } = await runCli([...words, ...sample.given, ...of]);
  if (withoutCommand(stdout) !== withoutCommand(without.stdout) && exitCode <= 1) return 'works';
  if (exitCode === 2 && REFUSALS.test(stderr)) return 'refused';
  if (exitCode === 0 && stderr.includes(`${option} is for the viewer`)) return 'noted';
  return `idle: ${exitCode} ${stderr}`;
}

/** The sentences of an option that has no place. */
const REFUSALS = /changes? nothing|is for|are for|has no sections|give it with|would change/;

test.each([...tried, ...sections])(
  '$title: no option is taken that changes nothing',
  async ({ name, format, options }) => {
    const effects: [string, string][] = [];
    for (const option of options)
      if (!(option in NOT_TRIED) && !(`${name} ${option}` in NOT_TRIED))
        effects.push([option, await effectOf(name, format, option)]);
    const idle = effects.filter(([, effect]) => !['works', 'refused', 'noted'].includes(effect));
    expect(idle).toEqual([]);
  },
);

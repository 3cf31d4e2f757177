import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { editParser, PARSER_FILE } from './scripts/parser-edits.mjs';
import { DEADLINE_MILLISECONDS } from './test/deadline.ts';
import { inTurns } from './test/in-turns.ts';

/**
 * These need a process of their own: V8 counts steps only in code that it compiles from then on, and an input of the fuzzers may
 * add so much to the most memory that was in use.
 */
const ALONE = ['test/fuzz/*.test.ts', ...findTests(/^import .* from '.*\/count-steps\.ts';$/m)];

/** What spends most of its time in the built program, in Pythons, shells or a browser. */
const PROGRAMS = [
  'test/{bench,bin,e2e,golden,python,run,scripts}/**/*.test.ts',
  'test/cli/{completion,run}/**/*.test.ts',
  'test/cli/browse/{random-dialogs,recorded}.test.ts',
  'test/hostile/long-names.test.ts',
  'test/cli/{help,documents,ci-page,fleet-page,sources-page}.test.ts',
  ...findTests(/^import .* from '.*(?:browser\/open-page|\.\/open-page|\.\/made-pages)\.ts';$/m),
];

/** What tries so many inputs, cells, windows or profiles that a file takes two seconds or more. */
const THOROUGH = [
  'test/cli/every-option.test.ts',
  'test/decode/{decode-profile,pickle/decode-snapshot}.test.ts',
  'test/export/{parquet,pprof}.test.ts',
  'test/hints/{counted-arguments,forms,programs,rules,rules-asked}.test.ts',
  'test/profile/strip-dirs.test.ts',
  'test/report/{document,machine-formats,report}.test.ts',
  'test/select/python-regex/translate.test.ts',
  'test/source/omissions.test.ts',
  'test/text/fixed3.test.ts',
  'test/tui/{click,random-keys,recorded-frames,work,terminal/run}.test.ts',
  'test/views/{call-paths/estimate-paths,call-tree/spliced-calls,comparison-list,icicle/icicle,shown-calls}.test.ts',
  'test/views/modules/modules-view.test.ts',
];

/** What `vitest run --mode …` leaves out; a project for each would load all modules again, in workers of its own. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  quick: [...PROGRAMS, ...THOROUGH],
  portable: PROGRAMS,
};

/** The tests parse as the built program does. */
const PARSER_EDITS: Plugin = {
  name: 'parser-edits',
  enforce: 'pre',
  transform: (code, id) => (PARSER_FILE.test(id) ? editParser(code) : null),
  // what is cached is that of these edits
  configureVitest: ({ experimental_defineCacheKeyGenerator: nameBy }) =>
    nameBy(({ id, sourceCode }) => (PARSER_FILE.test(id) ? editParser(sourceCode) : null)),
};

export default defineConfig(({ mode }) => ({
  plugins: [PARSER_EDITS],
  test: {
    // in node_modules; a file that has not changed is not transformed again by the next run
    experimental: { fsModuleCache: true },
    // else Node loads it, and no plugin sees it
    server: { deps: { inline: ['py-ast'] } },
    // one more than cores: who tests a program waits for it much of the time; two more load all modules once more
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: inTurns(anyOf(PROGRAMS), anyOf(THOROUGH)) },
    // Times of files are printed in local time, in C's English: the same on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // some tests take seconds on a quiet machine, and a busy one is ten times slower
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: DEADLINE_MILLISECONDS } },
    // modules are loaded once and not once a file, which takes a third of the CPU time: no file may change what others see
    isolate: false,
    projects: [
      ...(mode in LEFT_OUT ? [] : [{ extends: true, test: { name: 'alone', include: ALONE, isolate: true } } as const]),
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...ALONE, ...(LEFT_OUT[mode] ?? [])],
          // V8's young generation has 16 MB, and is collected over and over: a fifteenth of the CPU time. No program has it from here
          execArgv: ['--max-semi-space-size=64'],
        },
      },
    ],
  },
}));

function anyOf(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(asPattern);
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** A glob as of vitest's `include`, of the parts that are used here. */
function asPattern(glob: string): RegExp {
  const alternatives = glob.replaceAll(/\{([^}]*)\}/g, (_, words: string) => `(?:${words.replaceAll(',', '|')})`);
  return new RegExp(
    `/${alternatives
      .replaceAll('.', '\\.')
      .replaceAll('**/', '.*')
      .replaceAll(/(?<!\.)\*/g, '[^/]*')}$`,
  );
}

/** The test files in whose text something stands. */
function findTests(pattern: RegExp): string[] {
  const folder = join(import.meta.dirname, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.tsx?$/.test(path) && pattern.test(readFileSync(join(folder, path), 'utf8')))
    .map((path) => `test/${path.replaceAll('\\', '/')}`);
}

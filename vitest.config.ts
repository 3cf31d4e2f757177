import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { editParser, PARSER_FILE } from './scripts/parser-edits.mjs';

/**
 * These need a process of their own. V8 counts steps only in code that it compiles from then on, an input of the fuzzers may
 * add so much to the most memory that was in use, and one browser serves the tests of one file.
 */
const ALONE = [
  'test/{hints/growth,source/place-calls-growth}.test.ts',
  'test/fuzz/*.test.ts',
  'test/{browser/open-page,export/svg,report/html/page,report/html/baseline,report/html/diff-page}.test.ts',
];

/** What spends most of its time in the built program, in Pythons, shells or a browser. */
const PROGRAMS = [
  'test/{bin,e2e,golden,python,run,scripts}/**/*.test.ts',
  'test/cli/{completion,run}/**/*.test.ts',
  'test/cli/browse/{random-dialogs,recorded}.test.ts',
  'test/cli/{help,documents,ci-page,fleet-page,sources-page}.test.ts',
];

export default defineConfig({
  // the tests parse as the built program does
  plugins: [
    { name: 'parser-edits', enforce: 'pre', transform: (code, id) => (PARSER_FILE.test(id) ? editParser(code) : null) },
  ],
  test: {
    // else Node loads it, and no plugin sees it
    server: { deps: { inline: ['py-ast'] } },
    // one more than cores: who tests a program waits for it much of the time
    maxWorkers: availableParallelism() + 1,
    // Times of files are printed in local time, in C's English: the same on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // some tests take seconds on a quiet machine, and a busy one is ten times slower
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // one second is too short on a machine that is busy with other tests: loading Ink alone may take that long
    expect: { poll: { timeout: 15_000 } },
    // modules are loaded once and not once a file, which takes a third of the CPU time: no file may change what others see
    isolate: false,
    // They begin in the order of their names: the files that take long come first, and both cores are busy to the end.
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
      { extends: true, test: { name: 'programs', include: PROGRAMS } },
      {
        extends: true,
        test: { name: 'quick', include: ['test/**/*.test.{ts,tsx}'], exclude: [...ALONE, ...PROGRAMS] },
      },
    ],
  },
});

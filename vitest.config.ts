import { defineConfig } from 'vitest/config';
import { editParser, PARSER_FILE } from './scripts/parser-edits.mjs';

export default defineConfig({
  // the tests parse as the built program does
  plugins: [
    { name: 'parser-edits', enforce: 'pre', transform: (code, id) => (PARSER_FILE.test(id) ? editParser(code) : null) },
  ],
  test: {
    // else Node loads it, and no plugin sees it
    server: { deps: { inline: ['py-ast'] } },
    include: ['test/**/*.test.{ts,tsx}'],
    // vitest leaves one core free, which is half of two: eight minutes instead of five
    maxWorkers: '100%',
    // Times of files are printed in local time, in C's English: the same on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // some tests take seconds on a quiet machine, and a busy one is ten times slower
    testTimeout: 180_000,
    // one second is too short on a machine that is busy with other tests: loading Ink alone may take that long
    expect: { poll: { timeout: 15_000 } },
  },
});

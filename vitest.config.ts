import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Times of files are printed in local time, in C's English: the same on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C' },
    // some tests take seconds on a quiet machine, and a busy one is ten times slower
    testTimeout: 180_000,
    // one second is too short on a machine that is busy with other tests: loading Ink alone may take that long
    expect: { poll: { timeout: 15_000 } },
  },
});

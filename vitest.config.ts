import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Times of files are printed in local time, in C's English: the same on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C' },
    testTimeout: 30_000,
  },
});

import { expect, test } from 'vitest';
import type { Steps } from '../../src/profile/steps.ts';
import { betweenKeys } from '../../src/tui/between-keys.ts';

test('work that is not wanted any more is closed, and what waits for it never goes on', async () => {
  const done: string[] = [];
  function* work(): Steps<string> {
    try {
      for (const slice of ['first', 'second', 'third']) {
        done.push(slice);
        yield;
      }
      return 'made';
    } finally {
      done.push('closed');
    }
  }
  void betweenKeys(work(), () => done.length < 2).then((made) => done.push(made));
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['first', 'second', 'closed']);
});

import { describe, expect, test } from 'vitest';
import { progressOn } from '../../../src/cli/output/progress.ts';
import { collecting, contextOf } from '../run-cli.ts';

/** What is on stderr after reports at these times (ms). */
function shown(times: readonly number[], isTerminal: boolean): string {
  const chunks: Buffer[] = [];
  const context = { ...contextOf(collecting([]), collecting(chunks)), hasErrorTerminal: () => isTerminal };
  let now = 0;
  const progress = progressOn(context, () => now);
  for (const time of times) {
    now = time;
    progress.report('reading a\x1b.prof', time / 4000);
  }
  progress.end();
  return Buffer.concat(chunks).toString('utf8');
}

describe('the progress of a long piece of work', () => {
  test('is not shown in the first second', () => {
    expect(shown([10, 500, 999], true)).toBe('');
  });

  test('is shown after that, not more often than ten times a second, and taken away at the end', () => {
    expect(shown([1000, 1050, 2000], true)).toBe(
      '\r\x1b[Kpyprof-view: reading a\\x1b.prof: 25 %\r\x1b[Kpyprof-view: reading a\\x1b.prof: 50 %\r\x1b[K',
    );
  });

  test('is never shown without a terminal', () => {
    expect(shown([5000, 10_000], false)).toBe('');
  });
});

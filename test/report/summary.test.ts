import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { documentText } from '../../src/report/document-text.ts';
import { summaryList } from '../../src/report/summary-words.ts';
import { buildSummary } from '../../src/views/summary/summary.ts';
import { runCli } from '../cli/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const TEXTS = readdirSync(join(FIXTURES, 'summaries'));

/** `profiles+shop-py38.txt` is of `profiles/shop-py38/out.prof`, `cases+thread-wait+t.txt` of `cases/thread-wait/t.prof`. */
function dumpOf(text: string): string {
  const [kind = '', folder = '', file = 'out'] = text.replace(/\.txt$/, '').split('+');
  return join(FIXTURES, kind, folder, `${file}.prof`);
}

async function summaryOf(path: string, ...options: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await runCli(['summary', ...options, path]);
  expect(exitCode).toBe(0);
  return stdout;
}

// read by a strict reader, sentence by sentence, against `pyprof-view stats` of the same dump
test.each(TEXTS)('%s is the summary of its dump', async (text) => {
  const sources = ['--source-root', join(FIXTURES, 'source/app')];
  expect(await summaryOf(dumpOf(text), ...sources)).toBe(readFileSync(join(FIXTURES, 'summaries', text), 'utf8'));
});

test('there are ten of them at least', () => {
  expect(TEXTS.length).toBeGreaterThanOrEqual(10);
});

describe('a summary', () => {
  test('fits into 80 columns, and no line begins with a unit', async () => {
    for (const text of TEXTS) {
      const lines = (await summaryOf(dumpOf(text))).split('\n');
      expect(lines.filter((line) => line.length > 80 || /^ *(?:%|ms|s|us)\b/.test(line))).toEqual([]);
    }
  });

  test('says that a thread waited for others, and that the profile has only the one', async () => {
    const text = (await summaryOf(join(FIXTURES, 'cases/thread-wait/t.prof'))).replace(/\n +/g, ' ');
    expect(text).toContain('112 ms (99 %) is spent waiting for other threads, in thread.lock.acquire.');
    expect(text).toContain('cProfile sees the one thread that switched it on');
  });

  test('of Python 3.12 and later does not say that the others are not in it: they are', () => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 9, primitiveCalls: 9, tottime: 2, cumtime: 2 };
    builder.setRow('~', 0, "<method 'acquire' of '_thread.lock' objects>", numbers);
    builder.setRow('/usr/lib/python3.12/threading.py', 9, 'wait', { ...numbers, tottime: 0.1 });
    builder.endEdges();
    builder.endEdges();
    const text = documentText([summaryList(buildSummary(builder.finish('traced', []), null))], 80);
    expect(text).toContain('is spent waiting for other threads');
    expect(text).not.toContain('the one thread');
  });

  test('says which text was slow only because Python 3.11 was profiled, and nothing of it on others', async () => {
    const text = (await summaryOf(join(FIXTURES, 'hint-distortions/text-py311.prof'))).replace(/\n +/g, ' ');
    expect(text).toMatch(/\(9\d %\) is own time of build \(text\.py:8\) only because Python 3\.11 was profiled\./);
    expect(await summaryOf(join(FIXTURES, 'hint-distortions/text-py312.prof'))).not.toContain('was profiled');
  });

  test('is the first section of the report, with names as code', async () => {
    const { stdout } = await runCli(['report', join(FIXTURES, 'profiles/logreport-py311/out.prof')]);
    expect(stdout.split('\n')[2]).toBe('- 1.78 s in 307,352 calls of 323 functions.');
    expect(stdout).toContain(
      '`parse_line (reader.py:19)` takes about 61 %, called 6,000 times, most of it in `strptime`',
    );
  });

  test('of what --mine names speaks as of your code', async () => {
    const path = join(FIXTURES, 'profiles/zipapp-py311/out.prof');
    const text = await summaryOf(path, '--mine', 'textwrap');
    expect(text).toMatch(/In your code, counting the libraries it calls, _wrap_chunks/);
    expect(text).toContain('Own code: textwrap.\n');
  });
});

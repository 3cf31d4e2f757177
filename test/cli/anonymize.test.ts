import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { runCli } from './run-cli.ts';

const PROFILE = join(import.meta.dirname, '../../fixtures/profiles/logreport-py311/out.prof');

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-anonymize-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('anonymize', () => {
  test('writes a copy, and says what it replaced and what it kept', async () => {
    const { exitCode, stdout, stderr } = await runCli(['anonymize', PROFILE, '-o', at('out-anonymous.prof')]);
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /^pyprof-view: note: \d+ files and \d+ names replaced; kept: all numbers, lines and callers, and the names of \d+ functions that belong to Python itself\n$/,
    );
    expect(readFileSync(at('out-anonymous.prof')).toString('latin1')).not.toMatch(/logreport|parse_line|normalise|srv/);
  });

  test('prints the copy where the output is -', async () => {
    await runCli(['anonymize', PROFILE, '-o', at('copy.prof')]);
    const { bytes } = await runCli(['anonymize', '-', '-o', '-'], readFileSync(PROFILE));
    expect(bytes).toEqual(readFileSync(at('copy.prof')));
  });

  test('wants to know where to write, and does not write over the profile', async () => {
    expect(await runCli(['anonymize', PROFILE])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('anonymize writes a profile: name it with -o'),
    });
    const same = await runCli(['anonymize', at('copy.prof'), '-o', at('copy.prof')]);
    expect(same.exitCode).toBe(2);
  });

  const python = findPythons().at(-1);
  test.skipIf(python === undefined)(
    python === undefined ? saySkipped('no Python is here') : 'writes what pstats reads, with the numbers of before',
    async () => {
      await runCli(['anonymize', PROFILE, '-o', at('read.prof')]);
      const code =
        'import pstats, sys; [print(len(s.stats), s.total_calls, s.prim_calls, s.total_tt, sorted(v[:4] for v in s.stats.values())) for s in map(pstats.Stats, sys.argv[1:])]';
      const [before, after] = execFileSync(python!.path, ['-c', code, PROFILE, at('read.prof')], { encoding: 'utf8' })
        .trim()
        .split('\n');
      expect(after).toBe(before);
    },
  );
});

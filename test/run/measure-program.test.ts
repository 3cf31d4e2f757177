import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPythons, saySkipped } from '../python/pythons.ts';

const MEASURER = join(import.meta.dirname, '../../bin/measure_program.py');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-measure-'));
const facts = join(folder, 'facts.json');
const [python] = findPythons(6).slice(-1);
const isHere = python !== undefined && process.platform !== 'win32';

afterAll(() => rmSync(folder, { recursive: true }));

/** How a command ends that is measured: one line of Python. */
function end(line: string) {
  const command = [python?.path ?? '', '-c', line];
  const { status, signal, stderr } = spawnSync(command[0] ?? '', ['-I', '-S', MEASURER, facts, ...command], {
    encoding: 'utf8',
  });
  return { status, signal, stderr };
}

describe.skipIf(!isHere)(
  isHere ? 'a command that is measured' : saySkipped('no Python is here: nothing is measured'),
  () => {
    test('takes its time and memory', () => {
      expect(end('import time; time.sleep(0.2); kept = b"x" * 50_000_000').status).toBe(0);
      const { wall, cpu, memory } = JSON.parse(readFileSync(facts, 'utf8'));
      expect(wall).toBeGreaterThan(0.2);
      expect(cpu).toBeGreaterThan(0);
      expect(cpu).toBeLessThan(wall);
      expect(memory).toBeGreaterThan(50_000_000);
    });

    test.each([
      ['raise SystemExit(7)', { status: 7, signal: null }],
      ['import os; os.kill(os.getpid(), 15)', { status: null, signal: 'SIGTERM' }],
      ['import os; os.kill(os.getpid(), 9)', { status: null, signal: 'SIGKILL' }],
    ])('ends as it does: %s', (line, ended) => {
      expect(end(line)).toEqual({ ...ended, stderr: '' });
    });
  },
);

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/options/command-table.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { PROFILE, PROGRAM } from './shell.ts';
import { Terminal } from './terminal.ts';

const OTHER = PROFILE.replace('recursion-py311', 'recursion-pypy');
const SNAPSHOT = join(import.meta.dirname, '../../fixtures/snapshots/py311/after.tracemalloc');

let folder = '';
const at = (name: string): string => join(folder, name);

/** Whoever asks for a socket, a name, a port or another process is written down and refused. */
const GUARD = `
const { appendFileSync } = require('node:fs');
const refuse = (owner, names) => {
  for (const name of names) owner[name] = () => {
    appendFileSync(process.env.GUARD_LOG, name + '\\n');
    throw new Error(name + ' is forbidden here');
  };
};
refuse(require('node:net').Socket.prototype, ['connect']);
refuse(require('node:net').Server.prototype, ['listen']);
refuse(require('node:net'), ['connect', 'createConnection', 'createServer']);
refuse(require('node:dgram'), ['createSocket']);
refuse(require('node:dns'), ['lookup', 'resolve', 'reverse']);
refuse(require('node:http'), ['request', 'get', 'createServer']);
refuse(require('node:https'), ['request', 'get', 'createServer']);
refuse(require('node:child_process'), ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync']);
globalThis.fetch = () => { throw new Error('fetch is forbidden here'); };
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-network-'));
  writeFileSync(at('guard.cjs'), GUARD);
  writeFileSync(at('recursion.py'), `${'\n'.repeat(7)}def fib(n):\n    return n\n`);
});

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(at('log'), { force: true }));

/** Of every command a line that does its work, and of `export` one for each format. */
const LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  stats: [[PROFILE]],
  callers: [[PROFILE]],
  callees: [[PROFILE]],
  browse: [[PROFILE]],
  summary: [[PROFILE]],
  hints: [['--level', 'practice', '--explain', PROFILE]],
  report: [
    ['--memory', SNAPSHOT, PROFILE],
    ['--format', 'html', PROFILE],
  ],
  source: [['--source-root', 'FOLDER', PROFILE, 'fib']],
  diff: [
    ['--force', PROFILE, OTHER],
    ['--force', '--format', 'html', PROFILE, OTHER],
  ],
  merge: [[PROFILE, OTHER, '-o', 'OUT']],
  anonymize: [[PROFILE, '-o', 'OUT']],
  export: EXPORT_FORMATS.map(({ name }) => ['--to', name, PROFILE, '-o', 'OUT']),
  completion: [['bash']],
};

/** It runs the program that it is given, and whatever that does is its own. */
const RUNS_PROGRAMS: readonly string[] = ['run'];

const lines = COMMANDS.map(({ name }) => name)
  .filter((name) => !RUNS_PROGRAMS.includes(name))
  .flatMap((name) =>
    (LINES[name] ?? [['has no line in this test']]).map((words) => [[name, ...words].join(' '), name, words] as const),
  );

test.each(lines)('%s asks for no socket, no name of a machine and no other process', (_, name, words) => {
  const args = words.map((word) => (word === 'OUT' ? at('out') : word === 'FOLDER' ? folder : word));
  rmSync(at('out'), { recursive: true, force: true });
  const env = { ...process.env, GUARD_LOG: at('log') };
  const { status, stderr } = spawnSync(process.execPath, ['--require', at('guard.cjs'), PROGRAM, name, ...args], {
    env,
    encoding: 'utf8',
    input: '',
  });
  expect({ status, log: existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '' }, stderr).toEqual({
    status: 0,
    log: '',
  });
});

test('the guard of this test is heard: run starts a program', () => {
  const args = ['--require', at('guard.cjs'), PROGRAM, 'run', '--no-view', '-m', 'this'];
  spawnSync(process.execPath, args, { env: { ...process.env, GUARD_LOG: at('log') } });
  expect(readFileSync(at('log'), 'utf8')).toBe('spawn\n');
});

test('nor does the viewer, on any of its screens', async () => {
  const env = { NODE_OPTIONS: `--require ${at('guard.cjs')}`, GUARD_LOG: at('log') };
  const terminal = new Terminal(process.execPath, [PROGRAM, PROFILE], { env });
  try {
    await terminal.shows('function 1 of 25');
    for (const key of ['2', '3', '4', '5', '1', '\r', 'q']) {
      terminal.type(key);
      await terminal.isIdle();
    }
    terminal.type('qq');
    await terminal.ended;
    expect(existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '').toBe('');
    expect(terminal.output).not.toContain('forbidden');
  } finally {
    terminal.close();
  }
});

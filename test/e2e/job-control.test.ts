import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEADLINE_MILLISECONDS } from '../deadline.ts';
import { PROFILE, PROGRAM } from './shell.ts';

/** Only a shell with job control can stop a program and go on with it; tmux gives it a terminal and shows its screen. */
const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;
const WHY_NOT = 'NOT TESTED: Ctrl-Z and fg, for tmux is not installed (apt install tmux)';
if (!HAS_TMUX) process.stderr.write(`\n${WHY_NOT}\n`);

/** A server of its own for each test: the last one may not be gone yet. */
let servers = 0;

function tmux(...args: readonly string[]): string {
  return execFileSync('tmux', ['-L', `pyprof-view-test-${process.pid}-${servers}`, '-f', '/dev/null', ...args], {
    encoding: 'utf8',
  });
}

/** Types keys by their names in tmux; a text is typed as it is. */
function type(...keys: readonly string[]): void {
  tmux('send-keys', '-t', 'test', ...keys);
}

function screen(): string {
  return tmux('capture-pane', '-p', '-t', 'test');
}

/** Whether the program in the terminal has asked for the mouse, and for reports in numbers: tmux knows. */
function mouseFlags(): string {
  return tmux('display-message', '-p', '-t', 'test', '#{mouse_standard_flag} #{mouse_sgr_flag}').trim();
}

async function shows(expected: string | RegExp): Promise<void> {
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  for (let text = screen(); text.search(expected) < 0; text = screen()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${expected}:\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe.skipIf(!HAS_TMUX)(HAS_TMUX ? 'in bash' : WHY_NOT, () => {
  beforeEach(async () => {
    servers++;
    const env = {
      PATH: process.env['PATH'] ?? '',
      LC_ALL: 'C.UTF-8',
      HOME: '/',
      NODE: process.execPath,
      PROGRAM,
      PROFILE,
    };
    const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    tmux(
      'new-session',
      '-d',
      '-s',
      'test',
      '-x',
      '80',
      '-y',
      '24',
      'env',
      '-i',
      'TERM=screen-256color',
      ...assignments,
      'bash',
      '--norc',
      '--noprofile',
    );
    type("PS1='prompt> '", 'Enter');
    await shows(/^prompt>$/m);
    type('clear; "$NODE" "$PROGRAM" "$PROFILE"', 'Enter');
    await shows('function 1 of 25');
  });

  afterEach(() => void tmux('kill-server'));

  /** The shell has the terminal, with its text and its modes. */
  async function expectShell(): Promise<void> {
    await shows('Stopped');
    expect(screen()).not.toContain('function 1 of 25');
    expect(mouseFlags()).toBe('0 0');
    type('stty -a | grep -oE -- "-?icanon" | sed s/^/mode:/', 'Enter');
    await shows(/^mode:icanon/m);
    type('clear', 'Enter');
    await shows(/^prompt>\s*$/);
  }

  test('Ctrl-Z stops it and fg goes on, twice in a row', async () => {
    for (const place of [2, 3]) {
      type('j');
      await shows(`function ${place} of 25`);
      type('C-z');
      await expectShell();
      type('fg', 'Enter');
      await shows(`function ${place} of 25`);
      await shows(/q quit\s*$/);
      expect(mouseFlags()).toBe('1 1');
    }
    type('q');
    await shows(/^prompt>$/m);
    expect(mouseFlags()).toBe('0 0');
  });

  test('a window that was made smaller meanwhile is filled anew', async () => {
    type('C-z');
    await expectShell();
    tmux('resize-window', '-t', 'test', '-x', '50', '-y', '12');
    type('fg', 'Enter');
    await shows(/1 of 25/);
    type('j');
    await shows(/2 of 25/);
    const lines = screen().split('\n');
    expect(lines.filter((line) => line.startsWith('>')).length).toBe(1);
    expect(lines[11]).toContain('q quit');
  });

  /** The program that the shell in the terminal runs. */
  const pid = (): number => {
    const shell = tmux('display-message', '-p', '-t', 'test', '#{pane_pid}').trim();
    return Number(execFileSync('pgrep', ['-P', shell], { encoding: 'utf8' }).trim());
  };

  test('a SIGTSTP from outside stops it as well', async () => {
    process.kill(pid(), 'SIGTSTP');
    await expectShell();
    type('fg', 'Enter');
    await shows('function 1 of 25');
  });

  test('a SIGSTOP, which nobody can hear, leaves it whole after fg', async () => {
    process.kill(pid(), 'SIGSTOP');
    await shows('Stopped');
    type('stty sane; fg', 'Enter');
    await shows(/function 1 of 25[\s\S]*q quit\s*$/);
    type('j');
    await shows('function 2 of 25');
    expect(screen()).not.toContain('Stopped');
    type('q');
    await shows(/^prompt>$/m);
  });
});

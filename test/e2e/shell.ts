import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Terminal } from './terminal.ts';

const ROOT: string = join(import.meta.dirname, '../..');
export const PROGRAM: string = join(ROOT, 'bin/pyprof-view.js');
export const PROFILE: string = join(ROOT, 'fixtures/profiles/recursion-py311/out.prof');

/** A shell that says what it was left with: text before, the status, and whether the terminal cooks and echoes again. */
const SHELL_SCRIPT =
  'echo text of the shell; "$@"; echo "left with $?"; stty -a | grep -oE -- "-?(icanon|echo) "; read -r line';

export type ShellOptions = ConstructorParameters<typeof Terminal>[2];

/** A shell in a terminal that runs the built program with some arguments. */
export function runInShell(args: readonly string[], options: ShellOptions = {}): Terminal {
  if (!existsSync(join(ROOT, 'dist'))) throw new Error('nothing is built: npm run build');
  return new Terminal('bash', ['-c', SHELL_SCRIPT, 'bash', process.execPath, PROGRAM, ...args], options);
}

/** A shell that runs a line of its own language, in which `$VIEW` is the built program. */
export function runLineInShell(line: string, options: ShellOptions = {}): Terminal {
  const env = { VIEW: `${process.execPath} ${PROGRAM}`, ...options.env };
  return new Terminal('bash', ['-c', SHELL_SCRIPT, 'bash', 'bash', '-c', line], { ...options, env });
}

/** The screen, the cursor and the modes of the terminal are as they were, and the shell's text is there again. */
export async function expectRestored(terminal: Terminal, status: number): Promise<void> {
  await terminal.shows(`left with ${status}`);
  await terminal.until(() => /^echo\s*$/m.test(terminal.screen()), 'the shell has told its modes');
  expect(terminal.isAlternate()).toBe(false);
  expect(terminal.lines()[0]).toBe('text of the shell');
  expect(terminal.screen()).toMatch(/^icanon\s*$/m);
  expectOff(terminal, '\x1b[?25l', '\x1b[?25h');
  expectOff(terminal, '\x1b[?2004h', '\x1b[?2004l');
  expectOff(terminal, '\x1b[?1000h', '\x1b[?1000l');
  expectOff(terminal, '\x1b[?1006h', '\x1b[?1006l');
  // these two would push the screen into the scrollback, or wipe it
  expect(terminal.output).not.toContain('\x1b[2J');
  expect(terminal.output).not.toContain('\x1b[3J');
}

/** The last of two sequences that a program wrote is the one that puts things in order. */
function expectOff({ output }: Terminal, on: string, off: string): void {
  expect(output.lastIndexOf(off)).toBeGreaterThan(output.lastIndexOf(on));
}

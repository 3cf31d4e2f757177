import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { DEADLINE_MILLISECONDS } from '../deadline.ts';

export type Ended = { readonly exitCode: number; readonly signal: number | undefined };

type Options = {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
};

const POLL_MILLISECONDS = 10;

/** Where the program has no home, or another one, it would compile itself at each start. */
export const CACHES: string = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');

/** A program in a real pseudo-terminal, with an emulator as its screen. */
export class Terminal {
  /** Everything that the program wrote. */
  output = '';
  /** The last that it wrote may be lost by then, which a shell that stays open keeps from happening (hostile-names.test.ts). */
  readonly ended: Promise<Ended>;
  private readonly pty: ReturnType<typeof spawn>;
  private readonly emulator: headless.Terminal;
  private isEnded = false;
  /** The text of the screen as long as nothing more is written to it: it is asked for a hundred times a second. */
  private shown: string | null = null;

  constructor(command: string, args: readonly string[], { columns = 80, rows = 24, env = {} }: Options = {}) {
    this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.pty = spawn(command, [...args], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: CACHES, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env },
    });
    this.pty.onData((data) => {
      this.output += data;
      this.emulator.write(data);
    });
    this.emulator.onWriteParsed(() => (this.shown = null));
    this.ended = new Promise((resolve) => {
      this.pty.onExit(({ exitCode, signal }) => {
        this.isEnded = true;
        resolve({ exitCode, signal });
      });
    });
  }

  /** What is on the screen now, a line each, without the blanks at the ends. */
  lines(): readonly string[] {
    const { active } = this.emulator.buffer;
    const lines = Array.from({ length: this.emulator.rows }, (_, at) => active.getLine(active.baseY + at));
    return lines.map((line) => line?.translateToString(true) ?? '');
  }

  screen(): string {
    this.shown ??= this.lines().join('\n');
    return this.shown;
  }

  /** Whether the program's own screen is in front, or the one with the shell's text. */
  isAlternate(): boolean {
    return this.emulator.buffer.active.type === 'alternate';
  }

  /** The cell of the terminal's own cursor. */
  cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.emulator.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  /** Keys, as a terminal sends them. */
  type(keys: string): void {
    this.pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.emulator.resize(columns, rows);
    this.shown = null;
    this.pty.resize(columns, rows);
  }

  /** Sends a signal to the program that the shell in this terminal runs. */
  signalChild(signal: NodeJS.Signals): void {
    const children = execFileSync('pgrep', ['-P', String(this.pty.pid)], { encoding: 'utf8' });
    process.kill(Number(children.trim()), signal);
  }

  /** Waits until the screen shows what is expected. */
  async shows(expected: string | RegExp): Promise<void> {
    const isShown =
      typeof expected === 'string' ? (text: string) => text.includes(expected) : (text: string) => expected.test(text);
    await this.until(() => isShown(this.screen()), `the screen shows ${expected}`);
  }

  async until(isTrue: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + DEADLINE_MILLISECONDS;
    while (!isTrue()) {
      if (Date.now() > deadline) throw new Error(`waited in vain until ${what}:\n${this.screen()}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }

  /** Waits until the program has written nothing for some polls: the picture is then whole. */
  async isIdle(): Promise<void> {
    let length = -1;
    let quietPolls = 0;
    await this.until(() => {
      quietPolls = this.output.length === length ? quietPolls + 1 : 0;
      length = this.output.length;
      return quietPolls > 20;
    }, 'the program is idle');
  }

  /** Ends what is still running. */
  close(): void {
    if (!this.isEnded) this.pty.kill('SIGKILL');
    this.emulator.dispose();
  }
}

import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const PROGRAM = 'bin/pyprof-view.js';

/** How long the viewer may write nothing before its picture counts as whole. */
const QUIET_MILLISECONDS = 40;
const DEADLINE_MILLISECONDS = 20_000;

export type Size = { readonly columns: number; readonly rows: number };

export type Opened = {
  /** Milliseconds from the start of the process to the end of the first whole picture. */
  readonly firstFrame: number;
  /** Presses a key; milliseconds until the end of the picture that it made. */
  readonly press: (key: string) => Promise<number>;
  /** Waits until a text is on the screen. */
  readonly until: (text: string) => Promise<void>;
  readonly bytesWhileIdle: () => Promise<number>;
  readonly output: () => string;
  readonly quit: () => Promise<void>;
};

/** Opens a dump in the built viewer, in a pseudo-terminal of a size, with an emulator that reads what it writes. */
export async function openViewer(
  dump: string,
  { columns, rows }: Size,
  options: readonly string[] = [],
): Promise<Opened> {
  const emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const started = performance.now();
  const pty = spawn(process.execPath, [PROGRAM, ...options, dump], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: environment(),
  });
  let output = '';
  let lastWrite = 0;
  pty.onData((data) => {
    output += data;
    lastWrite = performance.now();
    emulator.write(data);
  });
  const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
  const lineAt = (at: number): string =>
    emulator.buffer.active.getLine(emulator.buffer.active.baseY + at)?.translateToString(true) ?? '';
  const lastLine = (): string => lineAt(rows - 1);
  const screen = (): string => Array.from({ length: rows }, (_, at) => lineAt(at)).join('\n');
  /** Until a picture has been written after `from` and nothing more came for a while. */
  const whole = async (from: number): Promise<number> => {
    const deadline = performance.now() + DEADLINE_MILLISECONDS;
    while (lastWrite <= from || performance.now() - lastWrite < QUIET_MILLISECONDS || lastLine() === '') {
      if (performance.now() > deadline)
        throw new Error(`the viewer shows nothing new: ${JSON.stringify(output.slice(-300))}`);
      await pause(1);
    }
    return lastWrite - from;
  };
  const firstFrame = await whole(started);
  return {
    firstFrame,
    press: (key) => {
      const from = performance.now();
      pty.write(key);
      return whole(from);
    },
    until: async (text) => {
      const deadline = performance.now() + DEADLINE_MILLISECONDS;
      while (!screen().includes(text)) {
        if (performance.now() > deadline) throw new Error(`the viewer does not show ${text}:\n${screen()}`);
        await pause(1);
      }
    },
    bytesWhileIdle: async () => {
      await pause(500);
      const before = output.length;
      await pause(2000);
      return output.length - before;
    },
    output: () => output,
    quit: () => {
      pty.write('q');
      return ended;
    },
  };
}

/** Milliseconds that `node -e 0` takes in a pseudo-terminal, start to end. */
export async function timeBareNode(): Promise<number> {
  const started = performance.now();
  const pty = spawn(process.execPath, ['-e', '0'], { cols: 80, rows: 24, env: environment() });
  await new Promise<void>((resolve) => pty.onExit(() => resolve()));
  return performance.now() - started;
}

function environment(): Record<string, string> {
  // without a home there is no cache of what V8 compiled, which every user has
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    TERM: 'xterm-256color',
    LC_ALL: 'C.UTF-8',
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

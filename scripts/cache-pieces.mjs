// Runs the program as its users do, so that V8's caches hold what those runs compile (cache-pieces.cjs).
import { execFileSync } from 'node:child_process';

const DUMP = 'fixtures/profiles/recursion-py311/out.prof';

const PROGRAM = ['scripts/cache-pieces.cjs'];

/** What the viewer is asked to do: move, sort, open a function and the help. Each key waits for a picture. */
const KEYS = ['j', 't', 'c', '\r', '\t', '\x1b', '?', '\x1b', 'q'];

export async function cachePieces() {
  const stats = ['stats', '-s', 'cumulative', '-n', '50', DUMP];
  execFileSync(process.execPath, [...PROGRAM, ...stats], { stdio: ['ignore', 'ignore', 'inherit'] });
  await runViewer();
}

/** In a pseudo-terminal. Where there is none to be had, the viewer starts without a cache: later, and as well. */
async function runViewer() {
  const pty = await import('@lydell/node-pty').catch(() => null);
  if (pty === null) return;
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
  const viewer = pty.spawn(process.execPath, [...PROGRAM, DUMP], { cols: 120, rows: 40, env });
  const keys = [...KEYS];
  viewer.onData((data) => {
    if (data.includes('\x1b[?2026l') && keys.length > 0) viewer.write(keys.shift());
  });
  await new Promise((resolve) => {
    const patience = setTimeout(() => viewer.kill(), 20_000);
    viewer.onExit(() => {
      clearTimeout(patience);
      resolve();
    });
  });
}

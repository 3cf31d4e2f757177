import { END_SIGNALS, type EndSignal, type ProcessLife, type Stopped } from '../tui/process-life.ts';

/** What the viewer asks of the process. On Windows there are no stops: nothing ever calls, and `stop` does nothing. */
export function makeProcessLife(process: NodeJS.Process): ProcessLife {
  const on = (name: NodeJS.Signals, listener: () => void): (() => void) => {
    process.on(name, listener);
    return () => process.off(name, listener);
  };
  return {
    onEndSignal: (listener) => {
      const offs = END_SIGNALS.map((signal) => on(signal, () => listener(signal)));
      return () => offs.forEach((off) => void off());
    },
    onStopSignal: (listener) => on('SIGTSTP', listener),
    onContinued: (listener) => on('SIGCONT', listener),
    onFailure: (listener) => {
      process.on('uncaughtException', listener); // rejected promises come here too
      return () => process.off('uncaughtException', listener);
    },
    stop: (which) => stop(process, which),
    endBy: (signal) => endBy(process, signal),
    refreshSize: () => send(process, process.pid, 'SIGWINCH'),
  };
}

/**
 * SIGTSTP and not SIGSTOP: the system ignores it where no shell could continue us. It stops us inside of `kill`, if
 * nobody listens to it. Process 0 is all of our group: `npm run` or a pipe around us stops with us.
 */
function stop(process: NodeJS.Process, which: Stopped): void {
  const listeners = process.listeners('SIGTSTP');
  process.removeAllListeners('SIGTSTP');
  send(process, which === 'job' ? 0 : process.pid, 'SIGTSTP');
  for (const listener of listeners) process.on('SIGTSTP', listener);
}

/** Whoever else listens (Ink does) would keep us alive. */
function endBy(process: NodeJS.Process, signal: EndSignal): void {
  process.removeAllListeners(signal);
  send(process, process.pid, signal);
}

function send(process: NodeJS.Process, target: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32' && !END_SIGNALS.some((known) => known === signal)) return;
  process.kill(target, signal);
}

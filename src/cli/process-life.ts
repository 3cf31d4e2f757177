import { constants } from 'node:os';
import { END_SIGNALS, type EndSignal, type ProcessLife, type Stopped } from '../tui/process-life.ts';
import { loadBuiltin } from './load-builtin.ts';
import type { RunProgram } from './viewer/edit.ts';

/**
 * What the viewer asks of the process. Windows cannot stop a job: its listeners are never called, and `stop` does
 * nothing.
 */
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
    onResized: (listener) => on('SIGWINCH', listener),
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
  withoutListeners(process, ['SIGTSTP'], () => send(process, which === 'job' ? 0 : process.pid, 'SIGTSTP'));
}

/** The keyboard sends these to the program that has the terminal, and to us. */
const OF_THE_KEYBOARD: readonly EndSignal[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs programs that have the terminal until they end. Meanwhile we hear nothing, so the system does what it does by
 * itself: a Ctrl-Z in the program stops us too, for the shell waits for all of the job, and a signal sent to us ends us,
 * however long the program hangs. The terminal is not ours then, and needs nothing.
 * Node's child processes are loaded only here (the build leaves the module out: commander imports it).
 */
export function runIn(process: NodeJS.Process, keys: number): RunProgram {
  const unheard = END_SIGNALS.filter((signal) => !OF_THE_KEYBOARD.includes(signal));
  return (command, args) =>
    withoutListeners(process, ['SIGTSTP', ...unheard], () => {
      const { spawnSync } = loadBuiltin('node:child_process');
      const { error, status } = spawnSync(command, args, { stdio: [keys, 'inherit', 'inherit'] });
      return error === undefined ? { status } : { error };
    });
}

/**
 * Runs programs in the terminal and gives it back the modes that it had before each: a program may leave it raw, and Node
 * would take that for what it was. Where there is no stty, on Windows, nothing is kept.
 */
export function keepModes(run: RunProgram, keys: number): RunProgram {
  return (command, args) => {
    const modes = stty(keys, '-g');
    try {
      return run(command, args);
    } finally {
      if (modes !== '') stty(keys, modes);
    }
  };
}

function stty(keys: number, word: string): string {
  const { spawnSync } = loadBuiltin('node:child_process');
  const { stdout } = spawnSync('stty', [word], { stdio: [keys, 'pipe', 'ignore'], encoding: 'utf8' });
  return (stdout ?? '').trim();
}

/** While nobody listens to a signal, the system does what it does by itself. */
function withoutListeners<T>(process: NodeJS.Process, signals: readonly NodeJS.Signals[], work: () => T): T {
  const listening = signals.flatMap((signal) => process.listeners(signal).map((listener) => ({ signal, listener })));
  for (const signal of signals) process.removeAllListeners(signal);
  try {
    return work();
  } finally {
    for (const { signal, listener } of listening) process.on(signal, listener);
  }
}

/** Node keeps the listeners of two names of a signal (SIGABRT, SIGIOT) apart. */
function namesOf(signal: EndSignal): readonly EndSignal[] {
  return END_SIGNALS.filter((name) => constants.signals[name] === constants.signals[signal]);
}

/** Whoever else listens (Ink does) would keep us alive. */
function endBy(process: NodeJS.Process, signal: EndSignal): void {
  for (const name of namesOf(signal)) process.removeAllListeners(name);
  send(process, process.pid, signal);
}

function send(process: NodeJS.Process, target: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32' && !END_SIGNALS.some((known) => known === signal)) return;
  process.kill(target, signal);
}

import { constants } from 'node:os';

/** What is no end, or none that a program can hear of. */
const OTHERS: readonly NodeJS.Signals[] = [
  ...(['SIGKILL', 'SIGSTOP'] as const), // no program hears these
  ...(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL'] as const), // a crash: there is no program left to answer
  'SIGUSR1', // Node starts its debugger
  'SIGPROF', // V8 samples by it (node --cpu-prof), and a listener takes it away: the next sample would end us
  ...(['SIGPIPE', 'SIGXFSZ'] as const), // Node ignores them, and the write fails
  ...(['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGINFO'] as const), // the system ignores them
  ...(['SIGCONT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const), // they stop, and go on
];

export type EndSignal = NodeJS.Signals;

/** The signals of this system that end a program and can be heard. Some have two names. */
export const END_SIGNALS: readonly EndSignal[] = (Object.keys(constants.signals) as NodeJS.Signals[]).filter(
  (name) => !OTHERS.includes(name),
);

/** Whether only this process stops, or with it all that the shell started in one line. */
export type Stopped = 'process' | 'job';

/** What can happen to the process while the viewer has the terminal. Each returns what takes the listener off again. */
export type ProcessLife = {
  /** In place of what the system does: the process lives on until `endBy`. */
  readonly onEndSignal: (listener: (signal: EndSignal) => void) => () => void;
  /** Somebody wants the process to stop (`kill -TSTP`); the terminal sends it no Ctrl-Z while keys come unseen. */
  readonly onStopSignal: (listener: () => void) => () => void;
  /** It goes on, and whoever had the terminal meanwhile may have left anything in it. */
  readonly onContinued: (listener: () => void) => () => void;
  /**
   * The terminal has or had another size. Two changes may come as one, and the size be the same as before: the terminal
   * has still cut off what did not fit meanwhile.
   */
  readonly onResized: (listener: () => void) => () => void;
  /** An error that nobody caught, or a promise that nobody waited for. */
  readonly onFailure: (listener: (error: unknown) => void) => () => void;
  /** Stops, and returns when the process goes on; at once where there is no shell that could continue it. */
  readonly stop: (which: Stopped) => void;
  /** Ends as the signal does by itself: whoever waits for the process sees which it was. */
  readonly endBy: (signal: EndSignal) => void;
  /** Reads the size of the terminal anew: nobody tells a stopped process about a new one. */
  readonly refreshSize: () => void;
};

import type { Writable } from 'node:stream';
import type { EndSignal, ProcessLife, Stopped } from '../process-life.ts';
import type { InputEvent } from './key-parser.ts';
import { createKeyboard, type TerminalInput } from './keyboard.ts';
import { MOUSE_OFF, MOUSE_ON } from './mouse.ts';

export type SessionOptions = {
  readonly stdin: TerminalInput;
  readonly stdout: Writable;
  readonly life: ProcessLife;
  /** Whether the mouse is asked for: it then selects text only with Shift. */
  readonly hasMouse: boolean;
  readonly onInput: (event: InputEvent) => void;
  /** The screen may not be as it was left. */
  readonly onRepaint: () => void;
  /** The viewer has to end, for nobody is there any more (`null`), or because of a signal, and at once. */
  readonly onEnd: (signal: EndSignal | null) => void;
  /** Milliseconds, of a clock that only goes on. */
  readonly now?: () => number;
};

/** The terminal while the viewer has it: its keys are ours, and at any time it can be given away and taken back. */
export type TerminalSession = {
  /** Gives the terminal to a piece of work (an editor) that returns when it is done with it. */
  readonly handOver: <T>(work: () => T) => T;
  /** As Ctrl-Z does in other programs. */
  readonly stop: (which: Stopped) => void;
  readonly close: () => void;
};

/** Pasted text comes in brackets, so that it is told from keys: a pasted `q` quits nothing. */
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
/**
 * The alternate screen keeps the cursor where it was: what was typed while the profile loaded may have moved it, and a
 * picture that begins there would be shifted by as much. Ink's own way into it does not look after that.
 */
const ENTER_SCREEN = `\x1b[?1049h\x1b[H\x1b[?25l${PASTE_ON}`;
const LEAVE_SCREEN = `${PASTE_OFF}\x1b[?25h\x1b[?1049l`;

/**
 * So long after an editor has ended a SIGINT may still be the Ctrl-C that was meant for it: the terminal sends it to all
 * who run in it, and a busy system lets us hear it late. Ours is a key and sends no signal.
 */
const LATE_SIGNAL_MILLISECONDS = 1000;

/** Takes the keys and a screen of its own, and at `close` leaves both as they were. */
export function openSession(options: SessionOptions): TerminalSession {
  const { stdin, stdout, life, hasMouse, onInput, onRepaint, onEnd, now = () => performance.now() } = options;
  const keyboard = createKeyboard(stdin, { onInput, onEnd: () => onEnd(null) });
  const enterModes = hasMouse ? ENTER_SCREEN + MOUSE_ON : ENTER_SCREEN;
  const leaveModes = hasMouse ? MOUSE_OFF + LEAVE_SCREEN : LEAVE_SCREEN;
  let takenBack = Number.NEGATIVE_INFINITY;

  const isLate = (): boolean => now() - takenBack < LATE_SIGNAL_MILLISECONDS;
  const leave = (): void => {
    keyboard.release();
    stdout.write(leaveModes);
  };
  const enter = (): void => {
    keyboard.take();
    stdout.write(enterModes);
    life.refreshSize();
    onRepaint();
    takenBack = now();
  };
  const handOver = <T>(work: () => T): T => {
    leave();
    try {
      return work();
    } finally {
      enter();
    }
  };
  const stop = (which: Stopped): void => handOver(() => life.stop(which));
  const retake = (): void => {
    keyboard.release(); // the shell has set modes of its own: they are set anew only if they seem to change
    enter();
  };
  const offs = [
    life.onEndSignal((signal) => {
      if (signal !== 'SIGINT' || !isLate()) onEnd(signal);
    }),
    life.onStopSignal(() => stop('process')),
    life.onContinued(retake),
    life.onResized(onRepaint),
  ];
  keyboard.take();
  stdout.write(enterModes);
  const close = (): void => {
    if (isLate()) ignoreInterrupts(life);
    for (const off of offs) off();
    leave();
  };
  return { handOver, stop, close };
}

/**
 * For the rest of the process: who quits right after the editor may do so before its Ctrl-C is heard, and without a
 * listener of ours Ink's would end the process by it.
 */
function ignoreInterrupts(life: ProcessLife): void {
  life.onEndSignal((signal) => {
    if (signal !== 'SIGINT') life.endBy(signal);
  });
}

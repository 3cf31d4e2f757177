import type { Readable } from 'node:stream';
import { type HeldInput, type InputEvent, KeyParser } from './key-parser.ts';

/** What keys are read from: standard input, or the terminal itself where that is a profile. */
export type TerminalInput = Readable & {
  readonly setRawMode?: (isRaw: boolean) => unknown;
  readonly ref?: () => unknown;
  readonly unref?: () => unknown;
};

export type KeyboardEvents = {
  readonly onInput: (event: InputEvent) => void;
  /** The terminal is gone. */
  readonly onEnd: () => void;
};

export type Keyboard = {
  /** Every key comes at once and unseen, as a full screen needs it. */
  readonly take: () => void;
  /** Lines are edited and echoed again, and what is typed is left for others to read. */
  readonly release: () => void;
};

/**
 * How long the beginning of a sequence is held back. A terminal sends a sequence in one piece, a slow line may cut it;
 * after a lone Esc the user waits for the answer, after `ESC [` nobody does. A paste comes at once, in
 * pieces: after a second of silence its end is lost, and the keys are keys again.
 */
const PATIENCE_MILLISECONDS: Readonly<Record<HeldInput, number | null>> = {
  nothing: null,
  escape: 40,
  sequence: 400,
  paste: 1000,
};

/**
 * Reads keys. Ink's own reading makes Alt-arrow of Esc and an arrow, and cannot hand the terminal to an editor and
 * back without a tree of React's; so Ink only paints, and here is all that is read. No timer runs while nobody types.
 */
export function createKeyboard(stdin: TerminalInput, { onInput, onEnd }: KeyboardEvents): Keyboard {
  const parser = new KeyParser();
  let timer: NodeJS.Timeout | undefined;
  const emit = (events: readonly InputEvent[]): void => events.forEach(onInput);
  const onData = (chunk: string): void => {
    clearTimeout(timer);
    emit(parser.push(chunk));
    const patience = PATIENCE_MILLISECONDS[parser.holds()];
    if (patience !== null) timer = setTimeout(() => emit(parser.flush()), patience);
  };
  return {
    take: () => {
      stdin.setEncoding('utf8');
      stdin.setRawMode?.(false); // it may be ours already, and a shell have set others since: then a second `true` changes nothing
      stdin.setRawMode?.(true);
      stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
      stdin.ref?.();
      stdin.resume();
    },
    release: () => {
      clearTimeout(timer);
      parser.flush();
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      stdin.pause();
      stdin.setRawMode?.(false);
      stdin.unref?.();
    },
  };
}

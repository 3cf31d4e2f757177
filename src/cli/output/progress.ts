import { escapeControls } from '../../text/escape.ts';
import { type Context, print } from '../context.ts';

/** A line on stderr that says how far a long piece of work is; nothing for a short one, and nothing without a terminal. */
export type Progress = {
  readonly report: (what: string, share: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
};

const SILENT_MILLISECONDS = 1000;
const BETWEEN_MILLISECONDS = 100;
const ERASE_LINE = '\r\x1b[K';

export function progressOn({ stderr, hasErrorTerminal }: Context, now: () => number = Date.now): Progress {
  let next = now() + SILENT_MILLISECONDS;
  let isShown = false;
  return {
    report: (what, share) => {
      if (now() < next || !hasErrorTerminal()) return;
      next = now() + BETWEEN_MILLISECONDS;
      isShown = true;
      print(stderr, `${ERASE_LINE}pyprof-view: ${escapeControls(what)}: ${Math.floor(share * 100)} %`);
    },
    end: () => {
      if (isShown) print(stderr, ERASE_LINE);
      isShown = false;
    },
  };
}

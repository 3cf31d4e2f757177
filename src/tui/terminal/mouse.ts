import type { Cell } from '../window.ts';

/** What the mouse did in a cell of the window. Other buttons, movements and clicks with keys held down are nothing here. */
export type MouseEvent = {
  readonly kind: 'mouse';
  readonly what: 'press' | 'release' | 'wheel-up' | 'wheel-down';
  readonly cell: Cell;
};

/** Asks for presses, releases and the wheel (1000), in reports of ASCII for windows of any width (1006). */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';
export const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l';

/** Bits of the button's number: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates */
const WHEEL = 64;
const KEYS_HELD = 4 | 8 | 16;

/** What a report says: `ESC [ < 0 ; 10 ; 5 M`; null where it is no such report, or of nothing that means anything here. */
export function mouseEventOf(sequence: string): MouseEvent | null {
  const [, code, column, row, final] = /^\[<(\d+);(\d+);(\d+)([Mm])$/.exec(sequence) ?? [];
  const what = code === undefined ? null : whatOf(Number(code), final === 'M');
  return what === null ? null : { kind: 'mouse', what, cell: { x: Number(column) - 1, y: Number(row) - 1 } };
}

function whatOf(code: number, isPress: boolean): MouseEvent['what'] | null {
  const button = code & ~KEYS_HELD;
  if (button === WHEEL) return 'wheel-up';
  if (button === WHEEL + 1) return 'wheel-down';
  if (code !== 0) return null;
  return isPress ? 'press' : 'release';
}

/** A terminal that does not know 1006 sends three characters behind this: 32 and a number each. They are no keys. */
const OLD_REPORT = '[M';
const OLD_REPORT_LENGTH = OLD_REPORT.length + 3;

/** How much of a text behind ESC is an old report; null where the rest has yet to come, 0 where it is something else. */
export function lengthOfOldReport(behind: string): number | null {
  if (!behind.startsWith(OLD_REPORT)) return 0;
  return behind.length < OLD_REPORT_LENGTH ? null : OLD_REPORT_LENGTH;
}

const ESCAPE = '\x1b';

/**
 * A report of which a slow line has brought the beginning alone, so late that it was given up. Its rest would be keys:
 * `5M` of `ESC [ < 0 ; 1 0 ; 5 M` the modules.
 */
export class TornReport {
  private beginning = '';

  /** Whether what is given up can only be a report: then it is no keys. What comes next may be its rest. */
  giveUp(beginning: string): boolean {
    this.beginning = beginning;
    return beginning.startsWith(`${ESCAPE}[<`) || beginning.startsWith(ESCAPE + OLD_REPORT);
  }

  /** How much of what is read now is the rest. Behind a lone Esc, which was a key, only a rest that comes whole. */
  lengthOfRest(read: string): number {
    const { beginning } = this;
    this.beginning = '';
    if (beginning === '') return 0;
    const joined = beginning + read;
    const behind = joined.slice(ESCAPE.length);
    const whole = /^\[(?:<[\d;]*[Mm]|M.{3})/su.exec(behind)?.[0];
    if (whole !== undefined) return Math.max(0, ESCAPE.length + whole.length - beginning.length);
    const isPart = beginning.length > 2 && /^\[(?:<[\d;]*|M.{0,2})$/su.test(behind);
    if (isPart) this.beginning = joined;
    return isPart ? read.length : 0;
  }
}

/** The second click within this time, and in the same cell, makes a double click of both. */
const DOUBLE_CLICK_MILLISECONDS = 400;

/** Tells whether a press is the second of a double click; a third one begins anew. */
export function makeClickCounter(now: () => number): (cell: Cell) => boolean {
  let last: { readonly cell: Cell; readonly at: number } | null = null;
  return ({ x, y }) => {
    const at = now();
    const isSecond =
      last !== null && at - last.at <= DOUBLE_CLICK_MILLISECONDS && last.cell.x === x && last.cell.y === y;
    last = isSecond ? null : { cell: { x, y }, at };
    return isSecond;
  };
}

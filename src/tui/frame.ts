import { stripVTControlCharacters } from 'node:util';
import { cutEnd, cutStart, displayWidth } from '../text/display.ts';
import { type BoundAction, keyLabel } from './action.ts';
import { ageText } from './age.ts';
import { actionsInFront, crumbs, frontOf, openLine, overlayOf } from './front.ts';
import { shownText } from './name.ts';
import { fillLines, spread } from './row.ts';
import type { Drawing } from './screen.ts';
import type { Theme } from './theme.ts';
import { linePrompt } from './typed-line.ts';
import type { ViewerState } from './viewer.ts';
import { bodyHeight, bodyTop, type Cell, hasSummary, isTooSmall, type Size, SMALLEST } from './window.ts';

/** What is on the whole screen: its lines, painted, none wider than the window, and where the terminal's cursor stands. */
export type Frame = {
  readonly lines: readonly string[];
  readonly cursor: { readonly x: number; readonly y: number } | null;
};

/** The frame of a state; it depends on nothing else. */
export function frameOf(state: ViewerState, theme: Theme): Frame {
  const { size } = state;
  if (isTooSmall(size)) return { lines: fillLines([tooSmallText(size, theme)], size.rows), cursor: null };
  const drawing = overlayOf(state)?.draw(theme) ?? frontOf(state).draw(theme);
  const prompt = promptOf(state, theme);
  const lines = [
    ...headLines(state, drawing, theme),
    ...fillLines(drawing.lines, bodyHeight(size)),
    prompt?.text ?? statusText(state, drawing.status, theme),
    keyBar(state, theme),
  ];
  return { lines, cursor: prompt === null ? null : { x: prompt.cursorCell, y: size.rows - 2 } };
}

/** One line, until the window is larger again. The keys still work, q above all. */
function tooSmallText({ columns, rows }: Size, { glyphs }: Theme): string {
  const needed = `needs ${SMALLEST.columns}x${SMALLEST.rows}`;
  const long = `${columns}x${rows}: ${needed} (q quits)`;
  return cutEnd(long.length <= columns ? long : `q quits; ${needed}`, columns, glyphs.ellipsis);
}

/** The line that is typed, in place of the status. */
function promptOf(state: ViewerState, theme: Theme): ReturnType<typeof linePrompt> | null {
  const line = openLine(state);
  return line === null ? null : linePrompt(line, state.size.columns, theme);
}

/** Title and, where there is room, summary. */
function headLines(state: ViewerState, drawing: Drawing, theme: Theme): readonly string[] {
  const { heading, summary } = drawing;
  const { columns } = state.size;
  const position = `${watchText(state)}${drawing.position}`;
  const { ellipsis } = theme.glyphs;
  const start = ` ${titleText(state, heading, columns - displayWidth(position) - 4, theme)}`;
  const title = theme.paint('title', spread(start, `${position} `, columns, ellipsis));
  return hasSummary(state.size) ? [title, spread(` ${summary[0]}`, `${summary[1]} `, columns, ellipsis)] : [title];
}

const FEWEST_FOR_BOTH = 60;
const WIDEST_CRUMB = 20;

/**
 * The profile's name and the trail to what is looked at: `out.prof  functions › main › shop.py:12(load)`. What there is
 * no room for goes from the start of the trail; in a narrow window only the screen itself is named.
 */
function titleText(state: ViewerState, heading: string, width: number, { glyphs }: Theme): string {
  const { ellipsis, separator } = glyphs;
  const trail = crumbs(state).map((crumb) => cutEnd(shownText(crumb), WIDEST_CRUMB, ellipsis));
  const title = shownText(state.title);
  if (trail.length === 1 && heading === '') return title;
  if (state.size.columns < FEWEST_FOR_BOTH) return heading;
  const start = `${cutStart(title, Math.floor(state.size.columns / 4), ellipsis)}  `;
  const whole = (heading === '' ? trail : [...trail.slice(0, -1), heading]).join(` ${separator} `);
  return start + cutStart(whole, Math.max(1, width - displayWidth(start)), ellipsis);
}

/** Whether the files are watched, and when they last changed; in a narrow window there is no room for it. */
function watchText({ isWatching, changed, size }: ViewerState): string {
  if (!isWatching || size.columns < FEWEST_FOR_BOTH) return '';
  return `${changed === null ? 'watching' : `changed ${ageText(changed.now - changed.at)}`}  `;
}

function statusText({ message, awaited, size }: ViewerState, status: string, { glyphs, paint }: Theme): string {
  const width = size.columns - 2;
  if (awaited !== null) return ` ${paint('message', `reading callers${glyphs.ellipsis}`)}`;
  if (message !== null) return ` ${paint('message', cutEnd(shownText(message), width, glyphs.ellipsis))}`;
  return ` ${paint('dim', cutStart(status, width, glyphs.ellipsis))}`;
}

/** What a click on a cell of the window is for: a key that is shown there, or the body. */
type FramePart =
  | { readonly kind: 'key'; readonly key: string }
  /** `isBlank`: nothing is written there. */
  | { readonly kind: 'body'; readonly cell: Cell; readonly isBlank: boolean };

/** What a cell of the frame of a state is part of; null where it is nothing that can be clicked. */
export function partAt(state: ViewerState, { x, y }: Cell, theme: Theme): FramePart | null {
  const { size } = state;
  if (isTooSmall(size) || x >= size.columns) return null;
  if (y === size.rows - 1) return keyAt(state, x);
  const line = y - bodyTop(size);
  if (line < 0 || line >= bodyHeight(size)) return null;
  const drawing = overlayOf(state)?.draw(theme) ?? frontOf(state).draw(theme);
  return { kind: 'body', cell: { x, y: line }, isBlank: isBlankAt(drawing.lines[line] ?? '', x) };
}

/** Between two words of a name is one blank; where it is over there are more. */
function isBlankAt(line: string, x: number): boolean {
  const text = stripVTControlCharacters(line);
  const rest = text.slice(cutEnd(text, x, '').length);
  return /^(?:\s{2}|\s*$)/.test(rest);
}

const GAP = '  ';

/**
 * The keys that do something now, as many as there is room for: the vital ones first, shown in the order of the table.
 *
 * @internal exported for its tests
 */
export function keyBar(state: ViewerState, theme: Theme): string {
  const texts = barActions(state).map(({ keys, label }) => `${theme.paint('key', keyLabel(keys[0]))} ${label ?? ''}`);
  return ` ${texts.join(GAP)}`;
}

/** The key in the bar with whose words a cell is covered. */
function keyAt(state: ViewerState, x: number): FramePart | null {
  let start = 1;
  for (const { keys, label } of barActions(state)) {
    const end = start + displayWidth(`${keyLabel(keys[0])} ${label ?? ''}`);
    if (x >= start && x < end) return { kind: 'key', key: keys[0] };
    start = end + GAP.length;
  }
  return null;
}

function barActions(state: ViewerState): readonly BoundAction[] {
  const candidates = offeredActions(actionsInFront(state));
  const vital = candidates.filter(({ isVital }) => isVital === true);
  const chosen = new Set<BoundAction>();
  let left = state.size.columns - 1;
  for (const action of [...vital, ...candidates.filter(({ isVital }) => isVital !== true)]) {
    left -= displayWidth(`${keyLabel(action.keys[0])} ${action.label ?? ''}`) + GAP.length;
    if (left >= 0) chosen.add(action);
  }
  return candidates.filter((action) => chosen.has(action));
}

/** Those with a word for the bar whose first key means them just now: it may mean another one (see Action.keys). */
function offeredActions(actions: readonly BoundAction[]): readonly BoundAction[] {
  return actions.filter((action) => {
    const {
      label,
      keys: [key],
      whyNot,
    } = action;
    if (label === undefined || whyNot() !== null) return false;
    return actions.find((other) => other.keys.includes(key) && other.whyNot() === null) === action;
  });
}

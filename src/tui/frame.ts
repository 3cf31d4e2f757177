import { cutEnd, cutStart, displayWidth } from '../text/display.ts';
import { type BoundAction, keyLabel } from './action.ts';
import { actionsInFront, crumbs, frontOf, openLine, overlayOf } from './front.ts';
import { shownText } from './name.ts';
import { fillLines, spread } from './row.ts';
import type { Drawing } from './screen.ts';
import type { Theme } from './theme.ts';
import { linePrompt } from './typed-line.ts';
import type { ViewerState } from './viewer.ts';
import { bodyHeight, hasSummary, isTooSmall, type Size, SMALLEST } from './window.ts';

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
function headLines(state: ViewerState, { heading, position, summary }: Drawing, theme: Theme): readonly string[] {
  const { columns } = state.size;
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

function statusText({ message, awaited, size }: ViewerState, status: string, { glyphs, paint }: Theme): string {
  const width = size.columns - 2;
  if (awaited !== null) return ` ${paint('message', `reading callers${glyphs.ellipsis}`)}`;
  if (message !== null) return ` ${paint('message', cutEnd(shownText(message), width, glyphs.ellipsis))}`;
  return ` ${paint('dim', cutStart(status, width, glyphs.ellipsis))}`;
}

const GAP = '  ';

/**
 * The keys that do something now, as many as there is room for: the vital ones first, shown in the order of the table.
 *
 * @internal exported for its tests
 */
export function keyBar(state: ViewerState, theme: Theme): string {
  const candidates = offeredActions(actionsInFront(state));
  const vital = candidates.filter(({ isVital }) => isVital === true);
  const chosen = new Set<BoundAction>();
  let left = state.size.columns - 1;
  for (const action of [...vital, ...candidates.filter(({ isVital }) => isVital !== true)]) {
    left -= displayWidth(`${keyLabel(action.keys[0])} ${action.label ?? ''}`) + GAP.length;
    if (left >= 0) chosen.add(action);
  }
  const texts = candidates
    .filter((action) => chosen.has(action))
    .map(({ keys, label }) => `${theme.paint('key', keyLabel(keys[0]))} ${label ?? ''}`);
  return ` ${texts.join(GAP)}`;
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

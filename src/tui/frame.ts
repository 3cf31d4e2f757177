import { cutEnd, cutStart, displayWidth } from '../text/display.ts';
import { wrapWords } from '../text/wrap.ts';
import { type BoundAction, keyLabel } from './action.ts';
import { ageText } from './age.ts';
import { actionsInFront, crumbs, frontOf, openLine, overlayOf } from './front.ts';
import { shownText } from './name.ts';
import { fillLines, spread } from './row.ts';
import type { Drawing } from './screen.ts';
import { type TabSpan, tabSpans } from './tabs.ts';
import type { Theme } from './theme.ts';
import { linePrompt } from './typed-line.ts';
import type { ViewerState } from './viewer.ts';
import { awaitedText } from './waiting.ts';
import { bodyHeight, hasSummary, hasTrail, isTooSmall, type Size, SMALLEST } from './window.ts';

/** What is on the whole screen: its lines, painted, none wider than the window, and where the terminal's cursor stands. */
export type Frame = {
  readonly lines: readonly string[];
  readonly cursor: { readonly x: number; readonly y: number } | null;
};

/** The frame of a state; it depends on nothing else. */
export function frameOf(state: ViewerState, theme: Theme): Frame {
  const { size } = state;
  if (isTooSmall(size)) return { lines: fillLines([tooSmallText(size, theme)], size.rows), cursor: null };
  const drawing = drawingOf(state, theme);
  const prompt = promptOf(state, theme);
  const foot = prompt === null ? footLines(state, drawing.status, theme) : [prompt.text];
  const lines = [
    ...headLines(state, drawing, theme),
    ...fillLines(drawing.lines, bodyHeight(size) + 1 - foot.length),
    ...foot,
    keyBar(state, theme),
  ];
  return { lines, cursor: prompt === null ? null : { x: prompt.cursorCell, y: size.rows - 2 } };
}

/** What fills the body: of the overlay, if it draws, or of the screen in front. */
export function drawingOf(state: ViewerState, theme: Theme): Drawing {
  return overlayOf(state)?.draw(theme) ?? frontOf(state).draw(theme);
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

/** The tabs and, where there is room, the trail and the summary. */
function headLines(state: ViewerState, drawing: Drawing, theme: Theme): readonly string[] {
  const { size } = state;
  const { ellipsis } = theme.glyphs;
  const { summary } = drawing;
  const position = positionText(state, drawing);
  return [
    tabLine(state, drawing, theme),
    ...(hasTrail(size)
      ? [theme.paint('title', spread(trailText(state, drawing, theme), `${position} `, size.columns, ellipsis))]
      : []),
    ...(hasSummary(size) ? [spread(` ${summary[0]}`, `${summary[1]} `, size.columns, ellipsis)] : []),
  ];
}

/** Before the tabs. */
const TAB_MARGIN = 1;

/** The tabs as the first line of the window shows them. */
export function shownTabs(state: ViewerState, theme: Theme): readonly TabSpan[] {
  return tabsBeside(state, drawingOf(state, theme));
}

/** The tabs that fit beside what else is in the first line, in its cells. */
function tabsBeside(state: ViewerState, drawing: Drawing): readonly TabSpan[] {
  const { behind, end } = besideTabs(state, drawing);
  const taken = displayWidth(behind) + displayWidth(end) + (end === '' ? 0 : GAP.length + 1);
  const tabs = tabSpans(state, Math.max(0, state.size.columns - TAB_MARGIN - taken));
  return tabs.map((tab) => ({ ...tab, from: tab.from + TAB_MARGIN, to: tab.to + TAB_MARGIN }));
}

/** A low window has no line for the trail: behind the tabs stands what is looked at and where one is in it. */
function besideTabs(state: ViewerState, drawing: Drawing): { behind: string; end: string } {
  if (hasTrail(state.size)) return { behind: '', end: '' };
  return { behind: drawing.heading, end: `${positionText(state, drawing)} ` };
}

function tabLine(state: ViewerState, drawing: Drawing, { glyphs, paint }: Theme): string {
  const { behind, end } = besideTabs(state, drawing);
  const tabs = tabsBeside(state, drawing);
  const texts = tabs.map(({ text, isPresent }) => paint(isPresent ? 'selected' : 'title', text));
  const line = ' '.repeat(TAB_MARGIN) + texts.join('');
  if (end === '') return line;
  const room = Math.max(0, state.size.columns - (tabs.at(-1)?.to ?? 0) - 1);
  return `${line} ${paint('title', spread(behind, end, room, glyphs.ellipsis))}`;
}

const WIDEST_CRUMB = 20;

/**
 * The profile's name and the trail to what is looked at: `out.prof  functions › main › shop.py:12(load)`. What there is
 * no room for goes from the start of the trail.
 */
function trailText(state: ViewerState, drawing: Drawing, { glyphs }: Theme): string {
  const { heading } = drawing;
  const { ellipsis, separator } = glyphs;
  const { columns } = state.size;
  const trail = crumbs(state).map((crumb) => cutEnd(shownText(crumb), WIDEST_CRUMB, ellipsis));
  const title = shownText(state.title);
  if (trail.length === 1 && heading === '') return ` ${title}`;
  const start = ` ${cutStart(title, Math.floor(columns / 4), ellipsis)}  `;
  const whole = (heading === '' ? trail : [...trail.slice(0, -1), heading]).join(` ${separator} `);
  const room = columns - displayWidth(positionText(state, drawing)) - 3 - displayWidth(start);
  return start + cutStart(whole, Math.max(1, room), ellipsis);
}

/** Where one is, behind what is said of the watched files. */
function positionText(state: ViewerState, { position }: Drawing): string {
  return `${watchText(state)}${position}`;
}

const FEWEST_FOR_WATCHING = 60;

/** Whether the files are watched, and when they last changed; in a narrow window there is no room for it. */
function watchText({ isWatching, changed, size }: ViewerState): string {
  if (!isWatching || size.columns < FEWEST_FOR_WATCHING) return '';
  return `${changed === null ? 'watching' : `changed ${ageText(changed.now - changed.at)}`}  `;
}

/** A message that is wider than the window takes this many lines, the last ones of the body. */
const MOST_MESSAGE_LINES = 3;

/** What the cursor is on, or a message in its place. */
function footLines(state: ViewerState, status: string, { glyphs, paint }: Theme): readonly string[] {
  const width = state.size.columns - 2;
  const message = awaitedText(state, glyphs) ?? state.message;
  if (message === null) return [` ${paint('dim', cutStart(status, width, glyphs.ellipsis))}`];
  const lines = wrapWords(shownText(message), width);
  const whole = lines.slice(0, MOST_MESSAGE_LINES - 1);
  const rest = lines.slice(whole.length).join(' ');
  return [...whole, ...(rest === '' ? [] : [cutEnd(rest, width, glyphs.ellipsis)])].map(
    (line) => ` ${paint('message', line)}`,
  );
}

const GAP = '  ';

/** A text that names a key: it begins at cell `from` and ends before `to`. */
export type Pressable = {
  /** What one presses for it; null where the text stands for several keys. */
  readonly key: string | null;
  readonly from: number;
  readonly to: number;
};

/** A key in the bottom bar. */
type KeySpan = Pressable & { readonly shown: string; readonly label: string };

/**
 * The keys that do something now, as many as there is room for: the vital ones first, then the common ones, shown in the
 * order of the table.
 */
export function keySpans(state: ViewerState): readonly KeySpan[] {
  const candidates = offeredActions(actionsInFront(state));
  const chosen = new Set<BoundAction>();
  let left = state.size.columns - 1;
  for (const action of candidates.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const width = displayWidth(`${shownKey(action)} ${action.label ?? ''}`) + GAP.length;
    if (width > left + GAP.length) continue;
    left -= width;
    chosen.add(action);
  }
  let from = 1;
  return candidates
    .filter((action) => chosen.has(action))
    .map((action) => {
      const [shown, label] = [shownKey(action), action.label ?? ''];
      const to = from + displayWidth(`${shown} ${label}`);
      const span = { key: action.standsFor === undefined ? action.keys[0] : null, shown, label, from, to };
      from = to + GAP.length;
      return span;
    });
}

function rankOf({ isVital, isCommon }: BoundAction): number {
  if (isVital === true) return 0;
  return isCommon === true ? 1 : 2;
}

function shownKey({ keys, standsFor }: BoundAction): string {
  return standsFor ?? keyLabel(keys[0]);
}

/** @internal exported for its tests */
export function keyBar(state: ViewerState, theme: Theme): string {
  return ` ${keySpans(state)
    .map(({ shown, label }) => `${theme.paint('key', shown)} ${label}`)
    .join(GAP)}`;
}

/** Those with a word for the bar whose first key means them just now: it may mean another one (see Action.keys). */
function offeredActions(actions: readonly BoundAction[]): readonly BoundAction[] {
  const ready = actions.filter((action) => {
    const {
      label,
      keys: [key],
      whyNot,
    } = action;
    if (label === undefined || whyNot() !== null) return false;
    return actions.find((other) => other.keys.includes(key) && other.whyNot() === null) === action;
  });
  return ready.filter(
    ({ standsFor }, at) => standsFor === undefined || ready.findIndex((other) => other.standsFor === standsFor) === at,
  );
}

import { displayWidth } from '../text/display.ts';
import { SCREENS } from './table.ts';
import { currentScreen } from './trail.ts';
import type { ViewerState } from './viewer.ts';

/** A screen that a digit leads to, as the first line names it: its text begins at cell `from` and ends before `to`. */
export type TabSpan = {
  readonly digit: string;
  readonly text: string;
  readonly isPresent: boolean;
  readonly from: number;
  readonly to: number;
};

type Tab = Pick<TabSpan, 'digit' | 'isPresent'> & { readonly word: string };

/**
 * The tabs in at most `room` cells: ` 1 Functions [2 Function] 3 Tree `. Where they do not fit, words go first, from the
 * right, the present one's last; then whole tabs, never the present one.
 */
export function tabSpans(state: ViewerState, room: number): readonly TabSpan[] {
  let tabs = tabsOf(state);
  while (widthOf(tabs) > room) {
    const shorter = withoutWord(tabs) ?? withoutTab(tabs);
    if (shorter === null) break;
    tabs = shorter;
  }
  let from = 0;
  return tabs.map(({ digit, isPresent, word }) => {
    const text = tabText({ digit, isPresent, word });
    const span = { digit, text, isPresent, from, to: from + displayWidth(text) };
    from = span.to;
    return span;
  });
}

/** Those that this profile has something for. */
function tabsOf(state: ViewerState): readonly Tab[] {
  const { kind: front } = currentScreen(state);
  const present = SCREENS[front].under ?? front;
  return TABS.filter(({ kind, top }) => kind === present || (top.whyNever?.(state) ?? null) === null).map(
    ({ kind, digit, top }) => {
      const count = top.count?.(state) ?? null;
      return { digit, isPresent: kind === present, word: count === null ? top.tab : `${top.tab}(${count})` };
    },
  );
}

const TABS = Object.values(SCREENS)
  .flatMap(({ kind, top }) => (top === undefined ? [] : [{ kind, digit: top.digit, top }]))
  .sort((a, b) => (a.digit < b.digit ? -1 : 1));

function tabText({ digit, isPresent, word }: Tab): string {
  const text = word === '' ? digit : `${digit} ${word}`;
  return isPresent ? `[${text}]` : ` ${text} `;
}

function widthOf(tabs: readonly Tab[]): number {
  return tabs.reduce((width, tab) => width + displayWidth(tabText(tab)), 0);
}

function withoutWord(tabs: readonly Tab[]): readonly Tab[] | null {
  const isLong = ({ word }: Tab): boolean => word !== '';
  const other = tabs.findLastIndex((tab) => isLong(tab) && !tab.isPresent);
  const at = other >= 0 ? other : tabs.findIndex(isLong);
  return at < 0 ? null : tabs.with(at, { ...tabs[at]!, word: '' });
}

function withoutTab(tabs: readonly Tab[]): readonly Tab[] | null {
  const at = tabs.findLastIndex(({ isPresent }) => !isPresent);
  return at < 0 ? null : tabs.toSpliced(at, 1);
}

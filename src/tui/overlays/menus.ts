import { plural } from '../../profile/notes.ts';
import { FOREIGN_ORIGINS, ORIGINS } from '../../select/function-origin.ts';
import { cutEnd } from '../../text/display.ts';
import { originSizes } from '../../views/hiding.ts';
import type { Actions } from '../action.ts';
import { hiddenOrigins, hideOrigins } from '../hiding.ts';
import { type ListState, type MenuChoice, move, moveActions, positionAt, type SortMenu, select } from '../list.ts';
import { timeInText } from '../number.ts';
import { ruleLine, selectedLine } from '../row.ts';
import type { Over, OverlayType } from '../screen.ts';
import type { Spot } from '../spot.ts';
import type { Theme } from '../theme.ts';
import { CLOSE } from '../trail.ts';
import type { Overlay, ViewerState } from '../viewer.ts';
import { type Cell, listHeight } from '../window.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'sort-menu': SortMenuOverlay;
    readonly 'hide-menu': HideMenuOverlay;
  }
}

/** What the screen below can be sorted by. */
type SortMenuOverlay = { readonly kind: 'sort-menu'; readonly list: ListState };

/** What is not one's own code, to hide or to show. */
type HideMenuOverlay = { readonly kind: 'hide-menu'; readonly list: ListState };

type Menu = Overlay & { readonly list: ListState };

/** The keys through the lines of a menu. */
function menuMoves<O extends Menu>(length: (over: Over<O>) => number): Actions<Over<O>> {
  return moveActions((state, over, movement) => {
    const bounds = { length: length(over), height: listHeight(state.size) };
    return { ...state, overlay: { ...over.overlay, list: move(over.overlay.list, movement, bounds) } };
  });
}

function refitMenu<O extends Menu>({ size }: ViewerState, { overlay }: Over<O>, length: number): O {
  const { list } = overlay;
  return { ...overlay, list: select(list, list.selected, { length, height: listHeight(size) }) };
}

/** A line of a menu: a click on it is a choice. */
function menuSpot<O extends Menu>(
  { size }: ViewerState,
  { overlay }: Over<O>,
  { y }: Cell,
  length: number,
): Spot<O> | null {
  const bounds = { length, height: listHeight(size) };
  const position = positionAt(overlay.list, y - 1, bounds);
  if (position === null) return null;
  return { kind: 'row', self: { ...overlay, list: select(overlay.list, position, bounds) }, key: 'enter' };
}

function menuLine(text: string, isSelected: boolean, columns: number, theme: Theme): string {
  const line = cutEnd(`${isSelected ? '>' : ' '} ${text}`, columns, theme.glyphs.ellipsis);
  return isSelected ? selectedLine(line, columns, theme) : line;
}

/** Every sort key of the screen that it lies over. It opens on the key in use (list.ts). */
export const SORT_MENU: OverlayType<SortMenuOverlay> = {
  kind: 'sort-menu',
  actions: {
    ...menuMoves<SortMenuOverlay>(({ below }) => below.sortMenu().choices.length),
    choose: {
      keys: ['enter', 'right', 'l'],
      group: 'open',
      help: 'sort by the selected key',
      label: 'sort',
      run: (state, { overlay, below }) => {
        const choice = below.sortMenu().choices[overlay.list.selected];
        return choice === undefined ? { ...state, overlay: null } : below.sortBy(choice.by);
      },
    },
    ...CLOSE,
  },
  spotAt: (state, over, cell) => menuSpot(state, over, cell, over.below.sortMenu().choices.length),
  refit: (state, over) => refitMenu(state, over, over.below.sortMenu().choices.length),
  draw: (state, { overlay, below }, theme) => {
    const menu = below.sortMenu();
    return {
      heading: '',
      position: `key ${overlay.list.selected + 1} of ${menu.choices.length}`,
      summary: ['* is the key in use', ''],
      status: '',
      lines: sortLines(state, overlay, menu, theme),
    };
  },
  hasHelp: true,
  isAboutList: true,
};

function sortLines(
  { size }: ViewerState,
  { list }: SortMenuOverlay,
  { what, choices, current }: SortMenu,
  theme: Theme,
): readonly string[] {
  const widest = Math.max(...choices.map(({ words }) => words.join(', ').length));
  const lines = choices.slice(list.top, list.top + listHeight(size)).map((choice, at) => {
    const text = choiceText(choice, widest, list.top + at === current);
    return menuLine(text, list.top + at === list.selected, size.columns, theme);
  });
  return [ruleLine(`Sort ${what} by`, '', true, size.columns, theme), ...lines];
}

function choiceText({ words, title }: MenuChoice, width: number, isCurrent: boolean): string {
  return `${isCurrent ? '*' : ' '} ${words.join(', ').padEnd(width)}  ${title}`;
}

/** What is not one's own code, a line each: hides and shows a kind, and stays open. */
export const HIDE_MENU: OverlayType<HideMenuOverlay> = {
  kind: 'hide-menu',
  actions: {
    ...menuMoves<HideMenuOverlay>(() => FOREIGN_ORIGINS.length),
    ...CLOSE,
    'hide.toggle': {
      keys: ['enter', 'right', 'l'],
      group: 'filter',
      help: 'hide or show these functions',
      label: 'hide or show',
      run: toggleHidden,
    },
  },
  spotAt: (state, over, cell) => menuSpot(state, over, cell, FOREIGN_ORIGINS.length),
  refit: (state, over) => refitMenu(state, over, FOREIGN_ORIGINS.length),
  draw: (state, { overlay }, theme) => {
    const { selected } = overlay.list;
    const { columns } = state.size;
    const lines = hideLines(state, theme).map((text, at) => menuLine(text, at === selected, columns, theme));
    return {
      heading: '',
      position: `kind ${selected + 1} of ${FOREIGN_ORIGINS.length}`,
      summary: ['x is hidden; its time is charged to the nearest shown callers', ''],
      status: ASSUMPTION,
      lines: [ruleLine('Hide functions', '', true, columns, theme), ...lines],
    };
  },
  hasHelp: true,
  isAboutList: true,
};

/** What is measured and what is not: see chargeHidden. */
const ASSUMPTION = '~ estimated: time below a hidden function is shared out among its callers';

function toggleHidden(state: ViewerState, { overlay }: Over<HideMenuOverlay>): ViewerState {
  const toggled = FOREIGN_ORIGINS[overlay.list.selected]?.origin;
  const hidden = hiddenOrigins(state);
  const origins = FOREIGN_ORIGINS.map(({ origin }) => origin);
  return hideOrigins(
    state,
    origins.filter((origin) => (origin === toggled ? !hidden.includes(origin) : hidden.includes(origin))),
  );
}

function hideLines(state: ViewerState, { glyphs }: Theme): readonly string[] {
  const hidden = hiddenOrigins(state);
  const sizes = originSizes(state.table);
  const widest = Math.max(...FOREIGN_ORIGINS.map(({ title }) => title.length));
  return FOREIGN_ORIGINS.map(({ origin, title }) => {
    const { functions, tottime } = sizes[ORIGINS.indexOf(origin)] ?? { functions: 0, tottime: 0 };
    const mark = hidden.includes(origin) ? '[x]' : '[ ]';
    return `${mark} ${title.padEnd(widest)}  ${plural(functions, 'function')}, ${timeInText(tottime, { units: state.units, glyphs })}`;
  });
}

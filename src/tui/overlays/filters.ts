import { type NameFilter, parseNameFilter } from '../../select/name-filter.ts';
import type { Actions } from '../action.ts';
import { LIST_START, type ListBounds, type Movement, move, select } from '../list.ts';
import type { Over, OverlayType } from '../screen.ts';
import { moveAnchor, moveFunctions } from '../screens/functions/move.ts';
import { type CursorAnchor, type FunctionsScreen, request, selectedFunction } from '../screens/functions/request.ts';
import { functionsHeight } from '../screens/functions/summary-lines.ts';
import type { IcicleScreen } from '../screens/icicle/frames.ts';
import { ICICLE } from '../screens/icicle/icicle.ts';
import { fitScreen, moveFrame } from '../screens/icicle/moves.ts';
import { MEMORY, MEMORY_LIST, type MemoryScreen } from '../screens/memory/memory.ts';
import { inFrontAs, withScreen } from '../trail.ts';
import type { EditedLine } from '../typed-line.ts';
import type { Overlay, ViewerState } from '../viewer.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'filter-line': FilterLineOverlay;
    readonly 'memory-filter': MemoryFilterOverlay;
    readonly 'icicle-search': IcicleSearchOverlay;
  }
}

/** The line in which a filter is typed, below the functions that it leaves. */
type FilterLineOverlay = {
  readonly kind: 'filter-line';
  readonly line: EditedLine;
  /** Why the text is no filter, or none yet; the last one that was stays in force. */
  readonly problem: string | null;
  /** The screen as it was when the line was opened. */
  readonly before: FunctionsScreen;
  /** What shall stay selected while one types, as long as the filter leaves it. */
  readonly anchor: CursorAnchor;
};

/** The line in which a filter of live memory is typed. */
type MemoryFilterOverlay = {
  readonly kind: 'memory-filter';
  readonly line: EditedLine;
  readonly problem: string | null;
  readonly before: MemoryScreen;
};

/** The line in which one types which frames of a picture are highlighted. */
type IcicleSearchOverlay = {
  readonly kind: 'icicle-search';
  readonly line: EditedLine;
  readonly problem: string | null;
  readonly before: IcicleScreen;
};

const MOVEMENTS = [
  { movement: 'down', keys: ['down'], help: 'one line down' },
  { movement: 'up', keys: ['up'], help: 'one line up' },
  { movement: 'page-down', keys: ['pagedown'], help: 'one page down' },
  { movement: 'page-up', keys: ['pageup'], help: 'one page up' },
  { movement: 'scroll-down', keys: ['wheel-down'], help: 'scroll down' },
  { movement: 'scroll-up', keys: ['wheel-up'], help: 'scroll up' },
] as const;

type Filter = Overlay & { readonly problem: string | null };

/** The keys of a filter: Enter keeps it, Esc brings back what was; the list below can be gone through. */
function filterActions<O extends Filter>(
  restore: (state: ViewerState, overlay: O) => ViewerState,
  moveBelow: (state: ViewerState, overlay: O, movement: Movement) => ViewerState,
): Actions<Over<O>> {
  const moves = MOVEMENTS.map(({ movement, keys, help }): [string, Actions<Over<O>>[string]] => [
    `filter.move.${movement}`,
    { keys, group: 'move', help, run: (state, { overlay }) => moveBelow(state, overlay, movement) },
  ]);
  return {
    'filter.keep': {
      keys: ['enter'],
      group: 'filter',
      help: 'keep the filter',
      label: 'keep',
      isVital: true,
      run: (state, { overlay }) => (overlay.problem === null ? { ...state, overlay: null } : state),
    },
    'filter.cancel': {
      keys: ['escape'],
      group: 'filter',
      help: 'back to what was shown before',
      label: 'as before',
      isVital: true,
      run: (state, { overlay }) => restore({ ...state, overlay: null }, overlay),
    },
    ...Object.fromEntries(moves),
  };
}

/** The functions are filtered as one types. */
export const FILTER_LINE: OverlayType<FilterLineOverlay> = {
  kind: 'filter-line',
  actions: filterActions<FilterLineOverlay>(
    (state, { before }) => {
      // the window may have another size by now
      const { list } = before;
      return withScreen(state, { ...before, list: select(list, list.selected, boundsOf(state, before)) });
    },
    (state, overlay, movement) => {
      const screen = inFrontAs(state, 'functions');
      if (screen === null) return state;
      const moved = { ...screen, anchor: null, list: move(screen.list, movement, boundsOf(state, screen)) };
      // what is selected then is kept while one goes on typing
      const anchor = selectedFunction(moved) ?? 'first';
      return { ...withScreen(state, moved), overlay: { ...overlay, anchor } };
    },
  ),
  line: {
    show: ({ line, problem }) => ({ prompt: '/', line, problem, hint: 'words  file:part  func:part  -not  /regex/' }),
    edit: (state, overlay, line) => {
      const screen = inFrontAs(state, 'functions');
      if (screen === null || line === overlay.line) return state;
      const parsed = parseNameFilter(line.text);
      const edited = { ...state, overlay: { ...overlay, line, problem: parsed.ok ? null : parsed.message } };
      const isSame = line.text === overlay.line.text && parsed.ok === (overlay.problem === null);
      if (!parsed.ok || isSame) return edited;
      return request(edited, screen, { filter: { text: line.text, terms: parsed.filter } });
    },
  },
  isAboutList: true,
  moveTo: (move, overlay) => ({
    ...overlay,
    before: moveFunctions(move, overlay.before),
    anchor: moveAnchor(move, overlay.anchor),
  }),
};

function boundsOf(state: ViewerState, { view }: FunctionsScreen): ListBounds {
  return { length: view.length, height: functionsHeight(state) };
}

/** Live memory is filtered as one types. */
export const MEMORY_FILTER: OverlayType<MemoryFilterOverlay> = {
  kind: 'memory-filter',
  actions: filterActions<MemoryFilterOverlay>(
    (state, { before }) => withScreen(state, MEMORY_LIST.refit(state, before)),
    (state, _, movement) => {
      const screen = inFrontAs(state, 'memory');
      return screen === null ? state : MEMORY_LIST.move(state, screen, movement);
    },
  ),
  line: {
    show: ({ line, problem }) => ({ prompt: '/', line, problem, hint: 'words  file:part  func:part  -not' }),
    edit: (state, overlay, line) => {
      const screen = inFrontAs(state, 'memory');
      if (screen === null || line === overlay.line) return state;
      const parsed = parseNameFilter(line.text);
      const problem = parsed.ok ? whyNoRegex(parsed.filter) : parsed.message;
      const edited = { ...state, overlay: { ...overlay, line, problem } };
      if (!parsed.ok || problem !== null || line.text === overlay.line.text) return edited;
      return withScreen(edited, { ...screen, filter: { text: line.text, terms: parsed.filter }, list: LIST_START });
    },
  },
  isAboutList: true,
  moveTo: (move, overlay) => ({ ...overlay, before: MEMORY.moveTo(move, overlay.before) ?? overlay.before }),
};

/** Frames are highlighted as one types; all stay. */
export const ICICLE_SEARCH: OverlayType<IcicleSearchOverlay> = {
  kind: 'icicle-search',
  actions: filterActions<IcicleSearchOverlay>(
    (state, { before }) => withScreen(state, fitScreen(state, before)),
    (state, _, movement) => {
      const screen = inFrontAs(state, 'icicle');
      if (screen === null) return state;
      const isDown = movement === 'down' || movement === 'page-down' || movement === 'scroll-down';
      return withScreen(state, moveFrame(state, screen, isDown ? 'down' : 'up', 1));
    },
  ),
  line: {
    show: ({ line, problem }) => ({ prompt: '/', line, problem, hint: 'words  file:part  func:part  -not' }),
    edit: (state, overlay, line) => {
      const screen = inFrontAs(state, 'icicle');
      if (screen === null || line === overlay.line) return state;
      const parsed = parseNameFilter(line.text);
      const problem = parsed.ok ? whyNoRegex(parsed.filter) : parsed.message;
      const edited = { ...state, overlay: { ...overlay, line, problem } };
      if (!parsed.ok || problem !== null) return edited;
      const sought = parsed.filter.length === 0 ? null : { text: line.text, terms: parsed.filter };
      return withScreen(edited, { ...screen, sought });
    },
  },
  isAboutList: true,
  moveTo: (move, overlay) => ({ ...overlay, before: ICICLE.moveTo(move, overlay.before) ?? overlay.before }),
};

function whyNoRegex(terms: NameFilter): string | null {
  return terms.some(({ test }) => test.kind === 'regex') ? 'words are looked for here, not regexes' : null;
}

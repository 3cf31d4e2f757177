import type { Actions } from './action.ts';
import {
  LINE_ACTIONS,
  MENU_ACTIONS,
  MENU_ACTIONS_WITH_HELP,
  NAME_ACTIONS,
  OPEN_ACTIONS,
  PLACE_ACTIONS,
  VIEWER_ACTIONS,
} from './everywhere.ts';
import { COMMAND_LINE } from './overlays/command.ts';
import { EXPORT_LINE, OVERWRITE_QUESTION } from './overlays/export.ts';
import { FILTER_LINE, ICICLE_SEARCH, MEMORY_FILTER } from './overlays/filters.ts';
import { GUIDE } from './overlays/guide.ts';
import { HELP } from './overlays/help.ts';
import { HINT_PAGE } from './overlays/hint-page.ts';
import { HIDE_MENU, SORT_MENU } from './overlays/menus.ts';
import { SEARCH_LINE } from './overlays/search.ts';
import type { Front, OverlayType, ScreenType } from './screen.ts';
import { COMPARISON } from './screens/comparison.ts';
import { FUNCTION } from './screens/function/function.ts';
import { FUNCTIONS } from './screens/functions/functions.ts';
import { HINTS } from './screens/hints.ts';
import { ICICLE } from './screens/icicle/icicle.ts';
import { MEMORY } from './screens/memory/memory.ts';
import { MODULE } from './screens/module.ts';
import { MODULES } from './screens/modules.ts';
import { PROFILES } from './screens/profiles.ts';
import { TREE } from './screens/tree/tree.ts';
import { switchTo } from './trail.ts';
import type { OverlayKind, OverlaysByKind, ScreenKind, ScreensByKind } from './viewer.ts';

/** Every kind of screen. Keys, help, docs/keys.md, digits, pictures and Markdown are read from here. */
export const SCREENS: { readonly [K in ScreenKind]: ScreenType<ScreensByKind[K]> } = {
  functions: FUNCTIONS,
  function: FUNCTION,
  tree: TREE,
  hints: HINTS,
  modules: MODULES,
  module: MODULE,
  memory: MEMORY,
  comparison: COMPARISON,
  profiles: PROFILES,
  icicle: ICICLE,
};

/** Every kind of what lies over a screen. */
export const OVERLAYS: { readonly [K in OverlayKind]: OverlayType<OverlaysByKind[K]> } = {
  help: HELP,
  'sort-menu': SORT_MENU,
  'hide-menu': HIDE_MENU,
  'memory-guide': GUIDE,
  'text-search': SEARCH_LINE,
  'hint-page': HINT_PAGE,
  'filter-line': FILTER_LINE,
  'memory-filter': MEMORY_FILTER,
  'icicle-search': ICICLE_SEARCH,
  'command-line': COMMAND_LINE,
  'export-line': EXPORT_LINE,
  'overwrite-question': OVERWRITE_QUESTION,
};

/** To the screens that have a digit, from everywhere. */
function digitActions(): Actions<Front> {
  const tops = Object.values(SCREENS).flatMap(({ top }) => (top === undefined ? [] : [top]));
  const digits = tops.map(({ digit }) => digit).sort();
  const standsFor = `${digits.at(0) ?? ''}-${digits.at(-1) ?? ''}`;
  return Object.fromEntries(
    tops.map((top): [string, Actions<Front>[string]] => [
      `show.${top.digit}`,
      {
        keys: [top.digit],
        group: 'screens',
        help: top.title,
        label: 'screens',
        standsFor,
        isCommon: true,
        ...(top.needsCallers === undefined ? {} : { needsCallers: top.needsCallers }),
        whyNot: (state, front) => top.whyHere(state) ?? top.whyNever?.(state) ?? top.whyNot?.(state, front) ?? null,
        run: (state, front) => {
          const screen = top.open(state, front);
          return screen === undefined ? state : switchTo(state, screen);
        },
      },
    ]),
  );
}

/** What all screens have, behind their own. */
export const EVERYWHERE: Actions<Front> = {
  ...NAME_ACTIONS,
  ...PLACE_ACTIONS,
  ...digitActions(),
  ...OPEN_ACTIONS,
  ...VIEWER_ACTIONS,
};

/** What all overlays of a kind have, behind their own. */
export function sharedActions({
  line,
  hasHelp,
}: {
  readonly line?: unknown;
  readonly hasHelp?: true;
}): Actions<unknown> {
  if (line !== undefined) return LINE_ACTIONS;
  return hasHelp === true ? MENU_ACTIONS_WITH_HELP : MENU_ACTIONS;
}

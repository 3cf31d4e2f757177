import type { ReactElement } from 'react';
import type { OverlayKind, OverlaysByKind } from '../state/overlay.ts';
import { currentScreen, type ScreenKind, type ScreensByKind, type ViewerState } from '../state/viewer-state.ts';
import type { Theme } from '../theme.ts';
import { ComparisonScreen } from './comparison-screen.tsx';
import { FunctionScreen } from './function-screen.tsx';
import { FunctionsScreen } from './functions-screen.tsx';
import { GuideScreen } from './guide-screen.tsx';
import { HelpScreen } from './help-screen.tsx';
import { HideMenu } from './hide-menu.tsx';
import { HintsScreen } from './hints-screen.tsx';
import { MemoryScreen } from './memory-screen.tsx';
import { ModuleScreen } from './module-screen.tsx';
import { ModulesScreen } from './modules-screen.tsx';
import { ProfilesScreen } from './profiles-screen.tsx';
import { SortMenu } from './sort-menu.tsx';
import { TreeScreen } from './tree-screen.tsx';

type ScreenProps<S> = { readonly state: ViewerState; readonly screen: S; readonly theme: Theme };
type OverlayProps<O> = { readonly state: ViewerState; readonly overlay: O; readonly theme: Theme };

/** How each kind of screen looks: a function of its properties alone, so it uses no hooks. */
const SCREEN_PICTURES: { readonly [K in ScreenKind]: (props: ScreenProps<ScreensByKind[K]>) => ReactElement } = {
  functions: FunctionsScreen,
  function: FunctionScreen,
  tree: TreeScreen,
  hints: HintsScreen,
  memory: MemoryScreen,
  modules: ModulesScreen,
  module: ModuleScreen,
  comparison: ComparisonScreen,
  profiles: ProfilesScreen,
};

/** How each kind of overlay looks. */
const OVERLAY_PICTURES: { readonly [K in OverlayKind]: (props: OverlayProps<OverlaysByKind[K]>) => ReactElement } = {
  help: HelpScreen,
  'sort-menu': SortMenu,
  'hide-menu': HideMenu,
  'filter-line': ({ state, theme }) => pictureBelow(state, theme),
  'memory-guide': GuideScreen,
  'memory-filter': ({ state, theme }) => pictureBelow(state, theme),
  'command-line': ({ state, theme }) => pictureBelow(state, theme),
  'export-line': ({ state, theme }) => pictureBelow(state, theme),
  'overwrite-question': ({ state, theme }) => pictureBelow(state, theme),
};

/** The picture of what is in front; it depends on state and theme alone. */
export function frontPicture(state: ViewerState, theme: Theme): ReactElement {
  const { overlay } = state;
  return overlay === null ? pictureBelow(state, theme) : overlayPicture(state, theme, overlay.kind, overlay);
}

/** The screen in front, whatever lies over it. */
function pictureBelow(state: ViewerState, theme: Theme): ReactElement {
  const screen = currentScreen(state);
  return screenPicture(state, theme, screen.kind, screen);
}

function overlayPicture<K extends OverlayKind>(
  state: ViewerState,
  theme: Theme,
  kind: K,
  overlay: OverlaysByKind[K],
): ReactElement {
  return OVERLAY_PICTURES[kind]({ state, overlay, theme });
}

function screenPicture<K extends ScreenKind>(
  state: ViewerState,
  theme: Theme,
  kind: K,
  screen: ScreensByKind[K],
): ReactElement {
  return SCREEN_PICTURES[kind]({ state, screen, theme });
}

import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { FrontAction } from './action.ts';
import { type FunctionScreen, functionScreen } from './function-screen.ts';
import { move, select } from './list-state.ts';
import { selectedSourceRow, sourceBounds, sourceList } from './source-pane.ts';
import { calledBy } from './source-rows.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

/** A key to the side moves the source by so many columns. */
const SHIFT = 10;

/** Which keys are the source's while it is active: the sort keys stay with the callers or callees beside it. */
export function isForSource(action: FrontAction): boolean {
  return action.type === 'move' || action.type === 'enter' || action.type === 'scroll';
}

/** What these keys do. */
export function reduceSourcePane(state: ViewerState, screen: FunctionScreen, action: FrontAction): ViewerState {
  const { source } = screen;
  switch (action.type) {
    case 'move': {
      const list = move(sourceList(state, screen), action.movement, sourceBounds(state, screen));
      return withScreen(state, { ...screen, source: { ...source, list } });
    }
    case 'enter': {
      const target = sourceTarget(state, screen);
      return target === undefined || target >= state.table.length
        ? state
        : opened(state, functionScreen(state.table, target));
    }
    case 'scroll':
      return withScreen(state, {
        ...screen,
        source: { ...source, shift: Math.max(0, source.shift + action.step * SHIFT) },
      });
    default:
      return state;
  }
}

/** The source in a window of another size. */
export function refittedSource(state: ViewerState, screen: FunctionScreen): FunctionScreen {
  const { list } = screen.source;
  if (list === null) return screen;
  const fitted = select(list, list.selected, sourceBounds(state, screen));
  return { ...screen, source: { ...screen.source, list: fitted } };
}

export function refusalInSource(state: ViewerState, screen: FunctionScreen, action: FrontAction): string | null {
  switch (action.type) {
    case 'enter': {
      const target = sourceTarget(state, screen);
      if (target === undefined) return 'This line calls nothing that the profile has.';
      return target === screen.function ? 'This line calls the function itself.' : null;
    }
    case 'scroll':
      return action.step < 0 && screen.source.shift === 0 ? 'This is the left end of the source.' : null;
    default:
      return null;
  }
}

function sourceTarget(state: ViewerState, screen: FunctionScreen): FunctionIndex | undefined {
  const row = selectedSourceRow(state, screen);
  return row === undefined ? undefined : calledBy(row);
}

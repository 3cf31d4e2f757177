import { parseNameFilter } from '../../select/name-filter.ts';
import type { FrontAction } from './action.ts';
import { backToBefore } from './before-line.ts';
import type { Anchor, FunctionsScreen } from './functions-screen.ts';
import { wanted } from './functions-screen.ts';
import { type EditedLine, editLine, insertText, lineOf } from './line-editor.ts';
import { selectedFunction } from './looked-at.ts';
import type { FilterLineOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { frontScreen } from './screens.ts';
import { requested } from './show-functions.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** The functions are filtered as one types; Enter keeps that, Esc brings back what was. */
export const FILTER_LINE: OverlayLogic<FilterLineOverlay> = {
  opened: (state) => {
    const before = functionsOf(state);
    const anchor = before === null ? 'first' : (before.anchor ?? anchorBefore(before));
    const text = before === null ? '' : wanted(before).filter.text;
    return { kind: 'filter-line', line: lineOf(text), problem: null, before, anchor };
  },
  reduce: (state, overlay, action) => {
    switch (action.type) {
      case 'type':
        return withLine(state, overlay, insertText(overlay.line, action.text));
      case 'edit-line':
        return withLine(state, overlay, editLine(overlay.line, action.edit));
      case 'choose':
        return overlay.problem === null ? { ...state, overlay: null } : state;
      case 'cancel':
        return backToBefore(state, overlay.before);
      case 'move':
        return movedBelow(state, overlay, action);
      default:
        return state;
    }
  },
  refitted: (_, overlay) => overlay,
};

function anchorBefore(before: FunctionsScreen): Anchor {
  return before.list.selected === 0 ? 'first' : (selectedFunction(before) ?? 'first');
}

function withLine(state: ViewerState, overlay: FilterLineOverlay, line: EditedLine): ViewerState {
  const screen = functionsOf(state);
  if (screen === null || line === overlay.line) return state;
  const parsed = parseNameFilter(line.text);
  const edited = { ...state, overlay: { ...overlay, line, problem: parsed.ok ? null : parsed.message } };
  const isSame = line.text === overlay.line.text && parsed.ok === (overlay.problem === null);
  if (!parsed.ok || isSame) return edited;
  return requested(edited, screen, { filter: { text: line.text, terms: parsed.filter } });
}

/** The list can be gone through while the line is open; what is selected then is kept while one goes on typing. */
function movedBelow(state: ViewerState, overlay: FilterLineOverlay, action: FrontAction): ViewerState {
  const moved = frontScreen({ ...state, overlay: null }).reduce(action);
  const screen = functionsOf(moved);
  return { ...moved, overlay: { ...overlay, anchor: (screen && selectedFunction(screen)) ?? 'first' } };
}

function functionsOf(state: ViewerState): FunctionsScreen | null {
  const screen = currentScreen(state);
  return screen.kind === 'functions' ? screen : null;
}

import { parseNameFilter } from '../../select/name-filter.ts';
import { backToBefore } from './before-line.ts';
import { type EditedLine, editLine, insertText, lineOf } from './line-editor.ts';
import { LIST_START } from './list-state.ts';
import type { MemoryScreen } from './memory-screen.ts';
import type { MemoryFilterOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { frontScreen } from './screens.ts';
import { withScreen } from './trail.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** Live memory is filtered as one types; Enter keeps that, Esc brings back what was. */
export const MEMORY_FILTER: OverlayLogic<MemoryFilterOverlay> = {
  opened: (state) => {
    const before = memoryOf(state);
    return { kind: 'memory-filter', line: lineOf(before?.filter.text ?? ''), problem: null, before };
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
      case 'move': {
        const moved = frontScreen({ ...state, overlay: null }).reduce(action);
        return { ...moved, overlay };
      }
      default:
        return state;
    }
  },
  refitted: (_, overlay) => overlay,
};

function withLine(state: ViewerState, overlay: MemoryFilterOverlay, line: EditedLine): ViewerState {
  const screen = memoryOf(state);
  if (screen === null || line === overlay.line) return state;
  const parsed = parseNameFilter(line.text);
  const problem = parsed.ok ? regexProblem(parsed.filter) : parsed.message;
  const edited = { ...state, overlay: { ...overlay, line, problem } };
  if (!parsed.ok || problem !== null || line.text === overlay.line.text) return edited;
  return withScreen(edited, { ...screen, filter: { text: line.text, terms: parsed.filter }, list: LIST_START });
}

function regexProblem(terms: readonly { readonly test: { readonly kind: string } }[]): string | null {
  return terms.some(({ test }) => test.kind === 'regex') ? 'live memory is filtered by words, not by regexes' : null;
}

function memoryOf(state: ViewerState): MemoryScreen | null {
  const screen = currentScreen(state);
  return screen.kind === 'memory' ? screen : null;
}

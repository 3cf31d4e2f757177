import { baseNameOf } from './base-name.ts';
import { editLine, insertText, lineOf } from './line-editor.ts';
import type { ExportLineOverlay, OverwriteQuestionOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { currentScreen, type ViewerState } from './viewer-state.ts';

/** Asks for the name of the file that the screen below is written to; one is offered. */
export const EXPORT_LINE: OverlayLogic<ExportLineOverlay> = {
  opened: (state) => ({ kind: 'export-line', line: lineOf(offeredName(state)) }),
  reduce: (state, overlay, action) => {
    switch (action.type) {
      case 'type':
        return { ...state, overlay: { ...overlay, line: insertText(overlay.line, action.text) } };
      case 'edit-line':
        return { ...state, overlay: { ...overlay, line: editLine(overlay.line, action.edit) } };
      case 'choose':
        return named({ ...state, overlay: null }, overlay.line.text.trim());
      case 'cancel':
        return { ...state, overlay: null };
      default:
        return state;
    }
  },
  refitted: (_, overlay) => overlay,
};

/** Only a yes writes over a file. */
export const OVERWRITE_QUESTION: OverlayLogic<OverwriteQuestionOverlay> = {
  opened: () => ({ kind: 'overwrite-question', path: '' }),
  reduce: (state, { path }, action) => {
    switch (action.type) {
      case 'choose':
        return { ...state, overlay: null, effect: { kind: 'export', path, replace: true } };
      case 'cancel':
        return { ...state, overlay: null, message: `Not written: ${path} stays as it was.` };
      default:
        return state;
    }
  },
  refitted: (_, overlay) => overlay,
};

/** `out-functions.md`, in the folder one is in. */
function offeredName(state: ViewerState): string {
  const name =
    baseNameOf(state.title)
      .replace(/\.(prof|pstats|cprof|gz)$/i, '')
      .replace(/[\s,]+/g, '-') || 'profile';
  return `${name}-${currentScreen(state).kind}.md`;
}

function named(state: ViewerState, path: string): ViewerState {
  if (path === '') return { ...state, message: 'Not written: no file was named.' };
  return { ...state, effect: { kind: 'export', path, replace: false } };
}

import { candidatesOf, completedLine, wantedWord } from './completion.ts';
import { EMPTY_LINE, editLine, insertText, lineOf } from './line-editor.ts';
import type { CommandLineOverlay } from './overlay.ts';
import type { OverlayLogic } from './overlay-logic.ts';
import { ranCommand } from './run-command.ts';
import type { ViewerState } from './viewer-state.ts';

/** So many lines are kept. */
const LONGEST_HISTORY = 100;

/** The command line of the pstats browser: Up and Down go through what was typed before, Tab completes. */
export const COMMAND_LINE: OverlayLogic<CommandLineOverlay> = {
  opened: () => ({ kind: 'command-line', line: EMPTY_LINE, back: 0, problem: null }),
  reduce: (state, overlay, action) => {
    switch (action.type) {
      case 'type':
        return withLine(state, { ...overlay, line: insertText(overlay.line, action.text) });
      case 'edit-line':
        return withLine(state, { ...overlay, line: editLine(overlay.line, action.edit) });
      case 'move':
        return recalled(state, overlay, action.movement === 'up' ? 1 : -1);
      case 'complete':
        return completed(state, overlay);
      case 'choose':
        return entered(state, overlay.line.text);
      case 'cancel':
        return { ...state, overlay: null };
      default:
        return state;
    }
  },
  refitted: (_, overlay) => overlay,
};

function withLine(state: ViewerState, overlay: CommandLineOverlay): ViewerState {
  return { ...state, overlay: { ...overlay, problem: null } };
}

/** The line that was entered `back` lines ago; 0 is a new one. */
function recalled(state: ViewerState, overlay: CommandLineOverlay, step: 1 | -1): ViewerState {
  const { history } = state;
  const back = Math.max(0, Math.min(history.length, overlay.back + step));
  const line = lineOf(history[history.length - back] ?? '');
  return back === overlay.back ? state : withLine(state, { ...overlay, back, line });
}

function completed(state: ViewerState, overlay: CommandLineOverlay): ViewerState {
  const wanted = wantedWord(overlay.line.text);
  const candidates = candidatesOf(wanted);
  if (candidates === null) return { ...state, effect: { kind: 'complete', prefix: wanted.word } };
  return withCandidates(state, candidates);
}

/** What the word at the end of the line may be, as far as all candidates agree; several are listed beside the line. */
export function withCandidates(state: ViewerState, candidates: readonly string[]): ViewerState {
  const { overlay } = state;
  if (overlay?.kind !== 'command-line') return state;
  const { text } = overlay.line;
  const line = lineOf(completedLine(text, wantedWord(text), candidates));
  return { ...state, overlay: { ...overlay, line, problem: candidateText(candidates) } };
}

/** More than fit beside the line in any window; all are known, and what they share is completed. */
const MOST_LISTED = 50;

function candidateText(candidates: readonly string[]): string | null {
  if (candidates.length <= 1) return candidates.length === 1 ? null : 'nothing fits';
  const more = candidates.length - MOST_LISTED;
  return `${candidates.slice(0, MOST_LISTED).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function entered(state: ViewerState, text: string): ViewerState {
  const line = text.trim();
  const closed = { ...state, overlay: null };
  if (line === '') return closed;
  return ranCommand({ ...closed, history: [...state.history, line].slice(-LONGEST_HISTORY) }, line);
}

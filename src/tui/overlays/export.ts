import { cutStart } from '../../text/display.ts';
import { escapeControls } from '../../text/escape.ts';
import { baseNameOf } from '../place.ts';
import type { OverlayType } from '../screen.ts';
import { currentScreen } from '../trail.ts';
import { type EditedLine, EMPTY_LINE, lineWith } from '../typed-line.ts';
import type { ViewerState } from '../viewer.ts';

declare module '../viewer.ts' {
  interface OverlaysByKind {
    readonly 'export-line': ExportLineOverlay;
    readonly 'overwrite-question': OverwriteQuestionOverlay;
  }
}

/** The line in which the name of a file is typed. */
type ExportLineOverlay = { readonly kind: 'export-line'; readonly line: EditedLine };

/** Whether to write over the file that is there. */
type OverwriteQuestionOverlay = { readonly kind: 'overwrite-question'; readonly path: string };

/** Asks for the name of the file that the screen below is written to; one is offered. */
export const EXPORT_LINE: OverlayType<ExportLineOverlay> = {
  kind: 'export-line',
  actions: {
    'export.write': {
      keys: ['enter'],
      group: 'viewer',
      help: 'write the file',
      label: 'write',
      isVital: true,
      run: (state, { overlay }) => writeTo({ ...state, overlay: null }, overlay.line.text.trim()),
    },
    'export.cancel': {
      keys: ['escape'],
      group: 'viewer',
      help: 'close the line; nothing is written',
      label: 'cancel',
      isVital: true,
      run: (state) => ({ ...state, overlay: null }),
    },
  },
  line: {
    show: ({ line }) => ({ prompt: 'Write as Markdown to: ', line, problem: null, hint: 'the name of a file' }),
    edit: (state, overlay, line) => ({ ...state, overlay: { ...overlay, line } }),
  },
};

/** The line as it opens: `out-functions.md`, in the folder one is in. */
export function exportLine(state: ViewerState): ExportLineOverlay {
  const name =
    baseNameOf(state.title)
      .replace(/\.(prof|pstats|cprof|gz)$/i, '')
      .replace(/[\s,]+/g, '-') || 'profile';
  return { kind: 'export-line', line: lineWith(`${name}-${currentScreen(state).kind}.md`) };
}

function writeTo(state: ViewerState, path: string): ViewerState {
  if (path === '') return { ...state, message: 'Not written: no file was named.' };
  return { ...state, effect: { kind: 'export', path, replace: false } };
}

/** Only a yes writes over a file. */
export const OVERWRITE_QUESTION: OverlayType<OverwriteQuestionOverlay> = {
  kind: 'overwrite-question',
  actions: {
    'overwrite.yes': {
      keys: ['y', 'Y'],
      group: 'viewer',
      help: 'overwrite the file',
      label: 'overwrite',
      isVital: true,
      run: (state, { overlay: { path } }) => ({
        ...state,
        overlay: null,
        effect: { kind: 'export', path, replace: true },
      }),
    },
    'overwrite.no': {
      keys: ['n', 'N', 'escape', 'enter'],
      group: 'viewer',
      help: 'leave the file as it is',
      label: 'leave it',
      isVital: true,
      run: (state, { overlay: { path } }) => ({
        ...state,
        overlay: null,
        message: `Not written: ${path} stays as it was.`,
      }),
    },
  },
  line: {
    show: ({ path }) => ({ prompt: `Overwrite ${cutPath(path)} (y/n)? `, line: EMPTY_LINE, problem: null, hint: '' }),
    edit: (state) => state,
  },
};

const WIDEST_PATH = 20;

/** The end of a path, so that the question behind it is seen in every window. */
function cutPath(path: string): string {
  return cutStart(escapeControls(path), WIDEST_PATH, '...');
}

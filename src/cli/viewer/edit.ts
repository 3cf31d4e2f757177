import { escapeControls } from '../../text/escape.ts';
import type { Prepared } from '../../tui/host.ts';
import { errnoCode, errnoText } from '../input/errno.ts';
import { editorCommand } from './editor-command.ts';

/** How a program that was given the terminal ended. */
type RunResult = { readonly error: unknown } | { readonly status: number | null };

/** Runs a program in the terminal and returns when it has ended. */
export type RunProgram = (command: string, args: readonly string[]) => RunResult;

/** The user's editor: `$VISUAL`, or else `$EDITOR`, as every program asks them. */
export function prepareEditor(
  env: Readonly<Record<string, string | undefined>>,
  run: RunProgram,
  path: string,
  line: number,
): Prepared {
  const variable = env['VISUAL'] ? 'VISUAL' : 'EDITOR';
  const editor = env[variable];
  if (!editor) return { refusal: 'Neither $VISUAL nor $EDITOR names an editor: try EDITOR=vim pyprof-view ...' };
  const command = editorCommand(editor, path, line);
  if (command === null) return { refusal: escapeControls(`$${variable} is not a command: ${editor}`) };
  const [program, ...args] = command;
  return { run: () => complaint(program, variable, run(program, args)) };
}

/** What went wrong, in a sentence, or null. */
function complaint(program: string, variable: string, result: RunResult): string | null {
  if ('error' in result) {
    const why = errnoCode(result.error) === 'ENOENT' ? 'it is not there' : errnoText(result.error);
    return escapeControls(`The editor ${program} ($${variable}) could not be started: ${why}.`);
  }
  if (result.status === 0) return null;
  return escapeControls(`The editor ${program} ended with ${result.status ?? 'a signal'}.`);
}

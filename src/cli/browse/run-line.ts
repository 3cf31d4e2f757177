import { PyprofError } from '../../errors.ts';
import { stripBlanks } from '../../text/python-blanks.ts';
import { BROWSER_COMMANDS } from './browser-commands.ts';
import type { Dialog, Room } from './room.ts';

/**
 * Does what a line says, as `cmd.Cmd.onecmd` does: an empty line repeats the last command, an unknown one is reported.
 */
export async function runLine(dialog: Dialog, typed: string, room: Room): Promise<Dialog> {
  const line = expand(stripBlanks(typed));
  if (line === '') return dialog.lastLine === '' ? dialog : runLine(dialog, dialog.lastLine, room);
  if (line.startsWith('!')) return unknown(dialog, line, room); // no command of a shell: nothing that would be repeated
  const [, word = '', rest = ''] = /^([A-Za-z0-9_]*)(.*)$/s.exec(line) ?? [];
  const remembered = { ...dialog, lastLine: line === 'EOF' ? '' : line };
  const command = BROWSER_COMMANDS.find(({ name }) => name === word);
  if (command === undefined) return unknown(remembered, line, room);
  try {
    return await command.run(remembered, stripBlanks(rest), room);
  } catch (error) {
    if (!(error instanceof PyprofError)) throw error;
    room.complain(error);
    return remembered;
  }
}

/** `?x` is `help x`. */
function expand(line: string): string {
  return line.startsWith('?') ? `help ${line.slice(1)}` : line;
}

function unknown(dialog: Dialog, line: string, room: Room): Dialog {
  room.say(`*** Unknown syntax: ${line}`);
  return dialog;
}
